"""Tallies: how many there are of what lists count, so that no page has to count them."""

from __future__ import annotations

from django.db import models


class Tally(models.Model):
    """A number of rows of one kind under one heading, by year; of a kind that ends in -month, by month.

    Of sections: current releases (``release``), and those of each source (``source``), of which ``asked``
    counts the questions. Of topics and departments: questions (``topic``, ``department``), and what a
    department said (``utterance``). ``question`` are all. Triggers of the database write them, in the
    transaction that changes what is counted, and nothing else does.
    """

    kind = models.CharField("种类", max_length=16)
    # The key of a section, a topic or a department; 0 where there is none.
    heading = models.PositiveBigIntegerField("所属", default=0)
    key = models.CharField("年、月或来源", max_length=200, blank=True)
    number = models.BigIntegerField("数目")
    asked = models.BigIntegerField("提问数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "计数"
        constraints = [models.UniqueConstraint(fields=["kind", "heading", "key"], name="tally_is_one_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.heading} {self.key}: {self.number}"
