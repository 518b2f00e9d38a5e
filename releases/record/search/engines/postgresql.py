"""PostgreSQL: three ``tsvector`` columns of the entries that Django does not know of, in one GIN index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from releases.record.models import Entry
from releases.record.search.ask import MOST, Ask, Hit, Place, Spread
from releases.record.search.query import Phrase
from releases.record.search.rows import Row, facet

# The planner takes reading a row's words for nothing, though they are kept outside of it, and would rather
# go through the table. What is set holds for this one statement, or to the end of the transaction there is.
_PLAN = """SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; SET LOCAL jit = off;
    SET LOCAL max_parallel_workers_per_gather = 0; """
_COLUMNS = "key, release_id, kind, year, section_id, source, speakers, turns"
_WRITE = f"INSERT INTO record_entry ({_COLUMNS}, asked, said, facets) VALUES "  # noqa: S608  (constants)
_VALUES = "(%s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector, %s::tsvector, %s::tsvector)"
# "+ 0" keeps it from walking along the keys and asking of each row for its words.
_HITS = f"(SELECT %s, {_COLUMNS} FROM record_entry WHERE {{where}} ORDER BY key + 0 DESC LIMIT %s)"  # noqa: S608
_NEWEST = "(SELECT * FROM ({bands}) AS newest LIMIT %s)"
_BAND = "(SELECT key, %s AS band, year, section_id, source FROM record_entry WHERE {where} LIMIT %s)"
_SPREAD = """SELECT band, year, section_id, source, count(*) FROM ({bands}) AS found
    GROUP BY band, year, section_id, source"""
# So many rows to a statement, because of what it takes to put a long one together.
_BATCH = 200
# Positions go to 16,383, and 255 of one token.
_MOST_POSITIONS = 16_383
_MOST_OF_A_TOKEN = 255

_Value = int | str


class PostgreSQL:
    """Search in PostgreSQL."""

    def write(self, rows: Sequence[Row]) -> None:
        """Add the rows."""
        with connection.cursor() as cursor:
            for start in range(0, len(rows), _BATCH):
                batch = [_values(row) for row in rows[start : start + _BATCH]]
                values = [value for row in batch for value in row]
                cursor.execute(_WRITE + ", ".join([_VALUES] * len(batch)), values)

    def forget(self, release: str, first: int, beyond: int) -> None:  # noqa: ARG002  (the entry is all there is)
        """Take out all rows of the release."""
        Entry.objects.filter(release=release).delete()

    def hits(self, ask: Ask, places: Sequence[Place]) -> list[Hit]:
        """Return for each place the newest hits, one more than are counted, in one query.

        Band by band, the newest first: PostgreSQL stops at the limit, and comes to older bands only for
        rarer words.
        """
        parts: list[str] = []
        values: list[_Value] = []
        for place in places:
            bands: list[str] = []
            for band in reversed(ask.bands):
                where, given = _where(ask, place, band)
                bands.append(_HITS.format(where=where))
                values += [place, *given, MOST + 1]
            parts.append(_NEWEST.format(bands=" UNION ALL ".join(bands)))
            values.append(MOST + 1)
        return [Hit(*row) for row in _rows(" UNION ALL ".join(parts), values)]

    def spread(self, ask: Ask, places: Sequence[Place]) -> list[Spread]:
        """Return how many hits there are by band, year, section and source, in one query."""
        bands: list[str] = []
        values: list[_Value] = []
        for band in ask.bands:
            for place in places:
                where, given = _where(ask, place, band)
                bands.append(_BAND.format(where=where))
                values += [band, *given, MOST + 1]
        # UNION, not ALL: what has the words in two places is one hit.
        return [Spread(*row) for row in _rows(_SPREAD.format(bands=" UNION ".join(bands)), values)]


def _values(row: Row) -> tuple[_Value, ...]:
    entry = row.entry
    return (
        entry.key,
        entry.release_id,
        entry.kind,
        entry.year,
        entry.section_id,
        entry.source,
        entry.speakers,
        entry.turns,
        _vector(row.asked, row.singles_asked),
        _vector(row.said, row.singles_said),
        _vector([], row.facets),
    )


def _vector(in_order: Sequence[str], others: Sequence[str]) -> str:
    """Return the literal of a tsvector; tokens hold neither quotes nor backslashes."""
    positions: dict[str, list[int]] = {}
    for position, token in enumerate(in_order[:_MOST_POSITIONS], 1):
        positions.setdefault(token, []).append(position)
    for token in (*in_order[_MOST_POSITIONS:], *others):
        positions.setdefault(token, [])
    return " ".join(
        f"'{token}':{','.join(map(str, at[:_MOST_OF_A_TOKEN]))}" if at else f"'{token}'"
        for token, at in positions.items()
    )


def _where(ask: Ask, place: Place, band: int) -> tuple[str, list[_Value]]:
    """Return a condition and the values in it."""
    values: list[_Value]
    if place == "anywhere":
        parts = ["(asked @@ %s::tsquery OR said @@ %s::tsquery)"] * len(ask.words)
        values = [text for phrase in ask.words for text in [_phrase(phrase)] * 2]
    else:
        parts = [f"{place} @@ %s::tsquery"]
        values = [" & ".join(map(_phrase, ask.words))]
    parts.append("facets @@ %s::tsquery")
    values.append(" & ".join(f"'{token}'" for token in (*ask.facets, facet("band", band))))
    if ask.without:
        parts.append("NOT (asked @@ %s::tsquery OR said @@ %s::tsquery)")
        values += [" | ".join(map(_phrase, ask.without))] * 2
    return " AND ".join(parts), values


def _phrase(phrase: Phrase) -> str:
    text = " <-> ".join(f"'{token}'" for token in phrase.tokens)
    return f"({text}{':*' if phrase.open_ended else ''})"


def _rows(sql: str, values: Sequence[_Value]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_PLAN + sql, values)
        # Each statement has a result of its own, and those of SET have no rows.
        while cursor.description is None:
            cursor.nextset()
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
