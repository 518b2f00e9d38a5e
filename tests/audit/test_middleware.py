"""Which requests leave a row, and what it says."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path

import portal.urls
from releases.audit.chain import append
from releases.audit.middleware import TYPING, WATCHED
from releases.audit.models import Action, Entry
from releases.desk import sharing
from releases.desk.enclosures import keep
from releases.desk.models import Conference
from releases.record.media import attachment_name
from tests.audit.making import seen
from tests.desk.making import account, client_of, form_data, ready

pytestmark = pytest.mark.django_db


@transaction.atomic
def fails(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view's own)
    """Append, and then fail."""
    append(by=None, action=Action.STEP)
    raise ZeroDivisionError


urlpatterns = [path("desk/fails/", fails, name="fails"), *portal.urls.urlpatterns]
handler500 = "releases.record.views.errors.server_error"


@pytest.fixture
def conference() -> Conference:
    return ready()


def test_every_name_that_is_told_apart_is_an_address_of_the_desk() -> None:
    admin = get_resolver().namespace_dict["admin"][1]
    assert {*WATCHED, *TYPING} - {name for name in admin.reverse_dict if isinstance(name, str)} == set()


def test_a_post_leaves_a_row_beside_what_the_verb_says(conference: Conference) -> None:
    user = account("签发")
    desk = client_of(user)
    address = f"/desk/desk/conference/{conference.pk}/publish/"
    data = form_data(desk.get(address).content.decode())
    before = Entry.objects.count()
    assert desk.post(address, data, REMOTE_ADDR="192.0.2.7").status_code == 302
    what = f"desk.conference:{conference.pk}"
    assert seen()[before:] == [
        ("user-签发", "step", what, "ok", None, "首次发布（20260329-1 第 1 版）"),
        ("user-签发", "request", what, "ok", 302, "POST desk_conference_publish"),
    ]
    rows = Entry.objects.filter(number__gt=before)
    assert {(row.actor, row.address) for row in rows} == {(user.pk, "192.0.2.7")}


@pytest.mark.parametrize(
    ("role", "address", "method", "status"),
    [
        ("审计", "/desk/desk/conference/{pk}/publish/", "post", 403),
        ("签发", "/desk/desk/conference/{pk}/preview/", "post", 405),
        ("签发", "/desk/desk/conference/{pk}/publish/", "put", 405),
        ("签发", "/desk/desk/conference/999999/publish/", "post", 404),
        ("签发", "/desk/nowhere/", "delete", 404),
    ],
)
def test_refused_requests_leave_a_row(
    conference: Conference, role: str, address: str, method: str, status: int
) -> None:
    desk = client_of(account(role))
    before = Entry.objects.count()
    assert getattr(desk, method)(address.format(pk=conference.pk)).status_code == status
    rows = [(row[0], row[1], row[3], row[4]) for row in seen()[before:]]
    assert rows == [(f"user-{role}", "request", "refused", status)]


def test_a_missing_csrf_token_leaves_a_row(conference: Conference) -> None:
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(account("签发"))
    before = Entry.objects.count()
    assert desk.post(f"/desk/desk/conference/{conference.pk}/publish/").status_code == 403
    what = f"desk.conference:{conference.pk}"
    assert seen()[before:] == [("user-签发", "request", what, "refused", 403, "POST desk_conference_publish")]


@pytest.mark.urls("tests.audit.test_middleware")
def test_a_row_outlives_the_transaction_of_a_view_that_fails(client: Client) -> None:
    client.raise_request_exception = False
    assert client.post("/desk/fails/").status_code == 500
    assert seen() == [("", "request", "", "failed", 500, "POST fails")]


def test_nothing_posted_is_kept(conference: Conference) -> None:
    desk = client_of(account("签发"))
    desk.post(f"/desk/desk/conference/{conference.pk}/withdraw/", {"reason": "绝密理由", "password": "绝密"})
    desk.post("/desk/login/", {"username": "u", "password": "绝密口令"})
    desk.post("/desk/绝密/?q=绝密")
    assert [row.row() for row in Entry.objects.all() if "绝密" in str(row.row())] == []


def test_somebody_not_logged_in_is_refused_however_kindly(client: Client, conference: Conference) -> None:
    before = Entry.objects.count()
    assert client.post(f"/desk/desk/conference/{conference.pk}/publish/").status_code == 302
    assert client.get(f"/desk/desk/conference/{conference.pk}/preview/").status_code == 302
    assert [(row[0], row[3], row[4]) for row in seen()[before:]] == [("", "refused", 302)] * 2


def test_previews_leave_a_row_and_other_pages_and_their_pictures_none(conference: Conference) -> None:
    desk = client_of(account("审计"))
    before = Entry.objects.count()
    base = f"/desk/desk/conference/{conference.pk}/"
    page = desk.get(f"{base}preview/").content.decode()
    name = page.split(f"{base}files/", 1)[1].partition('"')[0].partition(" ")[0]
    # Read to the end: closing a file early closes the connection too.
    assert b"".join(desk.get(f"{base}files/{name}")) != b""
    for quiet in ("/desk/", "/desk/desk/conference/", f"{base}change/", "/desk/nowhere/", "/"):
        desk.get(quiet)
    what = f"desk.conference:{conference.pk}"
    assert seen()[before:] == [("user-审计", "view", what, "ok", 200, "GET desk_conference_preview")]


def test_files_leave_a_row_whoever_is_handed_them(conference: Conference) -> None:
    kept = keep(b"%PDF-1.7 .", "方案.pdf")
    conference.attachments.create(
        number=1, file_name=kept.file, media_type=kept.media_type, size=kept.size, digest=kept.digest
    )
    name = attachment_name(kept.digest, kept.file)
    link = sharing.share(conference=conference, by=account("撰稿"), note="王科长", hours=1)
    token = sharing.token_of(link)
    desk = client_of(account("审计"))
    before = Entry.objects.count()
    assert b"".join(desk.get(f"/desk/desk/conference/{conference.pk}/files/{name}")) == b"%PDF-1.7 ."
    assert desk.get(f"/desk/desk/conference/{conference.pk}/files/none.pdf").status_code == 404
    assert b"".join(Client().get(f"/desk/preview/{token}/files/{name}")) == b"%PDF-1.7 ."
    what = f"desk.conference:{conference.pk}"
    assert seen()[before:] == [
        ("user-审计", "download", what, "ok", 200, f"GET desk_conference_file {name}"),
        ("user-审计", "download", what, "refused", 404, "GET desk_conference_file none.pdf"),
        ("", "download", "", "ok", 200, f"GET shared_file {name}"),
    ]


def test_typing_leaves_a_row_only_where_it_is_refused(conference: Conference) -> None:
    editor, auditor = client_of(account("撰稿")), client_of(account("审计"))
    base = f"/desk/desk/conference/{conference.pk}/"
    draft = {"page": "form", "revision": conference.revision, "entries": {"title": "新题目"}}
    before = Entry.objects.count()
    for desk, status in ((editor, 200), (auditor, 403)):
        answer = desk.post(f"{base}draft/", draft, content_type="application/json")
        assert answer.status_code == status
    what = f"desk.conference:{conference.pk}"
    assert seen()[before:] == [("user-审计", "request", what, "refused", 403, "POST desk_conference_draft")]


def test_requests_outside_the_desk_leave_none(client: Client) -> None:
    client.post("/")
    client.post("/releases/")
    assert seen() == []


def test_addresses_without_an_object_name_none() -> None:
    user = User.objects.create_superuser("root")
    desk = client_of(user)
    before = Entry.objects.count()
    desk.post("/desk/password_change/", {})
    desk.post("/desk/nowhere/", {})
    desk.post(f"/desk/auth/user/{user.pk}/password/", {})
    desk.post("/desk/auth/user/add/", {})
    assert [row[2] for row in seen()[before:]] == ["", "", f"auth.user:{user.pk}", "auth.user"]
