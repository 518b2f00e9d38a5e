from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from releases.audit.models import Action, Entry
from releases.desk import filing, roles
from releases.desk.filing import Choice, Shown
from releases.document import Kind, Paragraph, Turn
from releases.record.models import Filing, Question, Topic
from releases.record.publishing import withdraw
from tests.desk.making import account
from tests.record.making import DOCUMENT, release_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> list[Topic]:
    return [
        Topic.objects.create(slug="business", name="开办企业", words="企业开办", position=1),
        Topic.objects.create(slug="tax", name="纳税", position=2),
    ]


@pytest.fixture
def editor() -> User:
    return account(roles.EDITOR)


def told() -> list[tuple[str, str, str]]:
    rows = Entry.objects.filter(action=Action.CHANGE).order_by("number")
    return [(row.account, row.what, row.detail) for row in rows]


def test_a_question_is_shown_with_its_answer_and_its_suggestions(topics: list[Topic]) -> None:
    release_of()
    question = Question.objects.get()
    business, tax = topics
    assert filing.shown([question], topics) == [
        Shown(question, "半天之内办结。", frozenset(), frozenset({business.pk}))
    ]
    Filing.objects.create(question=question, topic=tax)
    Filing.objects.create(question=question, topic=business)
    both = frozenset({business.pk, tax.pk})
    assert filing.shown([question], topics) == [Shown(question, "半天之内办结。", both, frozenset())]


def test_what_others_of_the_conference_stand_under_is_suggested(topics: list[Topic]) -> None:
    business, tax = topics
    more = tuple(
        Turn(f"t{n}", Kind.QUESTION, None, "记者", blocks=(Paragraph(words),))
        for n, words in ((5, "有多少家？"), (6, "收费吗？"))
    )
    release_of(replace(DOCUMENT, turns=(*DOCUMENT.turns, *more)))
    first, second, third = Question.objects.order_by("position")
    Filing.objects.create(question=first, topic=tax)
    Filing.objects.create(question=second, topic=tax)
    found = filing.shown([first, second, third], topics)
    assert [each.suggested for each in found] == [{business.pk}, frozenset(), {tax.pk}]


def test_a_question_without_an_answer_or_with_a_long_one(topics: list[Topic]) -> None:
    turns = (
        Turn("t1", Kind.QUESTION, None, "记者", blocks=(Paragraph("有吗？"),)),
        Turn("t2", Kind.QUESTION, None, "记者", blocks=(Paragraph("几个？"),)),
        Turn("t3", Kind.ANSWER, "p2", "江望舒", "t2", blocks=(Paragraph("答" * 81),)),
        Turn("t4", Kind.ANSWER, "p2", "江望舒", "t2", blocks=(Paragraph("再补充。"),)),
    )
    release_of(replace(DOCUMENT, turns=turns))
    found = filing.shown(list(Question.objects.order_by("position")), topics)
    assert [each.answer for each in found] == ["", "答" * 80 + "…"]


def test_saving_files_each_and_tells_the_trail_who_did(topics: list[Topic], editor: User) -> None:
    business, tax = topics
    release_of()
    release_of()
    first, second = Question.objects.order_by("pk")
    saved = filing.save(choices=[Choice(first, [business, tax], ()), Choice(second, [], ())], by=editor)
    assert (saved.changed, saved.kept) == (1, [])
    filing.save(choices=[Choice(first, [tax], (business.pk, tax.pk))], by=editor)
    what = f"record.question:{first.pk}"
    assert told() == [
        (editor.username, what, "归入“开办企业”“纳税”"),
        (editor.username, what, "移出“开办企业”"),
    ]


def test_what_somebody_else_has_filed_is_told_and_the_others_are_saved(
    topics: list[Topic], editor: User
) -> None:
    business, tax = topics
    release_of()
    release_of()
    first, second = Question.objects.order_by("pk")
    Filing.objects.create(question=first, topic=business)
    choices = [Choice(first, [tax], ()), Choice(second, [tax], ())]
    saved = filing.save(choices=choices, by=editor)
    assert (saved.changed, saved.kept) == (1, [(choices[0], [business])])
    assert list(Filing.objects.order_by("question").values_list("question", "topic")) == [
        (first.pk, business.pk),
        (second.pk, tax.pk),
    ]
    assert [what for _, what, _ in told()] == [f"record.question:{second.pk}"]


def test_what_was_withdrawn_a_moment_ago_keeps_nothing_else_from_being_saved(
    topics: list[Topic], editor: User
) -> None:
    gone, other = release_of(), release_of()
    choices = [Choice(question, topics[:1], ()) for question in Question.objects.order_by("pk")]
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    saved = filing.save(choices=choices, by=editor)
    assert (saved.changed, saved.kept) == (1, [])
    assert [row.question_id for row in Filing.objects.all()] == [f"{other.pk}/t3"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_as_many_queries_however_many_it_shows(
    topics: list[Topic], count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        release_of()
    questions = list(Question.objects.prefetch_related("topics"))
    with django_assert_num_queries(2):
        assert len(filing.shown(questions, topics)) == count


def test_topics_are_named_in_a_sentence(topics: list[Topic]) -> None:
    assert (filing.named(topics), filing.named([])) == ("“开办企业”“纳税”", "没有主题")
