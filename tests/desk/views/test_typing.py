"""Words kept and checked while somebody types: nothing is written in the conference by either."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from releases.desk import drafts
from releases.desk.freeze import freeze
from releases.desk.models import Authorship, Conference, Draft, Person, Turn
from tests.desk.making import TRANSCRIPT, account, client_of, form_data, photo_bytes, ready, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return account("撰稿")


@pytest.fixture
def desk(editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def conference() -> Conference:
    return ready(photo="")


def address(conference: Conference, page: str) -> str:
    return f"/desk/desk/conference/{conference.pk}/{page}/"


def opened(desk: Client, conference: Conference, page: str) -> dict[str, Any]:
    return form_data(desk.get(address(conference, page)).content.decode())


def send(desk: Client, conference: Conference, **sent: object) -> Any:  # noqa: ANN401  (the test client's answer)
    body = {
        "page": "review",
        "revision": conference.revision,
        "entries": {"turns-1-body": "写到一半"},
        **sent,
    }
    return desk.post(address(conference, "draft"), json.dumps(body), content_type="application/json")


def test_a_draft_is_kept_and_leaves_no_trace(desk: Client, editor: User, conference: Conference) -> None:
    before = (freeze(conference), Conference.objects.values().get())
    response = send(desk, conference)
    row = Draft.objects.get()
    assert (row.user, row.page, row.entries) == (editor, "review", {"turns-1-body": "写到一半"})
    assert re.fullmatch(r"\d\d:\d\d", response.json()["saved"])
    assert (freeze(Conference.objects.get()), Conference.objects.values().get()) == before
    assert not LogEntry.objects.filter(user=editor).exists()
    assert not Authorship.objects.exists()
    assert send(desk, conference, entries={}).json() == {"saved": ""}
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("page", "name"), [("change", "turns-1-body"), ("review", "turns-1-body"), ("change", "title")]
)
def test_a_kept_draft_is_shown_to_its_writer_alone(
    desk: Client, conference: Conference, page: str, name: str
) -> None:
    kept = "form" if page == "change" else page
    send(desk, conference, page=kept, entries={name: "<b>写到一半</b>"})
    shown = desk.get(address(conference, page)).content.decode()
    assert f'data-name="{name}"' in shown
    assert "&lt;b&gt;写到一半&lt;/b&gt;</textarea>" in shown
    other = "review" if page == "change" else "change"
    assert "写到一半" not in desk.get(address(conference, other)).content.decode()
    assert "写到一半" not in client_of(account("签发")).get(address(conference, page)).content.decode()


@pytest.mark.parametrize("page", ["change", "review"])
def test_saving_lets_the_draft_of_the_page_go(
    desk: Client, editor: User, conference: Conference, page: str
) -> None:
    for each in ("form", "review"):
        Draft.objects.create(conference=conference, user=editor, page=each, revision=1, entries={})
    other = Draft.objects.create(
        conference=conference, user=account("签发"), page="form", revision=1, entries={}
    )
    data = opened(desk, conference, page)
    assert desk.post(address(conference, page), {**data, "turns-3-kind": "statement"}).status_code == 200
    assert Draft.objects.count() == 3
    assert desk.post(address(conference, page), data).status_code == 302
    left = {"change": "review", "review": "form"}[page]
    assert {(row.user, row.page) for row in Draft.objects.all()} == {(editor, left), (other.user, "form")}


@pytest.mark.parametrize(("page", "back"), [("form", "change"), ("review", "review"), ("x", "change")])
def test_a_button_lets_a_draft_go(desk: Client, conference: Conference, page: str, back: str) -> None:
    send(desk, conference)
    response = desk.post(address(conference, "draft"), {"discard": page})
    assert (response.status_code, response["Location"]) == (302, address(conference, back))
    assert Draft.objects.exists() == (page != "review")


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "null",
        "{}",
        "\xff",
        "[" * 100_000,
        '{"page": "review", "revision": -1, "entries": {"turns-1-body": "字"}}',
        '{"page": "review", "revision": 2147483648, "entries": {"turns-1-body": "字"}}',
        '{"page": "review", "revision": "x", "entries": {"turns-1-body": "字"}}',
        '{"page": "review", "revision": 1, "entries": ["turns-1-body"]}',
        '{"page": "review", "revision": 1e999, "entries": {"turns-1-body": "字"}}',
        '{"page": "review", "revision": 1, "entries": {"title": "字"}}',
        '{"page": "review", "revision": 1, "entries": {"turns-1-body": 1}}',
        '{"page": ["review"], "revision": 1, "entries": {"turns-1-body": "字"}}',
    ],
)
def test_what_is_no_draft_is_refused(desk: Client, conference: Conference, body: str) -> None:
    data = body.encode("latin-1" if body == "\xff" else "utf-8")
    response = desk.post(address(conference, "draft"), data, content_type="application/json")
    assert (response.status_code, list(response.json())) == (400, ["message"])
    assert not Draft.objects.exists()


def test_a_draft_has_a_largest_size(
    desk: Client, conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MAX_BYTES", 200)
    assert send(desk, conference).status_code == 200
    response = send(desk, conference, entries={"turns-1-body": "长" * 100})
    assert (response.status_code, response.json()) == (413, {"message": "内容太多，不能自动保存。"})
    assert Draft.objects.get().entries == {"turns-1-body": "写到一半"}


@pytest.mark.parametrize("page", ["draft", "check"])
def test_only_who_may_edit_asks(conference: Conference, page: str, desk: Client) -> None:
    auditor = client_of(account("审计"))
    assert auditor.post(address(conference, page), {"discard": "form"}).status_code == 403
    assert Client().post(address(conference, page), {}).status_code == 302
    assert desk.get(address(conference, page)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="user-撰稿"))
    assert strict.post(address(conference, page), {}).status_code == 403
    looking = User.objects.create_user("n", is_staff=True)
    looking.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    assert 'id="desk-typing"' not in client_of(looking).get(address(conference, "change")).content.decode()


def checked(desk: Client, conference: Conference, page: str, data: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the address and the words of each finding."""
    name = "form" if page == "change" else page
    response = desk.post(f"{address(conference, 'check')}?page={name}", data)
    assert response.status_code == 200
    text = response.content.decode()
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', text)
    assert f'data-count="{len(found)}"' in text
    return found


