"""How old the static copy of the site is, as ``/readyz`` asks."""

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
    """Return what is wrong: the copy was made before a change that is older than a minute."""
    manifest = json.loads(Path(settings.MIRROR_DIR, "current", "manifest.json").read_bytes())
    now = current()
    behind = now.number - int(manifest["revision"])
    return f"{behind} changes behind" if behind and timezone.now() - now.at > BEHIND_AFTER else ""
