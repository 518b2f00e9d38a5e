"""The levels of review, as the settings name them: 初审 → 复审 → 终审."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Level:
    """One review: its number from 1, its name, and the group whose members sign it."""

    number: int
    name: str
    group: str

    def open_to(self, user: User) -> bool:
        """Return whether the person belongs to those who sign this level."""
        return user.is_active and user.groups.filter(name=self.group).exists()


def levels() -> tuple[Level, ...]:
    """Return the levels in order; none where the settings ask for no reviews."""
    return tuple(
        Level(number, name, group) for number, (name, group) in enumerate(settings.SIGN_OFF_LEVELS, 1)
    )
