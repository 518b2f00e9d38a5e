"""What is derived from current versions, made anew while the site runs: a transaction for each release."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from releases.record import current, one_at_a_time, revision
from releases.record.models import Entry, Release, ReleaseState


def releases_after(release_id: str) -> list[str]:
    """Return the ids of all releases beyond this one, in order; "" is before all."""
    return list(Release.objects.filter(pk__gt=release_id).order_by("pk").values_list("pk", flat=True))


def reindex(release_ids: list[str]) -> Iterator[tuple[str, int]]:
    """Make each release's rows and index anew; yield its id and number of entries once that stands.

    The site revision moves once, at the end of it or where it is broken off.
    """
    try:
        for release_id in release_ids:
            yield release_id, _reindex(release_id)
    finally:
        revision.move()


@transaction.atomic
def _reindex(release_id: str) -> int:
    one_at_a_time.wait()
    # Locked and read here, not before: it may be corrected or withdrawn while others are gone through.
    release = Release.objects.select_for_update(of=("self",)).with_page().get(pk=release_id)
    if release.state == ReleaseState.WITHDRAWN:
        current.forget(release)
    else:
        current.derive(release, release.newest.content)
    return Entry.objects.filter(release=release).count()
