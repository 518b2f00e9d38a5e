"""PostgreSQL: three ``tsvector`` columns of the entries that Django does not know of, in one GIN index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from releases.record.models import Entry
from releases.record.search.ask import MOST, MOST_OF_A_BAND, TERMS, Ask, Hit, Place, Spread, Standing
from releases.record.search.engines.conditions import (
    PARTS,
    Value,
    arrays,
    from_newest,
    last_and_rest,
    names,
    parts_of,
    phrase_of,
    where,
)
from releases.record.search.query import Phrase
from releases.record.search.rows import Row
from releases.record.search.terms import Known

# The planner takes reading a row's words for nothing, though they are kept outside of it, and would rather
# go through the table. What is set holds for this one statement, or to the end of the transaction there is.
_PLAN = """SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; SET LOCAL jit = off;
    SET LOCAL max_parallel_workers_per_gather = 0; """
# Of the terms it would rather read all than look up those that have a key.
_PLAN_OF_TERMS = """SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = on;
    SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off; """
_COLUMNS = "key, release_id, kind, year, section_id, source, speakers, turns"
_WRITE = f"INSERT INTO record_entry ({_COLUMNS}, asked, said, facets) VALUES "  # noqa: S608  (constants)
_VALUES = "(%s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector, %s::tsvector, %s::tsvector)"
# "+ 0" keeps it from walking along the keys and asking of each row for its words.
_HITS = f"""(SELECT %s, found.* FROM {{parts}} CROSS JOIN LATERAL
    (SELECT {_COLUMNS} FROM record_entry WHERE {{where}} ORDER BY key + 0 DESC LIMIT %s) AS found
    LIMIT %s)"""  # noqa: S608  (constants)
_SPREAD = """SELECT band, year, section_id, source, count(*) FROM {parts} CROSS JOIN LATERAL
    (SELECT * FROM (SELECT year, section_id, source FROM record_entry WHERE {first}
        UNION ALL SELECT year, section_id, source FROM record_entry WHERE {rest}) AS either LIMIT %s) AS found
    GROUP BY band, year, section_id, source"""
_NUMBER = """SELECT %s AS place, count(*) FROM (SELECT 1 FROM {parts} CROSS JOIN LATERAL
    (SELECT 1 FROM record_entry WHERE {where} LIMIT %s) AS found LIMIT %s) AS counted"""
_STANDING = """SELECT one.at - 1, found.* FROM unnest(%s::tsquery[]) WITH ORDINALITY AS one(words, at)
    CROSS JOIN LATERAL (SELECT release_id, turns FROM record_entry
        WHERE asked @@ one.words OR said @@ one.words LIMIT %s) AS found"""
# So many rows to a statement, because of what it takes to put a long one together.
_BATCH = 200
# Positions go to 16,383, and 255 of one token.
_MOST_POSITIONS = 16_383
_MOST_OF_A_TOKEN = 255

# How many hits of a band are counted of a phrase, whose rows have to be read for their words.
_MOST_READ = 10


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

        The newest months, then always more at once: PostgreSQL stops at the limit. What is frequent is found
        in few parts, and what is rare in few steps.
        """
        queries: list[str] = []
        values: list[Value] = []
        for place in places:
            condition, given, ways = where(ask, place)
            parts, facets = parts_of(ask, ways, from_newest(ask))
            queries.append(_HITS.format(parts=parts, where=condition("facets")))
            values += [place, *facets, *given, MOST + 1, MOST + 1]
        return [Hit(*row) for row in _rows(" UNION ALL ".join(queries), values)]

    def spread(self, ask: Ask, place: Place) -> list[Spread]:
        """Return how many hits there are by band, year, section and source, in one query.

        The index gives all it has before the first row is looked at. Of what is frequent the last month of a
        band has enough, and PostgreSQL only comes to the others where it has not. So few are counted that of
        three words and more only those are looked for that meet in one column, as nearly all do.
        """
        condition, given, ways = where(ask, place, few=True)
        months, rests = zip(*(last_and_rest(band, ask.newest) for band in ask.bands), strict=True)
        parts = PARTS.format(
            arrays=", ".join(["%s::integer[]", *["%s::tsquery[]"] * ways * 2]),
            names=", ".join(["band", *names("first", ways), *names("rest", ways)]),
        )
        values = [list(ask.bands), *arrays(ask, ways, months), *arrays(ask, ways, rests), *given * 2]
        sql = _SPREAD.format(parts=parts, first=condition("first"), rest=condition("rest"))
        return [Spread(*row) for row in _rows(sql, [*values, self.most_of_a_band(ask) + 1])]

    def numbers(self, asks: Sequence[tuple[Ask, Place]], most: int) -> list[int]:
        """Return how many hits each has, none counted beyond ``most``, in one query."""
        queries: list[str] = []
        values: list[Value] = []
        for at, (ask, place) in enumerate(asks):
            condition, given, ways = where(ask, place)
            parts, facets = parts_of(ask, ways, from_newest(ask))
            queries.append(_NUMBER.format(parts=parts, where=condition("facets")))
            values += [at, *facets, *given, most, most]
        return [number for _, number in _rows(" UNION ALL ".join(queries) + " ORDER BY place", values)]

    def standing(self, phrases: Sequence[Phrase], most: int) -> list[Standing]:
        """Return where each phrase stands, no more than ``most`` places, in one query."""
        return [Standing(*row) for row in _rows(_STANDING, [list(map(phrase_of, phrases)), most])]

    def terms(self, keys: Sequence[str], most: int) -> list[Known]:
        """Return what has one of the keys, the most frequent first, in one query."""
        return [
            Known(*row) for row in _rows(TERMS.format(among="= ANY(%s)"), [list(keys), most], _PLAN_OF_TERMS)
        ]

    def most_of_a_band(self, ask: Ask) -> int:
        """Return how many hits of a band ``spread`` counts.

        The index has no positions: of a phrase of three and more each row's words have to be read, and for
        words that must not be there as well.
        """
        read = ask.without or any(len(phrase.tokens) > 1 for phrase in ask.words)
        return _MOST_READ if read else MOST_OF_A_BAND


def _values(row: Row) -> tuple[Value, ...]:
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


def _rows(sql: str, values: Sequence[Value], plan: str = _PLAN) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(plan + sql, values)
        # Each statement has a result of its own, and those of SET have no rows.
        while cursor.description is None:
            cursor.nextset()
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
