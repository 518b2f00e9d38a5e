"""Search: what was found, grouped by conference, the best first, with counts for every filter.

At most five queries: the sections and years there are; the hits; where there are too many, how they spread;
the conferences shown; and the turns shown of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, Subquery

from releases.record.models import Entry, Passage, Release, Section
from releases.record.search.ask import MOST, Hit
from releases.record.search.asking import ask_for, place_for, places_for
from releases.record.search.counting import (
    counts_of_hits,
    counts_of_kinds,
    counts_of_release,
    counts_of_speakers,
    counts_of_spread,
)
from releases.record.search.engines import engine
from releases.record.search.excerpts import Places, excerpt, marked, places_of
from releases.record.search.query import Phrase, Query
from releases.record.search.ranking import Ranked, ranked
from releases.record.search.results import Conference, Filters, Found, Results, Said
from releases.record.search.rows import month_of_key, year_of_key

CONFERENCES_A_PAGE = 10
FOUND_A_CONFERENCE = 3
# Of one that is looked through alone.
FOUND_OF_ONE = 100


def search(query: Query, filters: Filters | None = None, page: int = 1) -> Results:
    """Return a page of what the current releases say of the query."""
    filters = filters or Filters()
    if not query.words:
        return Results(query)
    sections, bands, newest = _sections_and_bands()
    if not bands:
        return Results(query)
    ask, places = ask_for(query, filters, bands, newest), places_for(query, filters)
    hits = engine().hits(ask, places)
    best = ranked(hits)
    over = len(best) > MOST
    if over:
        rows = engine().spread(ask, place_for(filters))
        years, by_section, sources = counts_of_spread(rows, sections, most=engine().most_of_a_band(ask))
    else:
        years, by_section, sources = counts_of_hits(hits, sections)
    groups = _grouped(best)
    pages = max(-(-len(groups) // CONFERENCES_A_PAGE), 1)
    page = min(max(page, 1), pages)
    on_page = groups[(page - 1) * CONFERENCES_A_PAGE : page * CONFERENCES_A_PAGE]
    of_each = FOUND_OF_ONE if filters.release else FOUND_A_CONFERENCE
    shown = tuple(_shown(on_page, query.words, sections, of_each))
    return Results(
        query=query,
        total=min(len(best), MOST),
        over=over,
        page=page,
        pages=pages,
        conferences=shown,
        years=years,
        sections=by_section,
        sources=sources,
        speakers=counts_of_speakers(best, least=over),
        kinds=counts_of_kinds(hits),
        releases=counts_of_release(shown) if filters.release else (),
        bands=bands,
        newest=newest,
    )


def _sections_and_bands() -> tuple[dict[int, Section], tuple[int, ...], int]:
    """Return the sections, the years there are entries of, and the month of the newest."""
    keys = Entry.objects.order_by("key").values("key")
    rows = Section.objects.annotate(oldest=Subquery(keys[:1]), newest=Subquery(keys.reverse()[:1]))
    sections = {section.pk: section for section in rows}
    oldest, newest = ({getattr(section, name) for section in rows} - {None} for name in ("oldest", "newest"))
    if not oldest:
        return sections, (), 0
    bands = tuple(range(year_of_key(*oldest), year_of_key(*newest) + 1))
    return sections, bands, month_of_key(*newest)


def _grouped(best: list[Ranked]) -> list[list[Ranked]]:
    """Return the conferences in the order of the best of each."""
    groups: dict[str, list[Ranked]] = {}
    for one in best:
        groups.setdefault(one.hit.release, []).append(one)
    return list(groups.values())


def _shown(
    groups: list[list[Ranked]], words: tuple[Phrase, ...], sections: dict[int, Section], of_each: int
) -> Iterable[Conference]:
    if not groups:
        return
    releases = Release.objects.current().in_bulk([group[0].hit.release for group in groups])
    # The title stands above what is shown of a conference, and takes no place of theirs.
    things = [[one.hit for one in group if one.hit.turns] for group in groups]
    best = [hits[:of_each] for hits in things]
    turns = _turns(best)
    for group, all_hits, hits in zip(groups, things, best, strict=True):
        release = releases.get(group[0].hit.release)
        if release is None:  # withdrawn since the hits were read
            continue
        # Asked for once: fifty turns that each ask for theirs take longer than the query for their texts.
        address = release.get_absolute_url()
        yield Conference(
            release=release.pk,
            title=marked(release.title, places_of(release.title, words)),
            address=address,
            held_on=release.held_on,
            source=release.source,
            section=sections[release.section_id].name,
            number=len(group),
            left=len(all_hits) - len(hits),
            found=tuple(_found(hit, turns, words, address) for hit in hits),
        )


def _turns(groups: Iterable[list[Hit]]) -> dict[tuple[str, int], Passage]:
    wanted = []
    for hits in groups:
        positions = [int(position) for hit in hits for position in hit.turns.split()]
        if positions:
            wanted.append(Q(release=hits[0].release, position__in=positions))
    if not wanted:
        return {}
    # In no order: for the sake of the usual one SQLite would go through all turns there are.
    passages = Passage.objects.filter(reduce(or_, wanted)).order_by()
    return {(passage.release_id, passage.position): passage for passage in passages}


def _found(hit: Hit, turns: dict[tuple[str, int], Passage], words: tuple[Phrase, ...], address: str) -> Found:
    passages = [turns[hit.release, int(position)] for position in hit.turns.split()]
    places = {passage.pk: places_of(passage.text, words) for passage in passages}
    said = [passage for passage in passages if passage.kind != "question"]
    # Of many answers those that have the words; where only the question has them, the first answer to it.
    having = [passage for passage in said if places[passage.pk]] or said[:1]
    question = next((passage for passage in passages if passage.kind == "question"), None)
    return Found(
        kind=hit.kind,
        question=_said(question, places[question.pk], address) if question else None,
        said=tuple(_said(passage, places[passage.pk], address) for passage in having),
    )


def _said(passage: Passage, places: Places, address: str) -> Said:
    return Said(
        turn=passage.turn,
        kind=passage.kind,
        label=passage.label,
        speaker=passage.speaker_name,
        position=passage.speaker_position,
        address=f"{address}#{passage.turn}",
        pieces=excerpt(passage.text, places),
    )
