"""Whether the static copy of the site is of what the record says now, as ``/readyz`` asks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from releases.record.mirror.generation import CURRENT
from releases.record.mirror.manifest import NotTrueError, load
from releases.record.mirror.state import site_state
from releases.record.revision import current

# A publish is in the copy within ten seconds; a minute is no accident.
BEHIND_AFTER = timedelta(minutes=1)


def mirror() -> str:
    """Return what is wrong: there is no copy, or it lacks a change that is older than a minute."""
    try:
        manifest = load(Path(settings.MIRROR_DIR, CURRENT))
    except NotTrueError:
        return "no copy that the site's key has signed"
    same = manifest.revision == site_state()
    recent = timezone.now() - current().at <= BEHIND_AFTER
    return "" if same or recent else f"made at {manifest.made_at}"
