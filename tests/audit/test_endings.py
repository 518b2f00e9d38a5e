"""How a request ended, which its status alone does not say: a page may be the form again, or what was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client

from releases.audit.models import Entry
from releases.desk.models import Conference, Term
from tests.accounts.making import aged, code_of, enrolled, member, verified
from tests.audit.making import seen
from tests.desk.making import account, client_of, form_data, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference() -> Conference:
    return ready()


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("签发", "/desk/desk/conference/{pk}/publish/"),
        ("签发", "/desk/desk/conference/{pk}/withdraw/"),
        ("签发", "/desk/desk/conference/{pk}/emergency/"),
        ("签发", "/desk/desk/conference/{pk}/links/"),
        ("签发", "/desk/desk/conference/{pk}/photos/"),
        ("签发", "/desk/desk/conference/{pk}/review/"),
        ("签发", "/desk/desk/conference/{pk}/change/"),
        ("签发", "/desk/desk/conference/import/"),
        ("签发", "/desk/desk/term/add/"),
        ("签发", "/desk/desk/conference/{pk}/history/"),
        ("管理员", "/desk/auth/user/add/"),
        ("管理员", "/desk/auth/user/{user}/change/"),
        ("管理员", "/desk/auth/user/{user}/password/"),
        ("管理员", "/desk/password_change/"),
        ("管理员", "/desk/login/"),
        ("管理员", "/desk/"),
    ],
)
def test_a_form_shown_again_was_refused(conference: Conference, role: str, address: str) -> None:
    desk, other = client_of(account(role)), account("审计")
    before = Entry.objects.count()
    assert desk.post(address.format(pk=conference.pk, user=other.pk), {"onto": "0"}).status_code == 200
    assert [(row[0], row[1], row[3], row[4]) for row in seen()[before:]] == [
        (f"user-{role}", "request", "refused", 200)
    ]


@pytest.mark.parametrize(
    ("role", "address", "data", "status", "why"),
    [
        ("撰稿", "take-back", {}, 302, "没有在审核中，不能取回。"),
        ("签发", "withdraw", {"reason": "有误"}, 200, "只有已发布的发布会才能撤回。"),
        ("签发", "emergency/confirm", {}, 200, "没有等待确认的紧急发布，或者内容在申请之后有改动。"),
    ],
)
def test_a_step_that_is_refused_says_why_and_of_what(
    conference: Conference, role: str, address: str, data: Mapping[str, str], status: int, why: str
) -> None:
    desk = client_of(account(role))
    before = Entry.objects.count()
    response = desk.post(f"/desk/desk/conference/{conference.pk}/{address}/", data)
    assert response.status_code == status
    step, request = Entry.objects.order_by("number")[before:]
    assert (step.action, step.result, step.detail, step.what, step.account) == (
        "step",
        "refused",
        why,
        f"desk.conference:{conference.pk}",
        f"user-{role}",
    )
    assert (request.action, request.result, request.status) == ("request", "refused", status)


def answered(desk: Client, address: str, data: Mapping[str, object]) -> list[tuple[str, str, int | None]]:
    """Return how the rows end that a page leaves, which a post is answered with."""
    before = Entry.objects.count()
    assert desk.post(address, data).status_code == 200
    return [(row[1], row[3], row[4]) for row in seen()[before:]]


def test_a_page_that_shows_what_was_done_was_not_refused() -> None:
    user, device, _ = enrolled()
    desk = verified(user, device)
    assert answered(desk, "/desk/account/recovery-codes/", {}) == [
        ("step", "ok", None),
        ("request", "ok", 200),
    ]
    root = client_of(User.objects.create_superuser("root"))
    added = {"name": "李木", "_popup": "1"}
    assert answered(root, "/desk/desk/person/add/", added) == [("add", "ok", None), ("request", "ok", 200)]
    assert answered(desk, "/desk/logout/", {}) == [("logout", "ok", None), ("request", "ok", 200)]


def test_a_device_is_bound_or_not() -> None:
    user = member()
    desk = client_of(user)
    page = form_data(desk.get("/desk/account/enrol/").content.decode())
    assert answered(desk, "/desk/account/enrol/", {**page, "code": "x"}) == [("request", "refused", 200)]
    key = signing.loads(page["key"], salt=f"accounts.enrolment.{user.pk}")
    rows = answered(desk, "/desk/account/enrol/", {**page, "code": code_of(key)})
    assert rows == [("step", "ok", None), ("step", "ok", None), ("request", "ok", 200)]


def test_a_refused_code_is_refused_in_both_rows() -> None:
    user, _, _ = enrolled()
    for typed in ({"code": "x"}, {"recovery": "x"}):
        assert answered(client_of(user), "/desk/account/verify/", typed) == [
            ("login-failed", "refused", None),
            ("request", "refused", 200),
        ]


def test_a_session_that_is_over_and_a_wrong_password_end_as_refused() -> None:
    member()
    desk = client_of(member("chen"))
    aged(desk, started=timedelta(days=1))
    assert answered(desk, "/desk/login/", {"username": "zhou", "password": "wrong"}) == [
        ("logout", "ok", None),
        ("login-failed", "refused", None),
        ("request", "refused", 200),
    ]


def test_the_question_before_several_are_deleted_is_no_refusal() -> None:
    term = Term.objects.create(wrong="甲甲甲")
    chosen = {"action": "delete_selected", "_selected_action": [term.pk]}
    assert answered(client_of(account("签发")), "/desk/desk/term/", chosen) == [("request", "ok", 200)]


def test_an_export_by_post_was_handed_out() -> None:
    desk = client_of(account("审计"))
    before = Entry.objects.count()
    assert b"".join(desk.post("/desk/audit/entry/export/")) != b""
    assert [(row[1], row[3], row[4]) for row in seen()[before:]] == [("request", "ok", 200)]
