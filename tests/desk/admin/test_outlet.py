"""The list of outlets in the admin."""

from __future__ import annotations

import re

import pytest

from releases.audit.models import Entry
from releases.desk.models import Outlet
from tests.desk.giving import given, outlet
from tests.desk.making import CLEAN, account, client_of, ready

pytestmark = pytest.mark.django_db


def test_an_outlet_is_added_and_switched_off_with_a_trail() -> None:
    client = client_of(account("签发"))
    data = {"name": "江畔日报", "contact": "李编辑", "accredited": "on"}
    client.post("/desk/desk/outlet/add/", data)
    added = Outlet.objects.get()
    assert (added.name, added.contact, added.accredited) == ("江畔日报", "李编辑", True)
    client.post(f"/desk/desk/outlet/{added.pk}/change/", {**data, "accredited": ""})
    added.refresh_from_db()
    assert added.accredited is False
    told = Entry.objects.filter(what=f"desk.outlet:{added.pk}").exclude(action="request").order_by("number")
    assert list(told.values_list("action", "detail")) == [
        ("add", "新增"),
        ("change", "修改：可以提前供稿"),
    ]


def test_what_was_given_something_cannot_be_deleted() -> None:
    given(ready(text=CLEAN, photo=""))
    client = client_of(account("签发"))
    response = client.post(f"/desk/desk/outlet/{outlet().pk}/delete/", {"post": "yes"})
    assert re.findall(r"<h1>(.*?)</h1>", response.content.decode()) != []
    assert Outlet.objects.count() == 1
    unused = outlet("乙报")
    client.post(f"/desk/desk/outlet/{unused.pk}/delete/", {"post": "yes"})
    assert [each.name for each in Outlet.objects.all()] == ["江畔日报"]
