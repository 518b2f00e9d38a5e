"""A press conference while staff work on it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone


class State(models.TextChoices):
    """What the public knows of a conference."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


class Stage(models.TextChoices):
    """Whether people write or review: apart from the state, for a published release is corrected too."""

    EDITING = "editing", "编辑中"
    REVIEW = "review", "审核中"


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """Ways to choose conferences."""

    def drafts(self) -> ConferenceQuerySet:
        """Keep those that the public has never seen."""
        return self.filter(state=State.DRAFT)

    def newest_first(self) -> ConferenceQuerySet:
        """Order by the day held, those without a day first: they wait for one."""
        return self.order_by(models.F("held_day").desc(nulls_first=True), "-pk")


class Conference(models.Model):
    """What staff edit until it is frozen into a document.

    The fields a transcript fills are unbounded text, so that no database cuts what a file says;
    forms and the checks before publishing judge their length.
    """

    title = models.TextField("标题", blank=True, validators=[MaxLengthValidator(200)])
    subject = models.TextField(
        "主题", blank=True, validators=[MaxLengthValidator(500)], help_text="与标题相同时可留空。"
    )
    section = models.ForeignKey(
        "record.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="栏目",
    )
    source = models.TextField(
        "来源", blank=True, validators=[MaxLengthValidator(100)], help_text="页面“来源：”后显示的单位。"
    )
    keywords = models.TextField(
        "关键词", blank=True, validators=[MaxLengthValidator(300)], help_text="用顿号、逗号或空格分开。"
    )
    summary = models.TextField("摘要", blank=True, validators=[MaxLengthValidator(1000)])
    published_on = models.DateField(
        "原页面发布日期",
        null=True,
        blank=True,
        help_text="从旧页面导入时原文所印的日期。系统的发布时间由服务器在发布时写入，任何人不能修改。",
    )
    held_day = models.DateField("举行日期", null=True, blank=True)
    held_time = models.TimeField("举行时刻", null=True, blank=True, help_text="原文没有时刻就留空。")
    held_text = models.TextField(
        "时间原文",
        blank=True,
        validators=[MaxLengthValidator(200)],
        help_text="页面上照此显示，例如“2026年3月29日下午4:00”。留空则按日期显示。",
    )
    venue = models.TextField("地点", blank=True, validators=[MaxLengthValidator(300)])

    state = models.CharField(
        "状态", max_length=20, choices=State.choices, default=State.DRAFT, editable=False
    )
    release_id = models.CharField("公开编号", max_length=20, blank=True, editable=False)
    published_digest = models.CharField(max_length=64, blank=True, editable=False)

    stage = models.CharField(
        "阶段", max_length=20, choices=Stage.choices, default=Stage.EDITING, editable=False
    )
    # Why a reviewer sent it back; empty once it is submitted again.
    returned = models.TextField("退回理由", blank=True, editable=False)
    # Counts the publications: who wrote and who signed is asked for what comes after the last one.
    round = models.PositiveIntegerField(default=1, editable=False)

    # Numbers are handed out once and never again, so that an anchor a citizen kept never changes meaning.
    next_participant = models.PositiveIntegerField(default=1, editable=False)
    next_turn = models.PositiveIntegerField(default=1, editable=False)
    next_photo = models.PositiveIntegerField(default=1, editable=False)
    next_attachment = models.PositiveIntegerField(default=1, editable=False)

    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("建立时间", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="建立人",
    )
    updated_at = models.DateTimeField("修改时间", default=timezone.now, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="修改人",
    )

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "新闻发布会"
        permissions = (
            ("publish_conference", "可以签发和更正新闻发布会"),
            ("withdraw_conference", "可以撤回新闻发布会"),
            ("sign_conference", "可以审核、签字和退回新闻发布会"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT, release_id="", published_digest="")
                | (~models.Q(state=State.DRAFT) & ~models.Q(release_id="") & ~models.Q(published_digest="")),
                name="conference_public_has_release",
                violation_error_message="已发布或已撤回的发布会必须有公开编号，草稿不能有。",
            ),
            models.UniqueConstraint(
                fields=("release_id",),
                condition=~models.Q(release_id=""),
                name="conference_release_once",
                violation_error_message="这个公开编号已属于另一场发布会。",
            ),
            models.CheckConstraint(
                condition=models.Q(held_time=None) | models.Q(held_day__isnull=False),
                name="conference_time_has_day",
                violation_error_message="填写了举行时刻，就要填写举行日期。",
            ),
        )

    def __str__(self) -> str:
        """Return the title, or what stands for a missing one."""
        return self.title or self.subject or "（无标题）"

    @property
    def held_at(self) -> datetime | None:
        """Return the moment it was held, where day and hour are both known."""
        if self.held_day is None or self.held_time is None:
            return None
        return datetime.combine(self.held_day, self.held_time, timezone.get_default_timezone())
