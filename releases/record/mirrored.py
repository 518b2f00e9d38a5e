"""Whether the static copy of the site is of what the record says now, as ``/readyz`` asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from releases.record.mirror.generation import CURRENT
from releases.record.mirror.manifest import NotTrueError, load
from releases.record.mirror.state import state_at
from releases.record.models import Version
from releases.record.revision import current

# A publish is in the copy within ten seconds; a minute is no accident.
BEHIND_AFTER = timedelta(minutes=1)
# A manifest tells its moment without the fraction.
_TICK = timedelta(seconds=1)


def mirror() -> str:
    """Return what is wrong: there is no copy, or it lacks a change that is older than a minute."""
    folder = Path(settings.MIRROR_DIR, CURRENT)
    if not folder.exists():
        return f"there is no copy in {settings.MIRROR_DIR}"
    try:
        manifest = load(folder)
    except NotTrueError:
        return "no copy that the site's key has signed"
    last = current()
    if manifest.revision == state_at(last):
        return ""
    lacking_since = _first_change_after(datetime.fromisoformat(manifest.made_at), last=last.at)
    is_late = timezone.now() - lacking_since > BEHIND_AFTER
    return f"made at {manifest.made_at}" if is_late else ""


def _first_change_after(moment: datetime, *, last: datetime) -> datetime:
    """Return when the first change came that is in no copy of this moment.

    A version has its time; of what no version tells of, as of a section's name, only the ``last`` change
    has. The database's clock may be another than that of versions, so what counts is when the copy was made,
    and not the moment of its revision.
    """
    later = Version.objects.filter(published_at__gte=moment + _TICK)
    first = later.aggregate(first=Min("published_at"))["first"]
    return min(first or last, last)
