"""Whether the static copy of the site is of what the record says now, as ``/readyz`` asks."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from releases.record.revision import current

# A publish is in the copy within ten seconds; a minute is no accident.
BEHIND_AFTER = timedelta(minutes=1)


def mirror() -> str:
    """Return what is wrong: the copy lacks a change that is older than a minute."""
    manifest = json.loads(Path(settings.MIRROR_DIR, "current", "manifest.json").read_bytes())
    now = current()
    # The moment, too: a database put back from a backup comes to the same numbers again.
    same = manifest["revision"] == f"{now.number}@{now.at.isoformat()}"
    return "" if same or timezone.now() - now.at <= BEHIND_AFTER else f"made at {manifest['made_at']}"
