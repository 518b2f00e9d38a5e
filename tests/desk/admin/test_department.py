from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from lxml import html

from releases.desk import roles
from releases.desk.admin import department as admin
from releases.document import Kind, Turn
from releases.record.models import Department, Question
from tests.desk.making import account, client_of, form_data
from tests.record.making import DOCUMENT, release_of

pytestmark = pytest.mark.django_db
LIST = "/desk/record/department/"


@pytest.fixture
def desk() -> Client:
    release_of(replace(DOCUMENT, turns=(*DOCUMENT.turns, Turn("t5", Kind.ANSWER, "p3", "白砚", "t3"))))
    return client_of(account(roles.PUBLISHER))


def answered() -> list[str]:
    return [department.slug for department in Question.objects.get().departments.all()]


def listed(page: str, field: str) -> list[str]:
    """Return the lines of one of the page's lists, or its only sentence."""
    tree: Any = html.document_fromstring(page)  # the stubs know no elements of HTML
    (cell,) = tree.find_class(f"field-{field}")
    (shown,) = cell.find_class("readonly")
    return [item.text_content() for item in shown.iter("li")] or [shown.text_content()]


def test_what_is_saved_is_told_of_every_release(desk: Client) -> None:
    data = form_data(desk.get(f"{LIST}add/").content.decode())
    typed = {"name": "市审批局", "slug": "approval", "other_names": "市行政审批局"}
    assert desk.post(f"{LIST}add/", {**data, **typed}).status_code == 302
    assert answered() == ["approval"]
    where = f"{LIST}{Department.objects.get().pk}/change/"
    data = form_data(desk.get(where).content.decode())
    assert desk.post(where, {**data, "other_names": ""}).status_code == 302
    assert answered() == []


def test_what_is_deleted_leaves_its_words_to_a_shorter_name(desk: Client) -> None:
    for slug, name in (("tax", "市税务局"), ("office", "市税务局副局")):
        data = form_data(desk.get(f"{LIST}add/").content.decode())
        desk.post(f"{LIST}add/", {**data, "name": name, "slug": slug})
    assert answered() == ["office"]
    longer = Department.objects.get(slug="office")
    page = desk.get(f"{LIST}{longer.pk}/delete/").content.decode()
    assert "Passage_departments" not in page
    assert "Question_departments" not in page
    assert desk.post(f"{LIST}{longer.pk}/delete/", {"post": "yes"}).status_code == 302
    assert answered() == ["tax"]


def test_the_page_shows_whose_positions_are_meant_and_which_are_nobodys(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.get(f"{LIST}add/").content.decode()
    assert listed(page, "matching") == ["还没有。"]
    nobodys = ["市行政审批局局长（2 次）", "市税务局副局长（1 次）"]
    assert listed(page, "unmatched") == nobodys
    monkeypatch.setattr(admin, "MOST", 1)
    assert listed(desk.get(f"{LIST}add/").content.decode(), "unmatched") == nobodys[:1]
    for slug, name in (("approval", "市行政审批局"), ("tax", "市税务局")):
        Department.objects.create(slug=slug, name=name)
    page = desk.get(f"{LIST}{Department.objects.get(slug='tax').pk}/change/").content.decode()
    assert listed(page, "matching") == ["市税务局副局长（1 次）"]
    assert listed(page, "unmatched") == ["没有。"]
