"""Question: one that was asked at a current release, and where staff have filed it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse

from releases.record.models.department import Department
from releases.record.models.release import Release
from releases.record.models.topic import Topic


class QuestionQuerySet(models.QuerySet["Question"]):
    """Ways to choose questions."""

    def newest_first(self) -> QuestionQuerySet:
        """Order by the day asked, latest on top; those of one conference in the order asked."""
        return self.order_by("-held_on", "-release", "position")

    def owed(self) -> QuestionQuerySet:
        """Keep those left for later that nobody has answered in writing yet, the longest due on top."""
        return self.filter(due__isnull=False, settled_on=None).order_by("due", "release", "position")

    def unfiled(self) -> QuestionQuerySet:
        """Keep those without a topic."""
        return self.filter(topics=None)


class Question(models.Model):
    """A question of the current version; written anew with each version, gone on withdrawal.

    Its key is the release's id and the turn's, which never change: what staff have filed stays filed when the
    row is written anew.
    """

    key = models.CharField("编号", max_length=40, primary_key=True)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="questions", db_index=False)
    turn = models.CharField("段落编号", max_length=20)
    position = models.PositiveIntegerField("次序")
    title = models.CharField("提问", max_length=60, help_text="问的那一句。")
    label = models.TextField("称呼", blank=True)
    held_on = models.DateField("举行日期")
    answered = models.BooleanField("已回答")
    due = models.DateField("会后答复期限", null=True, blank=True)
    settled_on = models.DateField("书面答复日期", null=True, blank=True)
    departments = models.ManyToManyField(Department, related_name="questions", verbose_name="回答的部门")
    topics: models.ManyToManyField[Topic, Filing] = models.ManyToManyField(
        Topic, through="record.Filing", related_name="questions", verbose_name="主题"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提问"
        indexes = [
            models.Index(fields=["-held_on", "-release", "position"], name="question_newest_first"),
            models.Index(fields=["due"], condition=models.Q(settled_on=None), name="question_owed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["release", "turn"], name="question_turn_is_unique"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the question's own page."""
        return reverse("record:question", args=[self.release_id, self.turn])

    def is_late(self, today: date) -> bool:
        """Return whether it was to be answered before today."""
        return self.settled_on is None and self.due is not None and self.due < today


class Filing(models.Model):
    """A topic that staff put on a question; outlives the question's row, which each version writes anew.

    The row of a question that is withdrawn is gone, and this points nowhere until it is restored: hence no
    constraint of the database's.
    """

    question = models.ForeignKey(Question, models.DO_NOTHING, db_constraint=False, related_name="filings")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="filings")

    class Meta:
        verbose_name = verbose_name_plural = "提问归类"
        constraints = [models.UniqueConstraint(fields=["question", "topic"], name="filing_once")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.topic_id}"


def key_of(release_id: str, turn_id: str) -> str:
    """Return a question's key."""
    return f"{release_id}/{turn_id}"
