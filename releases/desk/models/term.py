"""Words that the press office does not let stand."""

from __future__ import annotations

from django.db import models

from releases.preflight.finding import Severity


class TermSeverity(models.TextChoices):
    """Whether a word keeps from publishing or only asks for a look."""

    RED = Severity.RED.value, "不得出现"
    AMBER = Severity.AMBER.value, "须说明理由"
    NOTE = Severity.NOTE.value, "仅提示"


class Term(models.Model):
    """One entry of the list; ``right`` empty means that there is no single right word."""

    wrong = models.CharField("不规范写法", max_length=60, unique=True)
    right = models.CharField("规范写法", max_length=60, blank=True)
    severity = models.CharField("程度", max_length=10, choices=TermSeverity.choices, default=TermSeverity.RED)
    rule = models.CharField("依据", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "规范用语"
        ordering = ("wrong",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(wrong="") & ~models.Q(wrong=models.F("right")),
                name="term_has_wrong",
                violation_error_message="请填写不规范写法，并且与规范写法不同。",
            ),
        )

    def __str__(self) -> str:
        """Return both writings."""
        return f"{self.wrong}→{self.right}" if self.right else self.wrong
