"""A person across conferences."""

from __future__ import annotations

from django.db import models


class Person(models.Model):
    """One row a person; the positions held over time stand in the conferences' participants."""

    name = models.CharField("姓名", max_length=100, db_index=True)
    note = models.CharField(
        "备注", max_length=200, blank=True, help_text="仅内部可见，用于区分同名的人，例如所在单位。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "人物"
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name=""), name="person_has_name", violation_error_message="请填写姓名。"
            ),
        )

    def __str__(self) -> str:
        """Return the name, with the note that tells namesakes apart."""
        return f"{self.name}（{self.note}）" if self.note else self.name
