"""Term: a word of the current releases that search offers where another one found nothing."""

from __future__ import annotations

from django.db import models

from releases.record.models.release import Release


class TermKind(models.TextChoices):
    """What a term is."""

    PERSON = "person", "人物"
    SOURCE = "source", "来源"
    WORD = "word", "词语"


class Term(models.Model):
    """A name, a source or a word, with how many current releases have it.

    Written with the index of search by ``releases.record.search.vocabulary``; gone with the last release that
    has it. ``ref`` and the latest ``position`` are a person's.
    """

    kind = models.CharField(max_length=6, choices=TermKind.choices)
    text = models.CharField(max_length=100)
    ref = models.CharField(max_length=64, blank=True)
    position = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "检索用词"
        verbose_name_plural = "检索用词"
        constraints = [models.UniqueConstraint(fields=["text", "kind", "ref"], name="term_is_unique")]

    def __str__(self) -> str:
        return self.text


class TermUse(models.Model):
    """That a current release has a term; of a person, in which position."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="terms", db_index=False)
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="uses")
    position = models.TextField(blank=True)

    class Meta:
        verbose_name = "用词出处"
        verbose_name_plural = "用词出处"
        constraints = [models.UniqueConstraint(fields=["release", "term"], name="term_use_is_unique")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.term_id}"


class TermKey(models.Model):
    """One of the strings that a term is looked up by; ``releases.record.search.keys`` makes them."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=120)

    class Meta:
        verbose_name = "用词索引"
        verbose_name_plural = "用词索引"
        indexes = [models.Index(fields=["key", "term"], name="term_by_key")]

    def __str__(self) -> str:
        return self.key
