"""Entry: one thing that search can find in a current release."""

from __future__ import annotations

from django.db import models

from releases.record.models.release import Release
from releases.record.models.section import Section


class EntryKind(models.TextChoices):
    """What is found."""

    TITLE = "title", "标题"
    EXCHANGE = "exchange", "问答"
    STATEMENT = "statement", "发布"
    NARRATION = "narration", "叙述"


class Entry(models.Model):
    """A question with its answers, a statement or a title, with what search filters and counts by.

    Written anew with each version by ``releases.record.search.index``, gone on withdrawal. Its words are
    kept beside it in a form of each database's own. ``key`` grows with the day of the release, so that the
    newest come last.
    """

    key = models.BigIntegerField(primary_key=True)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    year = models.PositiveSmallIntegerField()
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=200, blank=True)
    # A line for each: ref, tab, name. Narrow rows are what makes counting thousands of them quick.
    speakers = models.TextField(blank=True)
    # The positions of its turns, with spaces between.
    turns = models.TextField(blank=True)

    class Meta:
        verbose_name = "检索条目"
        verbose_name_plural = "检索条目"

    def __str__(self) -> str:
        return f"{self.release_id} {self.key}"
