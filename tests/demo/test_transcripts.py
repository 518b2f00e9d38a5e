"""The demo's transcripts hold what their authors put in, and the reader finds all of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from releases.document import Kind, Photo, Role
from releases.transcripts.reading import read
from releases.transcripts.result import LeftoverKind, Parsed, Severity

FOLDER = Path(__file__).resolve().parents[2] / "releases" / "demo" / "transcripts"


class Counts(NamedTuple):
    """How much of everything a transcript holds."""

    spokespeople: int
    moderators: int
    attendees: int
    statements: int
    questions: int
    answers: int
    photos: int


EXPECTED = {
    "2024-03-21-kindergarten-places.txt": Counts(5, 1, 0, 4, 4, 6, 3),
    "2024-06-12-flood-season.txt": Counts(4, 1, 0, 4, 5, 6, 3),
    "2024-11-07-lifts.txt": Counts(4, 1, 0, 5, 5, 7, 2),
    "2025-02-25-outpatient-insurance.txt": Counts(1, 0, 0, 0, 9, 9, 1),
    "2025-05-15-bus-network.docx": Counts(3, 1, 0, 4, 6, 9, 3),
    "2025-09-25-business-climate.html": Counts(6, 1, 0, 5, 8, 9, 3),
    "2025-12-11-lantern-show.txt": Counts(1, 1, 0, 3, 1, 1, 0),
    "2026-03-10-water-price.txt": Counts(4, 1, 0, 5, 5, 7, 3),
    "2026-05-21-kindergarten-childcare.txt": Counts(3, 1, 1, 3, 3, 5, 2),
    "2026-10-29-autumn-influenza.txt": Counts(5, 1, 0, 4, 6, 7, 3),
    "announcement.txt": Counts(2, 1, 0, 0, 0, 0, 0),
}


def parsed(name: str) -> Parsed:
    """Read a transcript; the announcement's date is filled in on loading."""
    data = (FOLDER / name).read_bytes()
    return read(data.replace(b"{held}", "2027年1月8日（星期五）上午10:00".encode()), name)


def counted(name: str) -> Counts:
    """Count what the reader found."""
    document = parsed(name).document
    roles = [person.role for person in document.people]
    kinds = [turn.kind for turn in document.turns]
    return Counts(
        roles.count(Role.SPOKESPERSON),
        roles.count(Role.MODERATOR),
        roles.count(Role.ATTENDEE),
        kinds.count(Kind.STATEMENT),
        kinds.count(Kind.QUESTION),
        kinds.count(Kind.ANSWER),
        len(document.photos),
    )


def test_every_transcript_is_expected() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_transcript_yields_its_people_turns_and_photos(name: str) -> None:
    assert counted(name) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_transcript_leaves_nothing_unplaced(name: str) -> None:
    leftovers = parsed(name).leftovers
    assert [each.text for each in leftovers if each.kind is LeftoverKind.UNPLACED] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_furniture_of_the_page_is_in_no_turn(name: str) -> None:
    words = re.compile(
        r"【?(?:打印|关闭|我要纠错)】|扫一扫在手机|[上下]一篇|责任?编辑?：|首页\s*>|版权所有|字体"
    )
    assert [turn.id for turn in parsed(name).document.turns if words.search(turn.text)] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_transcript_has_no_error(name: str) -> None:
    problems = parsed(name).problems
    assert [each.message for each in problems if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_every_question_is_answered(name: str) -> None:
    turns = parsed(name).document.turns
    questions = {turn.id for turn in turns if turn.kind is Kind.QUESTION}
    assert {turn.answers for turn in turns if turn.kind is Kind.ANSWER} == questions


@pytest.mark.parametrize("name", EXPECTED)
def test_every_person_has_a_position(name: str) -> None:
    assert [person.name for person in parsed(name).document.people if not person.position] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_every_photo_has_its_bytes(name: str) -> None:
    reading = parsed(name)
    beside = {path.name for path in (FOLDER.parent / "photos").iterdir()}

    def found(photo: Photo) -> bool:
        return photo.file in reading.files or photo.file in beside

    assert [photo.file for photo in reading.document.photos if not found(photo)] == []


def test_people_recur_with_the_position_of_the_day() -> None:
    positions = [
        person.position
        for name in EXPECTED
        for person in parsed(name).document.people
        if person.name == "祁砚书"
    ]
    assert positions == ["市教育局副局长", "市教育局局长"]


def test_saved_page_keeps_characters_that_its_label_lacks() -> None:
    document = parsed("2025-09-25-business-climate.html").document
    assert document.people[-2].name == "顾镕川"
    assert "厂房3.6万㎡" in "".join(turn.text for turn in document.turns)
