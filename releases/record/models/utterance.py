"""Utterance: a passage that a department stands behind, where its page shows it."""

from __future__ import annotations

from django.db import models

from releases.record.models.department import Department
from releases.record.models.passage import Passage
from releases.record.models.release import Release


class UtteranceQuerySet(models.QuerySet["Utterance"]):
    """Ways to choose utterances."""

    def in_order(self) -> UtteranceQuerySet:
        """Order by conference, the newest on top, within it as spoken."""
        return self.order_by("-held_on", "-release", "position")


class Utterance(models.Model):
    """One statement or answer of a department; repeats its day and place, so that a page is read in order."""

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="utterances", db_index=False
    )
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="utterances", db_index=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="utterances", db_index=False)
    held_on = models.DateField("举行日期")
    position = models.PositiveIntegerField("次序")

    objects = UtteranceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部门发言"
        indexes = [
            models.Index(fields=["department", "-held_on", "-release", "position"], name="utterance_in_order")
        ]
        constraints = [models.UniqueConstraint(fields=["passage", "department"], name="utterance_once")]

    def __str__(self) -> str:
        return f"{self.department_id} {self.passage_id}"
