"""Speaker: somebody known across releases who has spoken."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from releases.record.models.appearance import Appearance


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    """Ways to choose speakers."""

    def latest_first(self) -> SpeakerQuerySet:
        """Order by the last day they spoke, latest on top."""
        return self.order_by("-last_on", "ref")


class Speaker(models.Model):
    """At how many current releases somebody has spoken, and when last.

    Triggers of the database write it along with the appearances, and nothing else does.
    """

    ref = models.CharField("人物编号", max_length=64, primary_key=True)
    releases = models.PositiveIntegerField("发布数")
    last_on = models.DateField("最近一次")

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发言人计数"
        indexes = [models.Index(fields=["-last_on", "ref"], name="speaker_latest_first")]

    def __str__(self) -> str:
        return self.ref


def latest_of(speakers: Iterable[Speaker]) -> dict[str, Appearance]:
    """Return for each ref the last appearance at which they spoke, in one query."""
    spoke = Appearance.objects.filter(ref=models.OuterRef("ref"), spoke=True).order_by("-release")
    asked = Speaker.objects.filter(ref__in=[one.ref for one in speakers])
    latest = asked.values_list(models.Subquery(spoke.values("pk")[:1]))
    return {one.ref: one for one in Appearance.objects.filter(pk__in=latest)}
