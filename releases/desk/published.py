"""What the public reads of a conference now."""

from __future__ import annotations

from releases.desk.models import Conference
from releases.document import Document
from releases.record.models import Release, ReleaseState


def published_document(conference: Conference) -> Document | None:
    """Return the current version's document, or None where the public reads nothing."""
    release = Release.objects.with_page().filter(pk=conference.release_id).first()
    if release is None or release.version is None or release.state != ReleaseState.CURRENT:
        return None
    return release.version.content
