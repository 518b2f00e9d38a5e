"""Passage: one turn of a current release, as search finds it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from django.urls import reverse

from releases.record.models.appearance import Appearance, AppearanceRole
from releases.record.models.department import Department
from releases.record.models.release import Release


class PassageKind(models.TextChoices):
    """What the turn does in the conference."""

    STATEMENT = "statement", "发布"
    QUESTION = "question", "提问"
    ANSWER = "answer", "回答"
    NARRATION = "narration", "叙述"


# What lists show of a passage: who says it, and how it begins.
SAID = ("turn", "label", "speaker_ref", "speaker_name", "speaker_position", "begins")
BEGINNING = 160


class PassageQuerySet(models.QuerySet["Passage"]):
    """Ways to choose passages."""

    def on_the_matter(self) -> PassageQuerySet:
        """Keep statements and answers, but not what is said to lead through the conference."""
        leads = Appearance.objects.filter(
            release=OuterRef("release"), name=OuterRef("speaker_name"), role=AppearanceRole.MODERATOR
        )
        stated = models.Q(kind=PassageKind.STATEMENT) & ~Exists(leads)
        return self.filter(models.Q(kind=PassageKind.ANSWER) | stated)

    def beginning(self) -> PassageQuerySet:
        """Fetch of each passage's text only how it begins."""
        return self.defer("text").annotate(begins=Substr("text", 1, BEGINNING))


class Passage(models.Model):
    """One turn of the current version; rewritten with each version, gone on withdrawal."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="passages")
    turn = models.CharField("段落编号", max_length=20)
    position = models.PositiveIntegerField("次序")
    kind = models.CharField("类别", max_length=10, choices=PassageKind.choices)
    label = models.TextField("称呼", blank=True)
    speaker_ref = models.CharField("人物编号", max_length=64, blank=True)
    speaker_name = models.TextField("发言人", blank=True)
    speaker_position = models.TextField("职务", blank=True)
    text = models.TextField("内容", blank=True)
    answers = models.CharField("回答的提问", max_length=20, blank=True)
    given_on = models.DateField("书面答复日期", null=True, blank=True)
    departments: models.ManyToManyField[Department, Any] = models.ManyToManyField(
        Department, through="record.Utterance", related_name="passages", verbose_name="部门"
    )

    objects = PassageQuerySet.as_manager()

    class Meta:
        verbose_name = "段落"
        verbose_name_plural = "段落"
        ordering = ["release", "position"]
        indexes = [models.Index(fields=["speaker_ref", "-release", "position"], name="passage_by_speaker")]
        constraints = [
            models.UniqueConstraint(fields=["release", "turn"], name="passage_turn_is_unique"),
            models.UniqueConstraint(fields=["release", "position"], name="passage_position_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}#{self.turn}"

    def get_absolute_url(self) -> str:
        """Return the address of the turn within its release."""
        return f"{reverse('record:release', args=[self.release_id])}#{self.turn}"
