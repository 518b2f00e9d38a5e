from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pytest_django.fixtures import Settings

from releases.document import Document, Held, Kind, Paragraph, Turn
from releases.record.citing import Source, occasion
from tests.record.making import DOCUMENT

PUBLISHED = datetime(2026, 3, 29, 20, 0, tzinfo=UTC)
READ = date(2026, 11, 26)
ADDRESS = "https://news.example.gov.cn/releases/20260329-1/v2/#t4"
SCENE = Turn("t5", Kind.NARRATION, blocks=(Paragraph("会场响起掌声。"),))


def source(turn: Turn, document: Document = DOCUMENT) -> Source:
    """Return the turn as version 2 has it."""
    return Source(document, turn, 2, ADDRESS, PUBLISHED, PUBLISHED)


def test_a_source_is_named_with_position_occasion_day_version_and_address() -> None:
    assert source(DOCUMENT.turns[3]).in_words() == (
        "江望舒（市行政审批局局长），《澜江市优化营商环境新闻发布会》，2026年3月29日，第 2 版，" + ADDRESS
    )


def test_words_are_followed_by_who_said_them() -> None:
    assert source(DOCUMENT.turns[3]).with_words() == (
        "半天之内办结。\n\n——江望舒（市行政审批局局长），《澜江市优化营商环境新闻发布会》，2026年3月29日\n"
        + ADDRESS
    )
    assert source(SCENE).with_words() == (
        "会场响起掌声。\n\n——《澜江市优化营商环境新闻发布会》，2026年3月29日\n" + ADDRESS
    )


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (DOCUMENT.turns[1], "江望舒. 在澜江市优化营商环境新闻发布会上的发言"),
        (DOCUMENT.turns[2], "澜江日报记者. 在澜江市优化营商环境新闻发布会上的提问"),
        (DOCUMENT.turns[3], "江望舒. 在澜江市优化营商环境新闻发布会上的回答"),
        (
            replace(DOCUMENT.turns[3], given_on=date(2026, 4, 9)),
            "江望舒. 在澜江市优化营商环境新闻发布会上的书面答复",
        ),
        (SCENE, "澜江市人民政府新闻办公室. 澜江市优化营商环境新闻发布会图文实录"),
    ],
)
def test_a_reference_follows_the_standard(turn: Turn, said: str) -> None:
    """The version was made at four in the morning of the thirtieth, where it is read."""
    assert source(turn).in_references(READ) == (
        f"{said}[EB/OL]. 澜江市人民政府新闻办公室, 2026(2026-03-30)[2026-11-26]. {ADDRESS}."
    )


@pytest.mark.parametrize(("organiser", "publisher"), [("澜江市政府", "澜江市政府"), ("", "澜江市新闻发布")])
def test_a_reference_names_the_site_where_no_source_is_printed(
    settings: Settings, organiser: str, publisher: str
) -> None:
    settings.SITE_ORGANISER = organiser
    found = source(DOCUMENT.turns[3], replace(DOCUMENT, source="")).in_references(READ)
    assert f"[EB/OL]. {publisher}, 2026(" in found


def test_a_speaker_without_a_position_stands_alone() -> None:
    people = tuple(replace(person, position="") for person in DOCUMENT.people)
    assert source(DOCUMENT.turns[3], replace(DOCUMENT, people=people)).who() == "江望舒"


def test_an_occasion_has_the_best_day_there_is() -> None:
    title = "《澜江市优化营商环境新闻发布会》"
    undated = replace(DOCUMENT, held=Held())
    assert occasion(DOCUMENT, PUBLISHED, date(2026, 4, 9)) == f"{title}，2026年4月9日"
    assert occasion(DOCUMENT, PUBLISHED) == f"{title}，2026年3月29日"
    assert occasion(undated, PUBLISHED) == f"{title}，2026年3月30日"
    assert occasion(undated, None) == title
