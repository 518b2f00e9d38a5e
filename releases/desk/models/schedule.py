"""A publication that waits for its time."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from releases.desk.models.conference import Conference


class ScheduleState(models.TextChoices):
    """What became of it."""

    WAITING = "waiting", "等待发布"
    PUBLISHED = "published", "已发布"
    REFUSED = "refused", "未能发布"
    CANCELLED = "cancelled", "已取消"


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    """Ways to choose schedules."""

    def waiting(self) -> ScheduleQuerySet:
        """Keep those whose time has yet to come or be used, the earliest first."""
        return self.filter(state=ScheduleState.WAITING).order_by("due_at", "pk")

    def due(self, at: datetime) -> ScheduleQuerySet:
        """Keep those whose time has come."""
        return self.waiting().filter(due_at__lte=at)


class Schedule(models.Model):
    """When a conference goes to the public, and which words: until then nobody can publish it."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="schedules", verbose_name="发布会"
    )
    due_at = models.DateTimeField("发布时间")
    digest = models.CharField("摘要值", max_length=64)
    kind = models.CharField("性质", max_length=20, blank=True)
    note = models.TextField("公开说明", blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签发人"
    )
    set_at = models.DateTimeField("设定时间", default=timezone.now)
    state = models.CharField(
        "状态", max_length=20, choices=ScheduleState.choices, default=ScheduleState.WAITING
    )
    done_at = models.DateTimeField("完成时间", null=True)
    # Why it was refused for good, or why the last try failed.
    problem = models.TextField("问题", blank=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "定时发布"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("conference",),
                condition=models.Q(state=ScheduleState.WAITING),
                name="schedule_one_waiting",
                violation_error_message="这场发布会已设定了发布时间。",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ScheduleState.WAITING, done_at=None)
                | (~models.Q(state=ScheduleState.WAITING) & models.Q(done_at__isnull=False)),
                name="schedule_done_has_time",
                violation_error_message="完成的定时发布要有完成时间。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.conference_id} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def embargo(self) -> str:
        """Return why nobody publishes earlier, in words for staff."""
        due = f"{timezone.localtime(self.due_at):%Y-%m-%d %H:%M}"
        return f"已定于 {due} 发布。要提前发布，请先取消定时。"


class Heartbeat(models.Model):
    """When a process that works in the background was last alive."""

    name = models.CharField("进程", max_length=40, unique=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "心跳"

    def __str__(self) -> str:
        return self.name
