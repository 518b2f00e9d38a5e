"""How much there is with each value of each filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from releases.record.models import Section
from releases.record.search.ask import MOST, Hit, Spread
from releases.record.search.ranking import Ranked
from releases.record.search.results import Conference, Count

# What a filter offers; a name beyond it can still be asked for.
MOST_VALUES = 20
_KINDS = {"question": _("提问"), "answer": _("回答"), "statement": pgettext_lazy("kind", "发布")}

_Counts = tuple[Count, ...]


def counts_of_hits(hits: Iterable[Hit], sections: Mapping[int, Section]) -> tuple[_Counts, _Counts, _Counts]:
    """Return the counts by year, section and source of hits that are all there are."""
    each = {hit.key: hit for hit in hits}.values()
    rows = [Spread(0, hit.year, hit.section, hit.source, 1) for hit in each]
    return _counts(rows, sections, cut=set())


def counts_of_spread(
    rows: Sequence[Spread], sections: Mapping[int, Section], *, most: int
) -> tuple[_Counts, _Counts, _Counts]:
    """Return the counts by year, section and source where no more than ``most`` of a band were counted."""
    of_band: Counter[int] = Counter()
    for row in rows:
        of_band[row.band] += row.number
    return _counts(rows, sections, cut={band for band, number in of_band.items() if number > most})


def counts_of_speakers(best: Iterable[Ranked], *, least: bool) -> _Counts:
    """Return the counts of those who speak in what was found."""
    numbers: Counter[str] = Counter()
    names: dict[str, str] = {}
    # The same few speak again and again: each group of them is taken apart once.
    for speakers, number in Counter(one.hit.speakers for one in best if one.hit.speakers).items():
        for line in speakers.split("\n"):
            ref, _, name = line.partition("\t")
            numbers[ref or name] += number
            names.setdefault(ref or name, name)
    return _most(numbers, names, least=least)


def counts_of_release(shown: Iterable[Conference]) -> _Counts:
    """Return the one conference that is looked through, by its title; of one without anything, nothing."""
    return tuple(Count(one.release, "".join(text for text, _ in one.title), one.number) for one in shown)


def counts_of_kinds(hits: Sequence[Hit]) -> _Counts:
    """Return the counts of questions, answers and statements that have all the words."""
    numbers: Counter[str] = Counter()
    looked_at: Counter[str] = Counter()
    for hit in hits:
        looked_at[hit.place] += 1
        if hit.kind == "exchange" and hit.place != "anywhere":
            numbers["question" if hit.place == "asked" else "answer"] += 1
        elif hit.kind == "statement" and hit.place == "said":
            numbers["statement"] += 1
    return tuple(
        _count(
            kind, str(label), numbers[kind], least=looked_at["asked" if kind == "question" else "said"] > MOST
        )
        for kind, label in _KINDS.items()
        if numbers[kind]
    )


def _counts(
    rows: Iterable[Spread], sections: Mapping[int, Section], *, cut: Set[int]
) -> tuple[_Counts, _Counts, _Counts]:
    years: Counter[int] = Counter()
    paths: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for row in rows:
        years[row.year] += row.number
        steps = sections[row.section].path.split("/")
        for depth in range(1, len(steps) + 1):
            paths["/".join(steps[:depth])] += row.number
        if row.source:
            sources[row.source] += row.number
    names = {section.path: section.name for section in sections.values()}
    least = bool(cut)
    # A band is a year, but for conferences whose day was corrected into another: counted as far as seen.
    by_year = tuple(
        _count(str(year), str(year), number, least=year in cut)
        for year, number in sorted(years.items(), reverse=True)
    )
    return by_year, _most(paths, names, least=least), _most(sources, {}, least=least)


def _most(numbers: Counter[str], labels: Mapping[str, str], *, least: bool) -> _Counts:
    found = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]
    return tuple(_count(value, labels.get(value, value), number, least=least) for value, number in found)


def _count(value: str, label: str, number: int, *, least: bool) -> Count:
    over = number > MOST
    return Count(value, label, min(number, MOST), over=over, least=least and not over)
