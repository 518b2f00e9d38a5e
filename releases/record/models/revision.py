"""Revision: how often what the public may see has changed."""

from __future__ import annotations

from django.db import models


class Revision(models.Model):
    """One row, moved by triggers in each transaction that changes what public pages are made of.

    The triggers stand on the small tables; what is derived from versions changes along with those. Nothing
    but the triggers and ``releases.record.revision`` writes it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField("序号")
    moved_at = models.DateTimeField("变动时间")

    class Meta:
        verbose_name = verbose_name_plural = "站点修订"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="revision_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)
