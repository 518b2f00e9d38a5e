"""What the body of a release's page is made of, found out without reading what the release says."""

from __future__ import annotations

from django.db import connection

from releases.record.keeping.code import code
from releases.record.models import Release, Version

# Written out: making it from a query's parts takes Django longer than asking it. With all sections, which are
# few: joining the way up four times takes PostgreSQL longer to plan than all the rest.
_STANDING = """
    SELECT (SELECT seal FROM record_version WHERE id = release.version_id), release.readable_from,
        release.section_id, section.id, section.parent_id, section.path, section.name,
        section.description, section.keywords, section.column_type
    FROM record_release release CROSS JOIN record_section section
    WHERE release.id = %s AND release.state = 'current'
"""


def stamp_now(release: str) -> tuple[object, ...] | None:
    """Return the stamp of a release that is current, in one query of little; else None."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [release])
        rows = cursor.fetchall()
    if not rows:
        return None
    seal, readable_from, at, *_ = rows[0]
    sections = {row[3]: row[4:] for row in rows}
    facts, trail = sections[at][3:], []
    while at:
        at, path, name, *_ = sections[at]
        trail.append((path, name))
    return (seal, readable_from, *facts, *reversed(trail), code().digest)


def stamp_of(release: Release, version: Version) -> tuple[object, ...]:
    """Return all that the body of a release's page is made of: another version, another name of a section.

    When the release was published first is not part of it: that is sealed, and never changes.
    """
    section = release.section
    facts = (section.description, section.keywords, section.column_type)
    trail = [(one.path, one.name) for one in section.trail()]
    return (version.seal, release.readable_from, *facts, *trail, code().digest)