@pytest.mark.parametrize("page", ["change", "review"])
def test_a_finding_about_typed_words_leads_to_their_field(
    desk: Client, conference: Conference, page: str
) -> None:
    data = opened(desk, conference, page)
    before = checked(desk, conference, page, data)
    typed = {**data, "turns-1-body": "发布会定于下午16:00举行。"}
    fresh = [each for each in checked(desk, conference, page, typed) if each not in before]
    assert [place for place, _ in fresh] == ["#id_turns-1-body"]
    assert "16:00" in fresh[0][1]


def test_checking_writes_nothing(desk: Client, conference: Conference) -> None:
    conference = ready(text=TRANSCRIPT.replace("清水", "净水"))
    data = opened(desk, conference, "change")
    new = {
        "turns-TOTAL_FORMS": str(int(data["turns-TOTAL_FORMS"]) + 1),
        f"turns-{data['turns-TOTAL_FORMS']}-kind": "statement",
        f"turns-{data['turns-TOTAL_FORMS']}-body": "新的一段，共合国。",
        "participants-TOTAL_FORMS": "4",
        "participants-3-name": "全新的人",
        "participants-3-role": "attendee",
        "participants-0-person": "new",
        "title": "",
        "turns-1-DELETE": "on",
        "photos-0-alt": "",
    }
    tables = [
        Conference.objects,
        Turn.objects,
        Person.objects,
        Draft.objects,
        LogEntry.objects,
        Authorship.objects,
    ]
    before = [list(rows.order_by("pk").values()) for rows in tables]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = checked(desk, conference, "change", {**data, **new})
    assert [
        q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "(SELECT", "SAVEPOINT", "RELEASE"))
    ] == []
    assert [list(rows.order_by("pk").values()) for rows in tables] == before
    places = [place for place, _ in found]
    assert {"#id_title", "#id_photos-0-alt", f"#id_turns-{data['turns-TOTAL_FORMS']}-body"} <= set(places)


