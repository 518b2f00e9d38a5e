"""Small conferences to search in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection

from releases.document import Document, Held, Kind, Paragraph, Person, Role, Turn
from releases.record.models import Release
from releases.record.search.finding import search
from releases.record.search.query import parse
from releases.record.search.results import Filters, Results
from tests.record.making import release_of

PEOPLE = (
    Person("p1", "闻知秋", "市委宣传部副部长", Role.MODERATOR, "11"),
    Person("p2", "江望舒", "市教育局局长", Role.SPOKESPERSON, "12"),
    Person("p3", "白砚", "市财政局副局长", Role.SPOKESPERSON),
)


def conference(
    *turns: tuple[str, str],
    title: str = "例行发布会",
    day: date = date(2026, 3, 29),
    source: str = "市教育局",
    section: str = "jdhy/xwfbh",
    summary: str = "",
) -> Document:
    """Return a document; each turn is its kind's first letter, who speaks (a figure) if anybody, and the words.

    ``("q", …)`` asks, ``("a2", …)`` is person 2 answering the question before, ``("s1", …)`` states, ``("n", …)``
    narrates.
    """
    made: list[Turn] = []
    kinds = {"q": Kind.QUESTION, "a": Kind.ANSWER, "s": Kind.STATEMENT, "n": Kind.NARRATION}
    question: str | None = None
    for number, (how, text) in enumerate(turns, 1):
        turn = f"t{number}"
        kind = kinds[how[0]]
        speaker = f"p{how[1:]}" if how[1:] else None
        question = turn if kind is Kind.QUESTION else question
        blocks = tuple(Paragraph(line) for line in text.split("\n"))
        answers = question if kind is Kind.ANSWER else None
        made.append(
            Turn(turn, kind, speaker, "记者" if kind is Kind.QUESTION else "", answers, blocks=blocks)
        )
    return Document(
        title=title,
        section=section,
        source=source,
        summary=summary,
        held=Held(day),
        people=PEOPLE,
        turns=tuple(made),
    )


def published(*turns: tuple[str, str], day: date = date(2026, 3, 29), **values: str) -> Release:
    """Publish a small conference."""
    return release_of(replace(conference(*turns, day=day, **values)))


def found(typed: str, page: int = 1, **filters: Any) -> Results:
    """Search as a page would."""
    return search(parse(typed), Filters(**filters), page)


def turns_found(typed: str, **filters: Any) -> list[str]:
    """Return the addresses' ends of all turns shown, a question's as well, those without marks in brackets."""
    shown = []
    for group in found(typed, **filters).conferences:
        for thing in group.found:
            for said in [*([thing.question] if thing.question else []), *thing.said]:
                name = f"{said.address.split('/')[-2]}#{said.turn}"
                shown.append(name if any(mark for _, mark in said.pieces) else f"({name})")
    return shown


def index_dump() -> list[tuple[object, ...]]:
    """Return all that the index holds, in one order."""
    columns = "key, release_id, kind, year, section_id, source, speakers, turns"
    sql = {
        "postgresql": f"SELECT {columns}, asked::text, said::text, facets::text FROM record_entry ORDER BY key",  # noqa: S608
        "sqlite": f"SELECT {columns}, w.asked, w.said, w.facets FROM record_entry_words AS w"  # noqa: S608
        " LEFT JOIN record_entry ON key = w.rowid ORDER BY w.rowid",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        return list(cursor.fetchall())
