from __future__ import annotations

from releases.record.search.ask import Hit, Place
from releases.record.search.ranking import ranked
from releases.record.search.rows import keys_of


def hit(release: str, number: int, kind: str, place: Place = "said") -> Hit:
    """Return a hit in a release."""
    return Hit(place, keys_of(release)[0] + number, release, kind, 2026, 1, "", "", "")


def order(*hits: Hit) -> list[tuple[str, int]]:
    """Return in which order they are shown."""
    return [(one.hit.release, one.hit.key % 10_000) for one in ranked(hits)]


def test_titles_and_questions_before_answers_before_statements_before_narration() -> None:
    found = order(
        hit("20260105-1", 1, "narration"),
        hit("20260104-1", 1, "statement"),
        hit("20260103-1", 1, "exchange"),
        hit("20260102-1", 1, "exchange", "asked"),
        hit("20260101-1", 0, "title", "asked"),
    )
    assert [release for release, _ in found] == [
        "20260102-1",
        "20260101-1",
        "20260103-1",
        "20260104-1",
        "20260105-1",
    ]


def test_of_equals_the_conference_with_much_comes_first_then_the_newer() -> None:
    found = order(
        *(hit("20260101-1", number, "exchange") for number in range(1, 5)),
        *(hit("20260102-1", number, "exchange") for number in range(1, 8)),
        hit("20260103-1", 1, "exchange"),
    )
    assert list(dict.fromkeys(release for release, _ in found)) == ["20260102-1", "20260101-1", "20260103-1"]
    fewer = order(*(hit("20260101-1", n, "exchange") for n in (1, 2, 3)), hit("20260102-1", 1, "exchange"))
    assert fewer == [("20260101-1", 1), ("20260101-1", 2), ("20260101-1", 3), ("20260102-1", 1)]


def test_of_a_day_the_later_number_is_newer() -> None:
    assert order(hit("20260101-2", 1, "exchange"), hit("20260101-10", 1, "exchange"))[0][0] == "20260101-10"


def test_a_conference_stays_together_and_begins_with_its_best() -> None:
    found = order(
        hit("20260101-1", 5, "exchange", "asked"),
        hit("20260101-1", 2, "statement"),
        hit("20260102-1", 1, "exchange"),
    )
    assert found == [("20260101-1", 5), ("20260101-1", 2), ("20260102-1", 1)]


def test_an_entry_found_twice_is_one_at_its_best_place() -> None:
    found = ranked(
        [
            hit("20260101-1", 5, "exchange"),
            hit("20260101-1", 5, "exchange", "asked"),
            hit("20260101-1", 5, "exchange", "anywhere"),
        ]
    )
    assert [(one.tier, one.hit.place) for one in found] == [(0, "asked")]
