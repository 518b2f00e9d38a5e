"""A NUL in an address: refused before any database is asked, for one of them cannot answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from releases.audit.models import Entry
from tests.audit.making import seen
from tests.desk.making import account, client_of, section

pytestmark = pytest.mark.django_db


def queries(form: admin.ModelAdmin[Any]) -> list[str]:
    """Return every parameter that a list may be asked by, holding a NUL."""
    filters = [each for each in form.list_filter if isinstance(each, str)]
    own = [str(getattr(each, "parameter_name", "nothing")) for each in form.list_filter]
    names = [f"{name}{lookup}" for name in filters for lookup in ("", "__exact", "__id__exact")]
    return [f"{name}=%00" for name in [*names, *own, "q", "o", "p", "e", "_facets", "nothing"]] + ["%00=1"]


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_no_list_of_the_desk_asks_the_database_for_a_nul(model: type[Model]) -> None:
    desk = client_of(User.objects.create_superuser("root"))
    address = f"/desk/{model._meta.app_label}/{model._meta.model_name}/"
    answers = {desk.get(f"{address}?{query}").status_code for query in queries(admin.site._registry[model])}
    assert (answers, desk.get(f"{address}?q=%2500").status_code) == ({400}, 200)


@pytest.mark.parametrize(
    "address",
    [
        "/sections/%00/",
        "/media/%00",
        "/desk/?next=%00",
        "/desk/login/?next=%00",
        "/desk/preview/%00/",
        "/desk/auth/user/%00/change/",
        "/desk/autocomplete/?term=%00",
    ],
)
def test_no_page_is_opened_by_one_either(address: str, client: Client) -> None:
    for browser in (client, client_of(User.objects.create_superuser("root"))):
        assert browser.get(address).status_code == 400


LISTED = {"words": 400, "speaker": 400, "source": 400, "year": 400, "page": 404, "section": 200, "after": 200}


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        # What a page does not know it does not look at.
        ("/", dict.fromkeys(LISTED, 200)),
        ("/people/", dict.fromkeys(LISTED, 200) | {"page": 404}),
        ("/releases/", LISTED),
        ("/sections/jdhy/xwfbh/", LISTED),
    ],
)
def test_the_publics_own_forms_refuse_it_with_a_page(
    page: str, answers: dict[str, int], client: Client
) -> None:
    section()
    assert {name: client.get(f"{page}?{name}=%00").status_code for name in answers} == answers


def test_the_refusal_is_a_page_in_chinese_under_the_policy(client: Client) -> None:
    answer = client.get("/sections/%00/")
    page = answer.content.decode()
    assert ("<h1>这个网址打不开</h1>" in page, 'href="/">回到首页<' in page) == (True, True)
    assert "default-src 'none'; script-src 'self'" in answer["Content-Security-Policy"]


def test_what_is_posted_to_one_leaves_a_row_of_whom_and_where() -> None:
    desk = client_of(account("签发"))
    before = Entry.objects.count()
    assert desk.post("/desk/desk/term/?severity=%00", {"action": "delete_selected"}).status_code == 400
    assert seen()[before:] == [
        ("user-签发", "request", "desk.term", "refused", 400, "POST desk_term_changelist")
    ]
