"""Question: one that was asked at a current release, and where staff have filed it."""

from __future__ import annotations

from datetime import date

from django.db import connections, models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject, Substr
from django.urls import reverse

from releases.record.models.department import Department
from releases.record.models.passage import SAID, Passage
from releases.record.models.release import Release
from releases.record.models.topic import Topic

# Nobody asks for longer than this.
COMPARED = 600
# As many rows are found and sorted in some milliseconds.
MANY = 1_000


class QuestionQuerySet(models.QuerySet["Question"]):
    """Ways to choose questions."""

    def newest_first(self) -> QuestionQuerySet:
        """Order by the day asked, latest on top; those of one conference in the order asked."""
        return self.order_by("-held_on", "-release", "position")

    def under(self, *, topic: int | None = None, department: int | None = None) -> QuestionQuerySet:
        """Keep those filed under the topic, and those that the department answered: read, then sorted."""
        questions = self if topic is None else self.filter(filings__topic=topic)
        return questions if department is None else questions.filter(departments=department)

    def met_under(self, *, topic: int | None = None, department: int | None = None) -> QuestionQuerySet:
        """Keep the same, as they are met on the way down from the newest.

        Where they are many, a page of them is soon met, and all of them are not soon sorted. PostgreSQL goes
        that way by itself where it is shorter; SQLite has to be told, in SQL that Django makes longer at.
        """
        met = self.under if connections[self.db].vendor == "postgresql" else self._met_under
        return met(topic=topic, department=department)

    def _met_under(self, *, topic: int | None, department: int | None) -> QuestionQuerySet:
        questions = self
        if topic is not None:
            filed = Filing.objects.filter(question_id=OuterRef("pk"), topic_id=topic)
            questions = questions.filter(Exists(filed))
        if department is not None:
            answers = Question.departments.through.objects
            answered = answers.filter(question_id=OuterRef("pk"), department_id=department)
            questions = questions.filter(Exists(answered))
        return questions

    def owed(self) -> QuestionQuerySet:
        """Keep those left for later that nobody has answered in writing yet, the longest due on top."""
        return self.filter(due__isnull=False, settled_on=None).order_by("due", "release", "position")

    def settled(self) -> QuestionQuerySet:
        """Keep those that were left for later and have been answered in writing, the latest on top."""
        settled = self.filter(due__isnull=False, settled_on__isnull=False)
        return settled.order_by("-settled_on", "-release", "position")

    def with_answer(self) -> QuestionQuerySet:
        """Fetch along with each question who answered first and how that begins; None for no answer."""
        answers = Passage.objects.filter(release=OuterRef("release"), answers=OuterRef("turn"))
        first = (
            answers.beginning().order_by("position").values(said=JSONObject(**{name: name for name in SAID}))
        )
        return self.annotate(answer=Subquery(first[:1]))

    def shown(self) -> QuestionQuerySet:
        """Return these, which are a slice, newest first and each with its answer.

        Asked for with the slice itself, answers would be looked up for every question before it too.
        """
        return Question.objects.filter(pk__in=self.values("pk")).newest_first().with_answer()

    def with_words(self) -> QuestionQuerySet:
        """Fetch along with each question what was asked, as far as anybody compares it."""
        asked = Passage.objects.filter(release=OuterRef("release"), turn=OuterRef("turn"))
        return self.annotate(words=Subquery(asked.values(words=Substr("text", 1, COMPARED))[:1]))

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
            models.Index(
                fields=["-settled_on", "-release", "position"],
                condition=models.Q(settled_on__isnull=False),
                name="question_settled",
            ),
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
        return self.days_late(today) > 0

    def days_late(self, today: date) -> int:
        """Return by how many days the answer in writing is late: 0 where it is not, or not any more."""
        if self.settled_on is not None or self.due is None:
            return 0
        return max((today - self.due).days, 0)


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
