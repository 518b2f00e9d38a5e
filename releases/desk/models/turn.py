"""One person's go in a conference."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models

from releases.desk.models.conference import Conference
from releases.desk.models.participant import Participant

# A form for each stands on one page; the longest live transcripts have some three hundred.
MAX_TURNS = 1000


class TurnKind(models.TextChoices):
    """What a turn does in the conference."""

    STATEMENT = "statement", "发言"
    QUESTION = "question", "提问"
    ANSWER = "answer", "回答"
    NARRATION = "narration", "说明"


class Turn(models.Model):
    """One person's go, or a stretch of narration between two; ``number`` is the public anchor."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="turns", verbose_name="发布会")
    number = models.PositiveIntegerField("编号", editable=False)
    order = models.PositiveIntegerField("次序", default=0)
    kind = models.CharField("类型", max_length=20, choices=TurnKind.choices, default=TurnKind.STATEMENT)
    # RESTRICT, not PROTECT: deleting a whole draft takes both rows, and must not be refused.
    speaker = models.ForeignKey(
        Participant, models.RESTRICT, null=True, blank=True, related_name="turns", verbose_name="发言人"
    )
    label = models.TextField(
        "显示名称",
        blank=True,
        validators=[MaxLengthValidator(100)],
        help_text="页面上冒号前的文字，例如“媒体提问”“某日报记者”。",
    )
    answers = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="answered_by", verbose_name="回答的提问"
    )
    time = models.TextField("时间标记", blank=True, validators=[MaxLengthValidator(50)])
    due = models.DateField(
        "会后答复期限", null=True, blank=True, help_text="现场没有答完的提问，最迟哪一天书面答复。"
    )
    given_on = models.DateField(
        "书面答复日期", null=True, blank=True, help_text="会后补来的书面答复，是哪一天答复的。"
    )
    body = models.TextField(
        "内容",
        blank=True,
        help_text="一行一段。图片的位置单独一行写作〔图 f1〕；外文段落以〔en〕开头。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "实录"
        ordering = ("order", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "number"),
                name="turn_number_once",
                violation_error_message="发言编号重复。",
            ),
            models.CheckConstraint(
                condition=models.Q(answers=None) | models.Q(kind=TurnKind.ANSWER),
                name="turn_only_answers_answer",
                violation_error_message="只有“回答”才能对应一个提问。",
            ),
            models.CheckConstraint(
                condition=models.Q(due=None) | models.Q(kind=TurnKind.QUESTION),
                name="turn_only_questions_are_due",
                violation_error_message="只有“提问”才有会后答复期限。",
            ),
            # Not "answers a question": deleting that question must not be refused. Freezing tells of it.
            models.CheckConstraint(
                condition=models.Q(given_on=None) | models.Q(kind=TurnKind.ANSWER),
                name="turn_only_answers_are_given",
                violation_error_message="只有“回答”才有书面答复日期。",
            ),
        )

    def __str__(self) -> str:
        """Return the id and the first words."""
        return f"{self.public_id} {self.label} {self.body[:20]}".strip()

    @property
    def public_id(self) -> str:
        """Return the id within the document, which is the anchor on the page."""
        return f"t{self.number}"
