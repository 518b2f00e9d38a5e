"""Passage: one turn of a current release, as search finds it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from releases.record.models.release import Release


class PassageKind(models.TextChoices):
    """What the turn does in the conference."""

    STATEMENT = "statement", "发布"
    QUESTION = "question", "提问"
    ANSWER = "answer", "回答"
    NARRATION = "narration", "叙述"


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

    class Meta:
        verbose_name = "段落"
        verbose_name_plural = "段落"
        ordering = ["release", "position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "turn"], name="passage_turn_is_unique"),
            models.UniqueConstraint(fields=["release", "position"], name="passage_position_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}#{self.turn}"

    def get_absolute_url(self) -> str:
        """Return the address of the turn within its release."""
        return f"{reverse('record:release', args=[self.release_id])}#{self.turn}"
