"""Appearance: a person at one current release, in the position held that day."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from releases.record.models.release import Release


class AppearanceRole(models.TextChoices):
    """Why the person is in the list at the head of the release."""

    SPOKESPERSON = "spokesperson", _("发布人")
    MODERATOR = "moderator", _("主持人")
    ATTENDEE = "attendee", _("出席")


class Appearance(models.Model):
    """One person of the current version's roster; rewritten with each version, gone on withdrawal."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="appearances")
    ref = models.CharField("人物编号", max_length=64, blank=True)
    name = models.CharField("姓名", max_length=100)
    position = models.TextField("当时职务", blank=True)
    role = models.CharField("身份", max_length=12, choices=AppearanceRole.choices)
    spoke = models.BooleanField("是否发言")
    order = models.PositiveIntegerField("次序")

    class Meta:
        verbose_name = "出席情况"
        verbose_name_plural = "出席情况"
        ordering = ["release", "order"]
        indexes = [
            models.Index(fields=["ref"], name="appearance_by_ref"),
            models.Index(fields=["ref", "-release"], name="appearance_latest_by_ref"),
            models.Index(fields=["name"], name="appearance_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["release", "order"], name="appearance_order_is_unique"),
            models.UniqueConstraint(
                fields=["release", "ref"], condition=~models.Q(ref=""), name="appearance_ref_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.release_id}）"

    def get_absolute_url(self) -> str:
        """Return the page of the person, or of the release for someone not known across releases."""
        if self.ref:
            return reverse("record:person", args=[self.ref])
        return reverse("record:release", args=[self.release_id])
