from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from releases.document import Kind, Paragraph, Turn
from releases.record.models import Passage
from releases.record.pages.spoken import exchanges, with_questions
from tests.record.asking import asked_on
from tests.record.making import DOCUMENT, release_of

pytestmark = pytest.mark.django_db


def test_answers_to_one_question_stand_below_it(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    turns = (
        *DOCUMENT.turns,
        Turn("t5", Kind.ANSWER, "p2", "江望舒", "t3", blocks=(Paragraph("再补充一点。"),)),
        Turn("t6", Kind.ANSWER, "p2", "江望舒", blocks=(Paragraph("没有写下提问的回答。"),)),
        Turn("t7", Kind.ANSWER, "p2", "江望舒", blocks=(Paragraph("又一个。"),)),
    )
    first = release_of(replace(DOCUMENT, turns=turns))
    second = asked_on(date(2025, 1, 1))
    passages = Passage.objects.filter(speaker_ref="12").order_by("-release", "position")
    with django_assert_num_queries(1):
        found = exchanges(with_questions(passages))
    assert list(found) == [first.pk, second.pk]
    assert [(one.question, one.address, [said.words for said in one.said]) for one in found[first.pk]] == [
        ("", "", ["下面介绍三项举措。"]),
        ("企业开办需要几天？", "/questions/20260329-1/t3/", ["半天之内办结。", "再补充一点。"]),
        ("", "", ["没有写下提问的回答。"]),
        ("", "", ["又一个。"]),
    ]
    assert len(found[second.pk]) == 2


def test_nothing_said_is_no_exchange() -> None:
    assert exchanges(with_questions(Passage.objects.all())) == {}
