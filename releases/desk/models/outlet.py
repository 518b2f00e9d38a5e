"""Newsrooms that may be given a release before it is public."""

from __future__ import annotations

from django.db import models


class OutletQuerySet(models.QuerySet["Outlet"]):
    """Ways to choose outlets."""

    def accredited(self) -> OutletQuerySet:
        """Keep those that may be given something now."""
        return self.filter(accredited=True)


class Outlet(models.Model):
    """One newsroom; switching it off ends every link it was given, and keeps what it did with them."""

    name = models.CharField("名称", max_length=60, unique=True, help_text="印在给它的每一份稿件上。")
    contact = models.CharField("联系人", max_length=100, blank=True, help_text="只在编辑台显示。")
    accredited = models.BooleanField(
        "可以提前供稿", default=True, help_text="取消以后，已经给出的限时公开链接立即打不开。"
    )

    objects = OutletQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "供稿媒体"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="outlet_has_name",
                violation_error_message="请填写名称。",
            ),
        )

    def __str__(self) -> str:
        return self.name
