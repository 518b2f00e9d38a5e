from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from releases.desk.filing import Choice, Shown
from releases.desk.forms.filing import FilingForm, ShowForm
from releases.record.models import Filing, Question, Topic
from tests.record.making import DOCUMENT, held, release_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> list[Topic]:
    names = {"business": "开办企业", "tax": "纳税"}
    return [Topic.objects.create(slug=slug, name=name) for slug, name in names.items()]


@pytest.fixture
def question() -> Question:
    release_of()
    return Question.objects.get()


def form(shown: Shown, topics: list[Topic], data: str | None = None) -> FilingForm:
    return FilingForm(None if data is None else QueryDict(data), shown=shown, topics=topics)


def test_a_suggestion_is_chosen_beforehand_only_where_nobody_has_decided(
    question: Question, topics: list[Topic]
) -> None:
    business, tax = (frozenset({topic.pk}) for topic in topics)
    nothing: frozenset[int] = frozenset()
    fresh = form(Shown(question, "", nothing, tax), topics)
    assert (fresh["topics"].value(), fresh["seen"].value()) == ([topics[1].pk], "")
    filed = form(Shown(question, "", business, tax), topics)
    assert (filed["topics"].value(), filed["seen"].value()) == ([topics[0].pk], str(topics[0].pk))


@pytest.mark.parametrize("seen", ["", "x", "1_0", "²", "-"])
def test_what_was_chosen_is_read(question: Question, topics: list[Topic], seen: str) -> None:
    key, shown = question.pk, Shown(question, "", frozenset(), frozenset())
    posted = form(shown, topics, f"{key}-topics={topics[1].pk}&{key}-seen={seen}")
    assert posted.is_valid()
    assert posted.choice() == Choice(question, [topics[1]], [])
    posted = form(shown, topics, f"{key}-seen=3 12")
    assert posted.is_valid()
    assert posted.choice() == Choice(question, [], [3, 12])


def test_a_topic_that_is_gone_is_refused(question: Question, topics: list[Topic]) -> None:
    shown = Shown(question, "", frozenset(), frozenset())
    posted = form(shown, topics, f"{question.pk}-topics=99999")
    assert not posted.is_valid()
    assert list(posted.errors) == ["topics"]


def chosen(query: str, topics: list[Topic]) -> list[str]:
    return [question.pk for question in ShowForm(QueryDict(query), topics=topics).questions()]


def test_questions_are_chosen_by_topic_and_by_conference(topics: list[Topic]) -> None:
    release_of()
    later = release_of(held(DOCUMENT, date(2026, 5, 1)))
    first, second = "20260329-1/t3", "20260501-1/t3"
    Filing.objects.create(question_id=first, topic=topics[0])
    assert chosen("", topics) == [second]
    assert chosen("show=*", topics) == [second, first]
    assert chosen("show=business", topics) == [first]
    assert chosen("show=tax", topics) == []
    assert chosen(f"show=*&release={later.pk}", topics) == [second]
    assert chosen(f"show=business&release={later.pk}", topics) == []
    assert chosen("release=20260329-1", topics) == []


@pytest.mark.parametrize("query", ["show=nothing", "show=*&release=20269999-1", "show=*&release=%C2%B2"])
def test_what_was_never_a_choice_chooses_nothing(topics: list[Topic], query: str) -> None:
    release_of()
    assert chosen(query, topics) == []
