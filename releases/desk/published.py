"""What the public reads of a conference now, and whether the desk says something else."""

from __future__ import annotations

from releases.desk.models import Conference, State
from releases.desk.refusal import WorkflowError
from releases.document import Document
from releases.preflight import Finding
from releases.record.models import Release, ReleaseState

UNCHANGED = Finding("unchanged", "内容与现行版本完全相同，没有需要发布的改动。")


def published_document(conference: Conference) -> Document | None:
    """Return the current version's document, or None where the public reads nothing."""
    release = Release.objects.with_page().filter(pk=conference.release_id).first()
    if release is None or release.state != ReleaseState.CURRENT:
        return None
    return release.newest.content


def has_unpublished_changes(conference: Conference, document: Document | None) -> bool:
    """Return whether a conference the public knows says something else at the desk.

    ``document`` is what it says now, None where its rows contradict each other.
    """
    return bool(conference.published_digest) and (
        document is None or document.digest != conference.published_digest
    )


def differs(conference: Conference, document: Document | None) -> bool:
    """Return whether there is something to publish.

    What was withdrawn may come back as it was: it may have been withdrawn by mistake.
    """
    return conference.state != State.PUBLISHED or has_unpublished_changes(conference, document)


def must_differ(conference: Conference, document: Document) -> None:
    """Refuse to set about publishing what the public reads already."""
    if not differs(conference, document):
        raise WorkflowError([UNCHANGED])
