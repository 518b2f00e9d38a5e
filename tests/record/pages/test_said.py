from __future__ import annotations

from datetime import date

import pytest

from releases.record.models import Passage
from releases.record.pages.said import Said, said, said_in, shortened
from tests.record.asking import asked
from tests.record.making import release_of


@pytest.mark.parametrize(
    ("begins", "words"),
    [
        ("半天之内办结。", "半天之内办结。"),
        ("谢谢你的提问。半天之内\n办结。", "半天之内 办结。"),
        ("\n感谢澜江日报的关心！半天之内办结。", "半天之内办结。"),
        ("谢谢各位，半天之内办结。", "谢谢各位，半天之内办结。"),
        ("半天之内办结。谢谢你的提问。", "半天之内办结。谢谢你的提问。"),
        ("字" * 101, "字" * 99 + "…"),
    ],
)
def test_said_begins_with_the_matter(begins: str, words: str) -> None:
    shown = said(
        "20260329-1",
        turn="t4",
        label="某局长",
        speaker_ref="",
        speaker_name="",
        speaker_position="",
        begins=begins,
    )
    assert shown == Said("某局长", "", "", words, "/releases/20260329-1/#t4")


@pytest.mark.django_db
def test_a_passage_is_shown_with_its_speaker_of_that_day() -> None:
    release_of(asked(due=date(2026, 4, 1), given_on=date(2026, 4, 2)))
    passage = Passage.objects.beginning().get(turn="t4")
    assert said_in(passage) == Said(
        "江望舒",
        "市行政审批局局长",
        "/people/12/",
        "半天之内办结。",
        "/releases/20260329-1/#t4",
        date(2026, 4, 2),
    )


def test_shortened_is_one_line() -> None:
    assert [shortened(text, 4) for text in ("一二\n三", "一二三四", "一二三四五")] == [
        "一二 三",
        "一二三四",
        "一二三…",
    ]
