"""Words of a source that stand in no field and no turn."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from releases.desk.models.conference import Conference
from releases.desk.models.source import Source


class LeftoverReason(models.TextChoices):
    """Whether it is known furniture of a page, or words that nobody has placed."""

    FURNITURE = "furniture", "网页装饰"
    UNPLACED = "unplaced", "未归位"


class LeftoverState(models.TextChoices):
    """What a person has decided."""

    OPEN = "open", "待处理"
    PLACED = "placed", "已放入正文"
    DISMISSED = "dismissed", "不予采用"


class LeftoverQuerySet(models.QuerySet["Leftover"]):
    """Ways to choose leftovers."""

    def waiting(self) -> LeftoverQuerySet:
        """Keep those that a person must still place or dismiss; they block publishing."""
        return self.filter(kind=LeftoverReason.UNPLACED, state=LeftoverState.OPEN)


class Leftover(models.Model):
    """One stretch of leftover text; ``line`` counts from 1 in the source, 0 where it has no line."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="leftovers", verbose_name="发布会"
    )
    source = models.ForeignKey(Source, models.CASCADE, related_name="leftovers", verbose_name="文字稿")
    line = models.PositiveIntegerField("行")
    text = models.TextField("文字")
    kind = models.CharField("性质", max_length=20, choices=LeftoverReason.choices)
    state = models.CharField("处理", max_length=20, choices=LeftoverState.choices, default=LeftoverState.OPEN)
    decided_at = models.DateTimeField("处理时间", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="处理人"
    )

    objects = LeftoverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "剩余文字"
        ordering = ("line", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=LeftoverState.OPEN, decided_at=None)
                | (~models.Q(state=LeftoverState.OPEN) & models.Q(decided_at__isnull=False)),
                name="leftover_decided_at_a_time",
                violation_error_message="已处理的文字必须有处理时间。",
            ),
        )

    def __str__(self) -> str:
        """Return the first words."""
        return self.text[:40]
