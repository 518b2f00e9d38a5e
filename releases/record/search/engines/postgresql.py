"""PostgreSQL: three ``tsvector`` columns of the entries that Django does not know of, in one GIN index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from math import inf
from typing import Any

from django.db import connection

from releases.record.models import Entry
from releases.record.search.ask import MOST, MOST_OF_A_BAND, TERMS, Ask, Hit, Place, Spread, Standing
from releases.record.search.query import Phrase
from releases.record.search.rows import Row, facet
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
# Each part of the time there is looks the same to PostgreSQL, so that it plans how to look once for all.
_PARTS = "unnest({arrays}) WITH ORDINALITY AS part({names}, place)"
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
# What has the words that must not be there is found by the index as well, of the same part; to ask each row
# for them would be to read it. "+ 0" again keeps it from doing so.
_WITHOUT = """ AND NOT EXISTS (SELECT 1 FROM record_entry AS other WHERE other.key + 0 = record_entry.key
    AND (other.asked @@ %s::tsquery AND other.facets @@ {0}
        OR other.said @@ %s::tsquery AND other.facets @@ {1}))"""
_WITHOUT_READ = " AND NOT (asked @@ %s::tsquery OR said @@ %s::tsquery)"
# So many rows to a statement, because of what it takes to put a long one together.
_BATCH = 200
# Positions go to 16,383, and 255 of one token.
_MOST_POSITIONS = 16_383
_MOST_OF_A_TOKEN = 255

# How many hits of a band are counted of a phrase, whose rows have to be read for their words.
_MOST_READ = 10
# Of phrases of up to so many tokens: how many months, then how many years are looked through at a time.
_STEPS: tuple[tuple[float, tuple[int, ...], tuple[int, ...]], ...] = (
    (4, (2, 2, 3), (1, 1, 2, 2, 3, 4)),
    (12, (2, 4), ()),
    (inf, (), ()),
)
# Each word more doubles the ways in which words can stand in two columns.
_MOST_WAYS_OF = 3
_MOST_WAYS_OF_FEW = 2

_Value = int | str | list[int] | list[str]


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
        values: list[_Value] = []
        for place in places:
            where, given, ways = _where(ask, place)
            parts, arrays = _parts(ask, ways, _from_newest(ask))
            queries.append(_HITS.format(parts=parts, where=where("facets")))
            values += [place, *arrays, *given, MOST + 1, MOST + 1]
        return [Hit(*row) for row in _rows(" UNION ALL ".join(queries), values)]

    def spread(self, ask: Ask, place: Place) -> list[Spread]:
        """Return how many hits there are by band, year, section and source, in one query.

        The index gives all it has before the first row is looked at. Of what is frequent the last month of a
        band has enough, and PostgreSQL only comes to the others where it has not. So few are counted that of
        three words and more only those are looked for that meet in one column, as nearly all do.
        """
        where, given, ways = _where(ask, place, few=True)
        months, rests = zip(*(_last_and_rest(band, ask.newest) for band in ask.bands), strict=True)
        parts = _PARTS.format(
            arrays=", ".join(["%s::integer[]", *["%s::tsquery[]"] * ways * 2]),
            names=", ".join(["band", *_names("first", ways), *_names("rest", ways)]),
        )
        values = [list(ask.bands), *_arrays(ask, ways, months), *_arrays(ask, ways, rests), *given * 2]
        sql = _SPREAD.format(parts=parts, first=where("first"), rest=where("rest"))
        return [Spread(*row) for row in _rows(sql, [*values, self.most_of_a_band(ask) + 1])]

    def numbers(self, asks: Sequence[tuple[Ask, Place]], most: int) -> list[int]:
        """Return how many hits each has, none counted beyond ``most``, in one query."""
        queries: list[str] = []
        values: list[_Value] = []
        for at, (ask, place) in enumerate(asks):
            where, given, ways = _where(ask, place)
            parts, arrays = _parts(ask, ways, _from_newest(ask))
            queries.append(_NUMBER.format(parts=parts, where=where("facets")))
            values += [at, *arrays, *given, most, most]
        return [number for _, number in _rows(" UNION ALL ".join(queries) + " ORDER BY place", values)]

    def standing(self, phrases: Sequence[Phrase], most: int) -> list[Standing]:
        """Return where each phrase stands, no more than ``most`` places, in one query."""
        return [Standing(*row) for row in _rows(_STANDING, [list(map(_phrase, phrases)), most])]

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


def _where(ask: Ask, place: Place, *, few: bool = False) -> tuple[Callable[[str], str], list[_Value], int]:
    """Return a condition on a row, the values in it, and how many names of facets it asks for.

    The condition is made of the first part of these names: each is an array of a part's facets. ``few`` says
    that a few rows are enough: it is quicker to read these than to find what must not be there.
    """
    columns = ("asked", "said") if place == "anywhere" else (place,)
    number = len(ask.words)
    together = few and number > _MOST_WAYS_OF_FEW
    ways_there_are = (
        ((column,) * number for column in columns) if together else product(columns, repeat=number)
    )
    # In one column there is one way, however many words.
    if len(columns) > 1 and number > _MOST_WAYS_OF and not together:
        found, values, ways = _any_way(ask, columns)
    else:
        found, values, ways = _each_way(ask, ways_there_are)
    if ask.without:
        found += _WITHOUT_READ if few else _WITHOUT
        values += [" | ".join(map(_phrase, ask.without))] * 2
        ways = max(ways, 2)
    return lambda name: found.format(*_names(name, ways)), values, ways


def _each_way(ask: Ask, in_columns: Iterable[Sequence[str]]) -> tuple[str, list[_Value], int]:
    """Return the condition as a choice of ways in which the words can stand, each a column for each word.

    Each is one look into the index, for all words and facets at once. A choice for each word would be a list
    of all rows that have it.
    """
    ways: list[str] = []
    values: list[_Value] = []
    for number, way in enumerate(in_columns):
        standing: dict[str, list[str]] = {}
        for column, phrase in zip(way, ask.words, strict=True):
            standing.setdefault(column, []).append(_phrase(phrase))
        conditions = [*(f"{column} @@ %s::tsquery" for column in standing), f"facets @@ {{{number}}}"]
        ways.append(" AND ".join(conditions))
        values += map(" & ".join, standing.values())
    return f"({' OR '.join(ways)})", values, len(ways)


def _any_way(ask: Ask, columns: Sequence[str]) -> tuple[str, list[_Value], int]:
    """Return the condition with a choice of columns for each word."""
    either = f"({' OR '.join(f'{column} @@ %s::tsquery' for column in columns)})"
    values: list[_Value] = [_phrase(phrase) for phrase in ask.words for _ in columns]
    return " AND ".join([*[either] * len(ask.words), "facets @@ {0}"]), values, 1


def _parts(ask: Ask, ways: int, among: Iterable[str]) -> tuple[str, list[_Value]]:
    """Return the parts of the time there is as a table of facets, and its values."""
    arrays = _arrays(ask, ways, among)
    names = ", ".join(_names("facets", ways))
    return _PARTS.format(arrays=", ".join(["%s::tsquery[]"] * ways), names=names), [*arrays]


def _names(name: str, ways: int) -> list[str]:
    return [f"{name}_{number}" for number in range(ways)]


def _arrays(ask: Ask, ways: int, among: Iterable[str]) -> list[list[str]]:
    """Return for each way the facets of each part.

    In each way they say it once more: what all ways share the planner would look for first, and for nothing
    else.
    """
    parts = tuple(among)
    return [[_facets(ask, part, 1 + way) for part in parts] for way in range(ways)]


def _facets(ask: Ask, among: str, times: int) -> str:
    return " & ".join([*map(_quoted, ask.facets), *[f"({among})"] * times])


def _quoted(token: str) -> str:
    return f"'{token}'"


def _token(name: str, value: object) -> str:
    return _quoted(facet(name, value))


def _from_newest(ask: Ask) -> Iterator[str]:
    """Yield the parts of the time there is: some months, then more, then years, then more of them.

    The smaller the steps, the fewer rows are read for nothing; but a long phrase is mostly rare, and to look
    for all its tokens in each part is what takes long.
    """
    *before, last = ask.bands
    length = max(len(phrase.tokens) for phrase in ask.words)
    of_months, of_bands = next(steps for most, *steps in _STEPS if length <= most)
    months = [month for month in range(last * 100 + 12, last * 100, -1) if month <= ask.newest]
    for part in _in_steps(months, of_months):
        yield " | ".join(_token("month", month) for month in part)
    for part in _in_steps(before[::-1], of_bands):
        yield " | ".join(_token("band", band) for band in part)


def _in_steps(values: Sequence[int], sizes: Iterable[int]) -> Iterator[Sequence[int]]:
    """Yield so many of the values, then the next, and last all that are left."""
    for size in sizes:
        if values:
            yield values[:size]
            values = values[size:]
    if values:
        yield values


def _last_and_rest(band: int, newest: int) -> tuple[str, str]:
    """Return what together is the band: its last month, or two where the last may just have begun."""
    last = band * 100 + 12
    months = [newest, newest - 1] if newest <= last else [last]
    these = " | ".join(_token("month", month) for month in months)
    return these, f"{_token('band', band)} & !({these})"


def _phrase(phrase: Phrase) -> str:
    text = " <-> ".join(f"'{token}'" for token in phrase.tokens)
    return f"({text}{':*' if phrase.open_ended else ''})"


def _rows(sql: str, values: Sequence[_Value], plan: str = _PLAN) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(plan + sql, values)
        # Each statement has a result of its own, and those of SET have no rows.
        while cursor.description is None:
            cursor.nextset()
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
