"""The line 当前位置 at the head of every page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from releases.record.models import Section


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the home page; the page itself has no ``url``."""

    name: str
    url: str = ""


def trail_of(*steps: Section | Crumb) -> tuple[Crumb, ...]:
    """Return the way from the home page over these steps, the last of which is the page itself."""
    crumbs = [Crumb(_("首页"), reverse("record:home"))]
    for step in steps:
        crumbs.append(step if isinstance(step, Crumb) else Crumb(step.name, step.get_absolute_url()))
    return (*crumbs[:-1], Crumb(crumbs[-1].name))
