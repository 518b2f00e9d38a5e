from __future__ import annotations

from datetime import date

import pytest
from django import forms
from django.forms import inlineformset_factory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertHTMLEqual

from releases.desk.forms.choices import PlainSelect
from releases.desk.forms.turn import LinesField, TurnForm, TurnFormSet
from releases.desk.models import Conference, Turn, TurnKind

_Turns = inlineformset_factory(Conference, Turn, form=TurnForm, formset=TurnFormSet, extra=0)


@pytest.mark.parametrize("sent", ["甲\n乙", "甲\r\n乙", "甲\r乙"])
def test_line_ends_of_a_browser_are_no_change(sent: str) -> None:
    field = LinesField()
    assert field.clean(sent) == "甲\n乙"
    assert not field.has_changed("甲\n乙", sent)
    assert field.has_changed("甲\n丙", sent)


@pytest.fixture
def long(db: None) -> Conference:  # noqa: ARG001  (the database)
    """Return a conference of 60 questions, each with its answer after it."""
    conference = Conference.objects.create(title="长发布会")
    for number in range(1, 121, 2):
        question = Turn.objects.create(
            conference=conference, number=number, order=number, kind=TurnKind.QUESTION, label="记者"
        )
        Turn.objects.create(
            conference=conference, number=number + 1, order=number + 1, kind=TurnKind.ANSWER, answers=question
        )
    return conference


def offered(form: TurnForm) -> list[str]:
    return [label.partition(" ")[0] for _, label in form.fields["answers"].choices][1:]  # type: ignore[attr-defined]


def data_of(conference: Conference, **changes: str) -> dict[str, str]:
    data = {"turns-TOTAL_FORMS": "120", "turns-INITIAL_FORMS": "120"}
    for index, row in enumerate(conference.turns.all()):
        own = {"id": row.pk, "order": row.order, "kind": row.kind, "label": row.label, "body": row.body}
        own["answers"] = row.answers_id or ""
        data |= {f"turns-{index}-{name}": str(value) for name, value in own.items()}
    return data | changes


def test_a_turn_offers_the_questions_around_it_and_the_one_it_answers(long: Conference) -> None:
    first = long.turns.get(number=1)
    long.turns.filter(number=120).update(answers=first)
    forms = _Turns(instance=long).forms
    assert offered(forms[1]) == ["t1", "t3", "t5", "t7", "t9", "t11"]
    assert offered(forms[79]) == [f"t{number}" for number in range(41, 91, 2)]
    assert offered(forms[119]) == ["t1", *(f"t{number}" for number in range(81, 121, 2))]


def test_a_turn_may_answer_a_question_far_away(long: Conference) -> None:
    far = str(long.turns.get(number=119).pk)
    turns = _Turns(data_of(long, **{"turns-1-answers": far, "turns-3-kind": "statement"}), instance=long)
    assert not turns.is_valid()
    assert f'<option value="{far}" selected>' in str(turns.forms[1]["answers"])
    turns = _Turns(data_of(long, **{"turns-1-answers": far}), instance=long)
    assert turns.is_valid()
    turns.save()
    assert long.turns.get(number=2).answers_id == int(far)


def test_turns_that_nobody_touched_cost_no_queries(
    long: Conference, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    turns = _Turns(data_of(long, **{"turns-1-body": "改过"}), instance=long)
    list(turns.get_queryset())
    with django_assert_num_queries(12):
        assert turns.is_valid()
    assert [form.has_changed() for form in turns.forms].count(True) == 1


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        (
            {"turns-1-due": "2026-04-15"},
            "due",
            "只有“提问”才有会后答复期限，请清空，或把类型改为“提问”。",
        ),
        ({"turns-0-due": "2026-03-28"}, "due", "会后答复期限早于举行日期 2026-03-29，请核对。"),
        (
            {"turns-1-given_on": "2026-04-01", "turns-1-answers": ""},
            "given_on",
            "有书面答复日期的，要选“回答的提问”；不是书面答复的，请清空。",
        ),
        ({"turns-1-given_on": "2026-03-28"}, "given_on", "书面答复日期早于举行日期 2026-03-29，请核对。"),
        ({"turns-1-given_on": "9999-12-31"}, "given_on", "书面答复日期在今天之后，请核对。"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(
    long: Conference, typed: dict[str, str], field: str, message: str
) -> None:
    long.held_day = date(2026, 3, 29)
    turns = _Turns(data_of(long, **typed), instance=long)
    index = int(next(iter(typed)).split("-")[1])
    assert not turns.is_valid()
    assert turns.errors[index] == {field: [message]}
    assert str(turns.forms[index][field]).count(f'value="{next(iter(typed.values()))}"') == 1


@pytest.mark.parametrize("held", [None, date(2026, 3, 29)])
def test_days_of_an_answer_left_for_later_are_saved(long: Conference, held: date | None) -> None:
    long.held_day = held
    today = timezone.localdate()
    typed = {"turns-0-due": "2026-03-29", "turns-1-given_on": str(today)}
    turns = _Turns(data_of(long, **typed), instance=long)
    assert turns.is_valid()
    turns.save()
    first, second = long.turns.all()[:2]
    assert (first.due, first.given_on) == (date(2026, 3, 29), None)
    assert (second.due, second.given_on) == (None, today)


def test_a_day_is_asked_for_by_the_browser_itself(long: Conference) -> None:
    long.turns.filter(number=1).update(due=date(2026, 4, 15))
    field = _Turns(instance=long).forms[0]["due"]
    assert str(field) == (
        '<input type="date" name="turns-0-due" value="2026-04-15"'
        ' aria-describedby="id_turns-0-due_helptext" id="id_turns-0-due">'
    )


def test_another_conferences_turn_is_refused(long: Conference) -> None:
    other = Turn.objects.create(conference=Conference.objects.create(), number=1, body="别人的")
    turns = _Turns(data_of(long, **{"turns-0-id": str(other.pk), "turns-0-body": "改"}), instance=long)
    assert not turns.is_valid()
    assert list(turns.errors[0]) == ["id"]


def test_a_plain_select_writes_what_djangos_writes() -> None:
    choices = [("", "（无）"), ("1", "<甲>"), ("2", "乙")]
    plain, stock = (each(choices=choices, attrs={"class": "x"}) for each in (PlainSelect, forms.Select))
    for value in ("1", 2, None, ""):
        assertHTMLEqual(plain.render("a", value, {"id": "i"}), stock.render("a", value, {"id": "i"}))
