"""Appending to the trail."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from releases.audit import export
from releases.audit.address import coming_from
from releases.audit.chain import append
from releases.audit.models import Action, Entry, Result, hash_of
from releases.audit.verify import verify
from tests.audit.making import NOON, three

pytestmark = pytest.mark.django_db


def test_append_writes_every_field() -> None:
    user = User.objects.create_user("wang")
    entry = append(
        by=user,
        action=Action.CHANGE,
        what=user,
        result=Result.FAILED,
        status=500,
        detail="修改：姓名",
        address="192.0.2.7",
        at=NOON,
    )
    assert Entry.objects.get().row() == {
        "number": 1,
        "at": "2026-04-01T04:00:00.000000+00:00",
        "actor": user.pk,
        "account": "wang",
        "address": "192.0.2.7",
        "action": "change",
        "what": f"auth.user:{user.pk}",
        "label": "wang",
        "result": "failed",
        "status": 500,
        "detail": "修改：姓名",
        "previous": "",
    }
    assert (str(entry), entry.hash) == ("1 修改 wang", hash_of(Entry.objects.get().row()))


def test_append_binds_each_row_to_the_one_before() -> None:
    first, second, third = three()
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert (first.previous, second.previous, third.previous) == ("", first.hash, second.hash)
    assert len({first.hash, second.hash, third.hash}) == 3


def test_nobody_is_nobody() -> None:
    append(by=AnonymousUser(), action=Action.REQUEST)
    append(by=None, account="命令行", action=Action.STEP)
    rows = Entry.objects.order_by("number").values_list("actor", "account")
    assert list(rows) == [(None, ""), (None, "命令行")]


def test_a_row_outlives_its_account() -> None:
    user = User.objects.create_user("wang")
    append(by=user, action=Action.LOGIN)
    number = user.pk
    user.delete()
    assert list(Entry.objects.values_list("actor", "account")) == [(number, "wang")]


def test_rows_bear_the_address_of_the_request_that_is_answered() -> None:
    with coming_from("192.0.2.7"):
        append(by=None, action=Action.STEP)
        append(by=None, action=Action.STEP, address="192.0.2.8")
    append(by=None, action=Action.STEP)
    rows = Entry.objects.order_by("number").values_list("address", flat=True)
    assert list(rows) == ["192.0.2.7", "192.0.2.8", ""]


def test_what_no_database_holds_is_replaced_and_what_is_too_long_is_cut() -> None:
    name = "a\x00\ud800" + "王" * 200
    append(by=None, account=name, action=Action.STEP, detail="b\x00\ud800", what="x" * 200)
    entry = Entry.objects.get()
    assert (entry.account, entry.detail, entry.what) == ("a\ufffd?" + "王" * 147, "b\ufffd?", "x" * 100)
    assert verify(export.rows()).fault == ""


def fail_after_appending() -> None:
    with transaction.atomic():
        append(by=None, action=Action.STEP)
        raise ZeroDivisionError


def test_what_is_undone_leaves_no_gap() -> None:
    three()
    with pytest.raises(ZeroDivisionError):
        fail_after_appending()
    assert append(by=None, action=Action.STEP).number == 4
    assert verify(export.rows()).last.number == 4


def test_append_takes_a_lock_and_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    three()
    with django_assert_num_queries(3):
        append(by=None, action=Action.STEP)
