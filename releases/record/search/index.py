"""Writing the index, in the transaction of whoever changes what is current."""

from __future__ import annotations

from releases.document import Document
from releases.record.models import Release
from releases.record.search import vocabulary
from releases.record.search.engines import engine
from releases.record.search.rows import keys_of, rows


def write(release: Release, document: Document) -> None:
    """Make the index say of the release what the document says, and nothing else."""
    engine().forget(release.pk, *keys_of(release.pk))
    engine().write(rows(release, document))
    vocabulary.write(release, document)


def forget(release: Release) -> None:
    """Take the release out of the index."""
    engine().forget(release.pk, *keys_of(release.pk))
    vocabulary.forget(release)
