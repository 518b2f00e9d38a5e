"""Which other releases a reader of one may want."""

from __future__ import annotations

from releases.record.models import Release

LIMIT = 5
# Of each official, and of the source, so many of the latest are looked at, so that a page costs the same in a
# record of any size. An id begins with the day.
NEAR = 10
# Officials in common count two, the same source one. Indexes find either: only what is related is read.
# Written out, because making it from a query's parts took Django longer than the rest of the page.
_NEAREST = """
    SELECT record_release.id, title, summary, held_on, source, question_count, turn_count
    FROM record_release
    JOIN (
        SELECT id, SUM(nearness) AS nearness FROM (
            SELECT DISTINCT theirs.release_id AS id, 2 AS nearness
            FROM (
                SELECT ref, COALESCE((
                    SELECT release_id FROM record_appearance latest
                    WHERE latest.ref = mine.ref AND latest.spoke AND latest.role <> 'moderator'
                    ORDER BY release_id DESC LIMIT 1 OFFSET %s
                ), '') AS since
                FROM record_appearance mine
                WHERE release_id = %s AND ref <> '' AND role <> 'moderator'
            ) ours
            JOIN record_appearance theirs ON theirs.ref = ours.ref AND theirs.release_id >= ours.since
            WHERE theirs.spoke AND theirs.role <> 'moderator'
            UNION ALL
            SELECT id, 1 FROM (
                SELECT id FROM record_release
                WHERE state = 'current' AND source <> ''
                    AND source = (SELECT source FROM record_release WHERE id = %s)
                ORDER BY held_on DESC, published_at DESC LIMIT %s
            ) same
        ) shared
        GROUP BY id ORDER BY 2 DESC, 1 DESC LIMIT %s
    ) near ON near.id = record_release.id
    WHERE state = 'current' AND record_release.id <> %s
    ORDER BY nearness DESC, held_on DESC, published_at DESC, record_release.id DESC
    LIMIT %s
"""


def related_to(release: str) -> list[Release]:
    """Return current releases at which the same officials spoke, or of the same source, in one query.

    Only the latest of each are looked at. A host is at nearly all of them, and nearly all stand in one
    section: neither makes two related. They have what a row shows, and nothing else.
    """
    return list(Release.objects.raw(_NEAREST, [NEAR - 1, release, release, NEAR, NEAR, release, LIMIT]))
