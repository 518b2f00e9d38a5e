from __future__ import annotations

import pytest

from releases.record.filing import Filed, FilingError, file
from releases.record.models import Filing, Question, Topic
from releases.record.publishing import withdraw
from tests.record.making import release_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> list[Topic]:
    names = ("开办企业", "纳税", "社保")
    return [Topic.objects.create(slug=f"t{n}", name=name, position=n) for n, name in enumerate(names)]


@pytest.fixture
def question() -> Question:
    release_of()
    return Question.objects.get()


def under(question: Question) -> list[str]:
    return [topic.name for topic in question.topics.all()]


def test_a_question_is_put_under_exactly_these_topics(question: Question, topics: list[Topic]) -> None:
    business, tax, insurance = topics
    assert file(question=question, topics=[business, tax], seen=()) == Filed((business, tax))
    changed = file(question=question, topics=[tax, insurance], seen=[business.pk, tax.pk])
    assert changed == Filed((insurance,), (business,))
    assert under(question) == ["纳税", "社保"]
    assert file(question=question, topics=[], seen=[tax.pk, insurance.pk]) == Filed((), (tax, insurance))
    assert under(question) == []


def test_topics_of_other_questions_stay(question: Question, topics: list[Topic]) -> None:
    other = release_of()
    Filing.objects.create(question=Question.objects.get(release=other), topic=topics[0])
    file(question=question, topics=topics[:1], seen=())
    file(question=question, topics=[], seen=[topics[0].pk])
    assert [filing.question_id for filing in Filing.objects.all()] == [f"{other.pk}/t3"]


def test_what_somebody_else_has_filed_since_is_not_lost(question: Question, topics: list[Topic]) -> None:
    business, tax, _ = topics
    file(question=question, topics=[business], seen=())
    with pytest.raises(FilingError, match="开办企业") as caught:
        file(question=question, topics=[tax], seen=())
    assert caught.value.topics == [business]
    assert under(question) == ["开办企业"]


def test_who_changes_nothing_undoes_nothing(question: Question, topics: list[Topic]) -> None:
    business, tax, _ = topics
    file(question=question, topics=[business], seen=())
    # Shown with none and left without; chosen what somebody else has chosen too.
    assert file(question=question, topics=[], seen=()) == Filed()
    assert file(question=question, topics=[business], seen=[tax.pk]) == Filed()
    assert under(question) == ["开办企业"]


def test_a_question_that_is_public_no_more_is_not_filed(question: Question, topics: list[Topic]) -> None:
    withdraw(release_id=question.release_id, reason="有误", by="签发人")
    with pytest.raises(Question.DoesNotExist):
        file(question=question, topics=topics, seen=())
    assert Filing.objects.count() == 0
