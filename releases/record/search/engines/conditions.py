"""What is asked of a row in PostgreSQL: its words, its facets, and the parts of the time there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from math import inf

from releases.record.search.ask import Ask, Place
from releases.record.search.query import Phrase
from releases.record.search.rows import facet

Value = int | str | list[int] | list[str]

# Each part of the time there is looks the same to PostgreSQL, so that it plans how to look once for all.
PARTS = "unnest({arrays}) WITH ORDINALITY AS part({names}, place)"
# What has the words that must not be there is found by the index as well, of the same part; to ask each row
# for them would be to read it. "+ 0" again keeps it from doing so.
_WITHOUT = """ AND NOT EXISTS (SELECT 1 FROM record_entry AS other WHERE other.key + 0 = record_entry.key
    AND (other.asked @@ %s::tsquery AND other.facets @@ {0}
        OR other.said @@ %s::tsquery AND other.facets @@ {1}))"""
_WITHOUT_READ = " AND NOT (asked @@ %s::tsquery OR said @@ %s::tsquery)"
_OF_RELEASE = " AND release_id = %s"
# Of phrases of up to so many tokens: how many months, then how many years are looked through at a time.
_STEPS: tuple[tuple[float, tuple[int, ...], tuple[int, ...]], ...] = (
    (4, (2, 2, 3), (1, 1, 2, 2, 3, 4)),
    (12, (2, 4), ()),
    (inf, (), ()),
)
# Each word more doubles the ways in which words can stand in two columns.
_MOST_WAYS_OF = 3
_MOST_WAYS_OF_FEW = 2


def where(ask: Ask, place: Place, *, few: bool = False) -> tuple[Callable[[str], str], list[Value], int]:
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
        values += [" | ".join(map(phrase_of, ask.without))] * 2
        ways = max(ways, 2)
    if ask.release:
        found += _OF_RELEASE
        values.append(ask.release)
    return lambda name: found.format(*names(name, ways)), values, ways


def _each_way(ask: Ask, in_columns: Iterable[Sequence[str]]) -> tuple[str, list[Value], int]:
    """Return the condition as a choice of ways in which the words can stand, each a column for each word.

    Each is one look into the index, for all words and facets at once. A choice for each word would be a list
    of all rows that have it.
    """
    ways: list[str] = []
    values: list[Value] = []
    for number, way in enumerate(in_columns):
        standing: dict[str, list[str]] = {}
        for column, phrase in zip(way, ask.words, strict=True):
            standing.setdefault(column, []).append(phrase_of(phrase))
        conditions = [*(f"{column} @@ %s::tsquery" for column in standing), f"facets @@ {{{number}}}"]
        ways.append(" AND ".join(conditions))
        values += map(" & ".join, standing.values())
    return f"({' OR '.join(ways)})", values, len(ways)


def _any_way(ask: Ask, columns: Sequence[str]) -> tuple[str, list[Value], int]:
    """Return the condition with a choice of columns for each word."""
    either = f"({' OR '.join(f'{column} @@ %s::tsquery' for column in columns)})"
    values: list[Value] = [phrase_of(phrase) for phrase in ask.words for _ in columns]
    return " AND ".join([*[either] * len(ask.words), "facets @@ {0}"]), values, 1


def parts_of(ask: Ask, ways: int, among: Iterable[str]) -> tuple[str, list[Value]]:
    """Return the parts of the time there is as a table of facets, and its values."""
    columns = ", ".join(names("facets", ways))
    table = PARTS.format(arrays=", ".join(["%s::tsquery[]"] * ways), names=columns)
    return table, [*arrays(ask, ways, among)]


def names(name: str, ways: int) -> list[str]:
    """Return the names of the columns that hold the facets, one for each way."""
    return [f"{name}_{number}" for number in range(ways)]


def arrays(ask: Ask, ways: int, among: Iterable[str]) -> list[list[str]]:
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


def from_newest(ask: Ask) -> Iterator[str]:
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


def last_and_rest(band: int, newest: int) -> tuple[str, str]:
    """Return what together is the band: its last month, or two where the last may just have begun."""
    last = band * 100 + 12
    months = [newest, newest - 1] if newest <= last else [last]
    these = " | ".join(_token("month", month) for month in months)
    return these, f"{_token('band', band)} & !({these})"


def phrase_of(phrase: Phrase) -> str:
    """Return the tsquery of a phrase."""
    text = " <-> ".join(f"'{token}'" for token in phrase.tokens)
    return f"({text}{':*' if phrase.open_ended else ''})"
