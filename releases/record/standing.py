"""What the body of a release's page is made of, found out without reading what the release says."""

from __future__ import annotations

from typing import Any

from django.db import connection

from releases.record.keeping.code import code
from releases.record.models import Release, Version

# Written out: making it from a query's parts takes Django longer than asking it.
_STANDING = """
    SELECT version.seal, release.readable_from, section.description, section.keywords, section.column_type,
        section.path, section.name, one.path, one.name, two.path, two.name, three.path, three.name
    FROM record_release release
    JOIN record_version version ON version.id = release.version_id
    JOIN record_section section ON section.id = release.section_id
    LEFT JOIN record_section one ON one.id = section.parent_id
    LEFT JOIN record_section two ON two.id = one.parent_id
    LEFT JOIN record_section three ON three.id = two.parent_id
    WHERE release.id = %s AND release.state = 'current'
"""


def stamp_now(release: str) -> tuple[object, ...] | None:
    """Return the stamp of a release that is current, in one query of little; else None."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [release])
        row: tuple[Any, ...] | None = cursor.fetchone()
    return (*row, code().digest) if row else None


def stamp_of(release: Release, version: Version) -> tuple[object, ...]:
    """Return all that the body of a release's page is made of: another version, another name of a section.

    When the release was published first is not part of it: that is sealed, and never changes.
    """
    section = release.section
    facts = (section.description, section.keywords, section.column_type)
    trail = [name for one in reversed(section.trail()) for name in (one.path, one.name)]
    above = [None] * (8 - len(trail))
    return (version.seal, release.readable_from, *facts, *trail, *above, code().digest)
