"""Which other releases a reader of one may want."""

from __future__ import annotations

from releases.record.models import Release

LIMIT = 5
# Officials in common count two, the same source one. Indexes find either: only what is related is read.
# Written out, because making it from a query's parts took Django longer than the rest of the page.
_NEAREST = """
    SELECT record_release.id, title, summary, held_on, source, question_count, turn_count
    FROM record_release
    JOIN (
        SELECT id, SUM(nearness) AS nearness FROM (
            SELECT DISTINCT theirs.release_id AS id, 2 AS nearness
            FROM record_appearance ours JOIN record_appearance theirs ON theirs.ref = ours.ref
            WHERE ours.release_id = %s AND ours.ref <> '' AND ours.role <> 'moderator'
                AND theirs.spoke AND theirs.role <> 'moderator'
            UNION ALL
            SELECT theirs.id, 1
            FROM record_release ours JOIN record_release theirs ON theirs.source = ours.source
            WHERE ours.id = %s AND ours.source <> '' AND theirs.state = 'current'
        ) shared
        GROUP BY id
    ) near ON near.id = record_release.id
    WHERE state = 'current' AND record_release.id <> %s
    ORDER BY nearness DESC, held_on DESC, published_at DESC, record_release.id DESC
    LIMIT %s
"""


def related_to(release: str) -> list[Release]:
    """Return current releases at which the same officials spoke, or of the same source, in one query.

    A host is at nearly all of them, and nearly all stand in one section: neither makes two related. They have
    what a row shows, and nothing else.
    """
    return list(Release.objects.raw(_NEAREST, [release, release, release, LIMIT]))
