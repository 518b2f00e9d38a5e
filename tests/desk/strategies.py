"""Documents of every kind the desk can hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from releases.document import (
    Block,
    Document,
    Held,
    Kind,
    Paragraph,
    Person,
    Photo,
    PhotoBlock,
    Role,
    Turn,
)

# A busy machine is slow at making examples, and that is no finding.
PATIENT = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHINA = ZoneInfo("Asia/Shanghai")
_CHARACTERS = "李木王禾市水务局：，。（）〔〕图文enf12 AB"
words = st.text(_CHARACTERS, max_size=12).map(str.strip)
some_words = words.filter(bool)
numbers = st.lists(st.integers(1, 60), unique=True, max_size=5)
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2030, 12, 31), timezones=st.sampled_from([CHINA, UTC]))  # noqa: DTZ001  (hypothesis adds the zone)


def blocks(photos: list[str]) -> st.SearchStrategy[tuple[Block, ...]]:
    """Return paragraphs, and places of the photos."""
    paragraph = st.builds(Paragraph, some_words, st.sampled_from(["", "en", "zh-Hant"]))
    photo = st.sampled_from(photos).map(PhotoBlock) if photos else st.nothing()
    return st.lists(st.one_of(paragraph, photo), max_size=4).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return a document whose parts agree, with ids in any order."""
    people = [
        Person(f"p{n}", draw(some_words), draw(words), draw(st.sampled_from(Role))) for n in draw(numbers)
    ]
    photos = [Photo(f"f{n}", f"{n}.jpg", draw(words), draw(words), draw(words)) for n in draw(numbers)]
    kinds = {n: draw(st.sampled_from(Kind)) for n in draw(numbers)}
    questions = [f"t{n}" for n, kind in kinds.items() if kind is Kind.QUESTION]
    answers = {
        n: draw(st.sampled_from([None, *questions])) for n, kind in kinds.items() if kind is Kind.ANSWER
    }
    turns = [
        Turn(
            f"t{n}",
            kind,
            speaker=draw(st.sampled_from([None, *(person.id for person in people)])),
            label=draw(words),
            answers=answers.get(n),
            time=draw(words),
            blocks=draw(blocks([photo.id for photo in photos])),
            due=draw(st.none() | days) if kind is Kind.QUESTION else None,
            given_on=draw(st.none() | days) if answers.get(n) else None,
        )
        for n, kind in kinds.items()
    ]
    return Document(
        title=draw(words),
        subject=draw(words),
        source=draw(words),
        keywords=tuple(draw(st.lists(st.sampled_from(["水务", "工程", "清水"]), unique=True, max_size=3))),
        summary=draw(words),
        published_on=draw(st.none() | days),
        held=Held(draw(st.none() | days | moments), draw(words)),
        venue=draw(words),
        people=tuple(people),
        turns=tuple(turns),
        photos=tuple(photos),
    )
