"""SQLite: a full-text table (FTS5) beside the entries, with the entry's key as its ``rowid``."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from releases.record.models import Entry
from releases.record.search.ask import MOST, MOST_OF_A_BAND, TERMS, Ask, Hit, Place, Spread, Standing
from releases.record.search.query import Phrase
from releases.record.search.rows import Row, first_key_of_year, keys_of
from releases.record.search.terms import Known

_COLUMNS: dict[Place, str] = {"asked": "asked", "said": "said", "anywhere": "asked said"}
_WRITE = "INSERT INTO record_entry_words (rowid, asked, said, facets) VALUES (%s, %s, %s, %s)"
_HITS = """SELECT %s, e.key, e.release_id, e.kind, e.year, e.section_id, e.source, e.speakers, e.turns FROM
    (SELECT rowid AS key FROM record_entry_words
        WHERE record_entry_words MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s)
    JOIN record_entry AS e USING (key)"""
_BAND = """SELECT * FROM (SELECT rowid AS key, %s AS band FROM record_entry_words
    WHERE record_entry_words MATCH %s AND rowid >= %s AND rowid < %s LIMIT %s)"""
# CROSS keeps SQLite from going through all entries and asking of each whether it is among those found.
_SPREAD = """SELECT band, e.year, e.section_id, e.source, count(*) FROM ({bands})
    CROSS JOIN record_entry AS e USING (key) GROUP BY 1, 2, 3, 4"""
_NUMBER = """SELECT %s AS place, count(*) FROM (SELECT rowid FROM record_entry_words
    WHERE record_entry_words MATCH %s AND rowid >= %s AND rowid < %s LIMIT %s)"""
_STANDING = """SELECT %s AS at, e.release_id, e.turns FROM
    (SELECT rowid AS key FROM record_entry_words WHERE record_entry_words MATCH %s
        ORDER BY rowid DESC LIMIT %s)
    JOIN record_entry AS e USING (key)"""
# The greatest whole number SQLite has; no key is near it.
_BEYOND_ALL = 2**63 - 1


class SQLite:
    """Search in SQLite."""

    def write(self, rows: Sequence[Row]) -> None:
        """Add the rows."""
        Entry.objects.bulk_create([row.entry for row in rows])
        with connection.cursor() as cursor:
            cursor.executemany(
                _WRITE,
                [
                    (
                        row.entry.key,
                        " ".join(row.asked + row.singles_asked),
                        " ".join(row.said + row.singles_said),
                        " ".join(row.facets),
                    )
                    for row in rows
                ],
            )

    def forget(self, release: str, first: int, beyond: int) -> None:
        """Take out all rows of the release; their keys lie between these two."""
        Entry.objects.filter(release=release).delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM record_entry_words WHERE rowid >= %s AND rowid < %s", [first, beyond])

    def hits(self, ask: Ask, places: Sequence[Place]) -> list[Hit]:
        """Return for each place the newest hits, one more than are counted, in one query."""
        parts = [value for place in places for value in (place, _match(ask, place), *_extent(ask), MOST + 1)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_HITS] * len(places)), parts)
            return [Hit(*row) for row in cursor.fetchall()]

    def spread(self, ask: Ask, place: Place) -> list[Spread]:
        """Return how many hits there are by band, year, section and source, in one query."""
        match = _match(ask, place)
        first, beyond = _extent(ask)
        values: list[int | str] = []
        for band in ask.bands:
            since, until = first_key_of_year(band), first_key_of_year(band + 1)
            values += [band, match, max(since, first), min(until, beyond), MOST_OF_A_BAND + 1]
        with connection.cursor() as cursor:
            cursor.execute(_SPREAD.format(bands=" UNION ALL ".join([_BAND] * len(ask.bands))), values)
            return [Spread(*row) for row in cursor.fetchall()]

    def numbers(self, asks: Sequence[tuple[Ask, Place]], most: int) -> list[int]:
        """Return how many hits each has, none counted beyond ``most``, in one query."""
        values = [
            value
            for at, (ask, place) in enumerate(asks)
            for value in (at, _match(ask, place), *_extent(ask), most)
        ]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_NUMBER] * len(asks)) + " ORDER BY place", values)
            return [number for _, number in cursor.fetchall()]

    def standing(self, phrases: Sequence[Phrase], most: int) -> list[Standing]:
        """Return where each phrase stands, no more than ``most`` places, in one query."""
        values: list[int | str] = []
        for at, phrase in enumerate(phrases):
            values += [at, f"{{{_COLUMNS['anywhere']}}} : {_phrase(phrase)}", most]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_STANDING] * len(phrases)), values)
            return [Standing(*row) for row in cursor.fetchall()]

    def terms(self, keys: Sequence[str], most: int) -> list[Known]:
        """Return what has one of the keys, the most frequent first, in one query."""
        among = f"IN ({', '.join(['%s'] * len(keys))})"
        with connection.cursor() as cursor:
            cursor.execute(TERMS.format(among=among), [*keys, most])
            return [Known(*row) for row in cursor.fetchall()]

    def most_of_a_band(self, ask: Ask) -> int:  # noqa: ARG002  (phrases cost no more than words)
        """Return how many hits of a band ``spread`` counts."""
        return MOST_OF_A_BAND


def _extent(ask: Ask) -> tuple[int, int]:
    """Return the least key an entry may have, and the least that is beyond all."""
    return keys_of(ask.release) if ask.release else (0, _BEYOND_ALL)


def _match(ask: Ask, place: Place) -> str:
    """Return the expression of FTS5; tokens hold nothing that means anything in it."""
    columns = _COLUMNS[place]
    parts = [f"{{{columns}}} : ({' AND '.join(map(_phrase, ask.words))})"]
    if ask.facets:
        parts.append("{facets} : (" + " AND ".join(f'"{token}"' for token in ask.facets) + ")")
    found = " AND ".join(parts)
    if not ask.without:
        return found
    return f"({found}) NOT ({{asked said}} : ({' OR '.join(map(_phrase, ask.without))}))"


def _phrase(phrase: Phrase) -> str:
    text = f'"{" ".join(phrase.tokens)}"'
    return f"{text} *" if phrase.open_ended else text