def test_a_row_typed_away_is_nobodys_any_more(desk: Client, conference: Conference) -> None:
    data = opened(desk, conference, "change")
    gone = {**data, "participants-0-DELETE": "on", "turns-2-DELETE": "on"}
    assert "#id_turns-3-body" in [place for place, _ in checked(desk, conference, "change", gone)]
    contradictory = {**data, "turns-2-kind": "statement"}
    assert checked(desk, conference, "change", contradictory) == [
        ("#id_turns-3-body", "发言 t4 回答的 t3 不是提问。")
    ]


def test_mistakes_and_files_to_come_do_not_stop_the_check(desk: Client, conference: Conference) -> None:
    data = opened(desk, conference, "change")
    before = checked(desk, conference, "change", data)
    wrong = {
        "held_day": "不是日子",
        "turns-0-order": "x",
        "turns-1-DELETE": "",
        "photos-TOTAL_FORMS": "1",
        "photos-0-alt": "要上传的",
        "turns-TOTAL_FORMS": "6",
        "turns-5-kind": "statement",
    }
    assert checked(desk, conference, "change", {**data, **wrong}) == before
    file = {**data, "photos-TOTAL_FORMS": "1", "photos-0-upload": upload("a.jpg", photo_bytes())}
    assert checked(desk, conference, "change", file) == before


def test_a_row_deleted_by_somebody_meanwhile_is_not_checked(desk: Client, conference: Conference) -> None:
    data = {**opened(desk, conference, "review"), "turns-0-body": "下午16:00。"}
    conference.turns.get(number=1).delete()
    places = [place for place, _ in checked(desk, conference, "review", data)]
    assert "#id_turns-0-body" not in places
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("page", "data"), [("review", {}), ("form", {"turns-TOTAL_FORMS": "x"}), ("", {}), ("x", {})]
)
def test_a_page_without_its_rows_is_not_checked(
    desk: Client, conference: Conference, page: str, data: dict[str, str]
) -> None:
    assert desk.post(f"{address(conference, 'check')}?page={page}", data).status_code == 400


def test_rows_that_one_may_only_look_at_count_as_they_are(desk: Client, conference: Conference) -> None:
    user = User.objects.create_user("n", is_staff=True)
    names = ("change_conference", "view_turn", "view_participant", "view_photo", "view_attachment")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    conference.turns.filter(number=2).update(body="下午16:00举行。")
    typed = {"title": ""}
    whole = checked(desk, conference, "change", {**opened(desk, conference, "change"), **typed})
    limited = client_of(user)
    data = {**opened(limited, conference, "change"), **typed, "turns-1-body": "不该算数的话"}
    found = checked(limited, conference, "change", data)
    assert [words for _, words in found] == [words for _, words in whole]
    assert {place for place, _ in found} >= {"#id_title", f"{address(conference, 'review')}#turn-t2"}
    Conference.objects.update(revision=7)
    shown = limited.post(address(conference, "change"), data).content.decode()
    assert "不该算数的话" not in shown
    assert "只有您改了" in shown


@pytest.mark.parametrize("more", [0, 40])
def test_a_check_costs_the_same_for_few_and_many_turns(
    desk: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    text = TRANSCRIPT + "".join(f"媒体提问：\n第{n}个问题？\n王禾：\n第{n}个回答。\n" for n in range(more))
    conference = ready(text=text, photo="")
    data = opened(desk, conference, "review")
    with django_assert_num_queries(28):
        desk.post(f"{address(conference, 'check')}?page=review", {**data, "turns-0-body": "改过的话。"})
