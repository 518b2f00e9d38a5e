"""Who may do what, over every address: a reviewed table, and what must hold whatever the table says."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.test import Client
from pytest_django import DjangoDbBlocker

from releases.desk import roles
from tests.access.addresses import address, patterns, samples
from tests.access.matrix import LOGIN, Row, asked, blocks_of, matrix, read, written_out
from tests.access.probes import Probe, files, probes, secrets
from tests.access.world import ANONYMOUS, NAMED, SUPERUSER, WHO, World, standing

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
GOLDEN = Path(__file__).parent / "golden" / "access.txt"
PARTS = 4
# `make probe` asks fifty thousand.
PROBES = int(os.environ.get("PROBES", "150"))
HEADING = f"""\
# Who is answered what: one line for each method of an address; states that answer alike stand together.
# login: sent to the log-in page. *: something was written. One answer: everybody gets the same. Else, in order:
# {" ".join(WHO)}
# Written by: UPDATE_GOLDEN=1 pytest tests/test_access.py (not in parallel). Read every line that changes."""


@pytest.fixture(autouse=True)
def _own_media() -> None:
    """Keep the world's folders: a new one for each test would have none of its files."""


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,  # noqa: ARG001  (asked for its effect)
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    with django_db_blocker.unblock(), standing(tmp_path_factory.mktemp("access")) as there:
        yield there


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Return the reviewed table, which the first test holds against what is answered."""
    return read(GOLDEN.read_text(encoding="utf-8"))


# In parts, so that workers share them.
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_is_answered_as_the_reviewed_table_says(world: World, part: int) -> None:
    # Thousands of refusals, each of which would be a line in a failure's report.
    logging.disable(logging.ERROR)
    try:
        found = written_out(matrix(world, patterns()[part::PARTS]))
    finally:
        logging.disable(logging.NOTSET)
    reviewed = blocks_of(GOLDEN.read_text(encoding="utf-8")) if GOLDEN.exists() else {}
    if os.environ.get("UPDATE_GOLDEN"):
        blocks = reviewed | found
        reviewed = {pattern: blocks[pattern] for pattern in patterns() if pattern in blocks}
        GOLDEN.write_text("\n\n".join([HEADING, *reviewed.values()]) + "\n", encoding="utf-8")
    assert found == {pattern: reviewed.get(pattern) for pattern in found}


def test_the_table_holds_every_pattern_and_no_other(rows: list[Row]) -> None:
    assert list(dict.fromkeys(row.pattern for row in rows)) == patterns()


# What people without a session get from the desk besides the way to the log-in page.
UNASKED = {
    ("GET", "/desk/login/"): {"200"},
    ("POST", "/desk/login/"): {"302*"},
    # There is nobody to log out: back to the desk, which asks to log in.
    ("GET", "/desk/logout/"): {"302"},
    ("POST", "/desk/logout/"): {"302"},
    # The page of a link notes that it was opened; a revoked link says so, a forged one nothing.
    ("GET", "/desk/preview/<str:token>/"): {"200*", "410", "404"},
    ("GET", "/desk/preview/<str:token>"): {"200*", "410", "404"},
    # An outlet's look at a photo is noted like its look at the page.
    ("GET", "/desk/preview/<str:token>/files/<path:name>"): {"200", "200*", "410", "404"},
    ("GET", "/desk/preview/<str:token>/release.<suffix:suffix>"): {"200*", "410", "404"},
    ("POST", "/desk/preview/<str:token>/"): {"405"},
    ("POST", "/desk/preview/<str:token>"): {"405"},
    ("POST", "/desk/preview/<str:token>/files/<path:name>"): {"405"},
    ("POST", "/desk/preview/<str:token>/release.<suffix:suffix>"): {"405"},
}
# Whose use is noted, on GET and by whomever.
LOGGED = {
    "/desk/preview/<str:token>/",
    "/desk/preview/<str:token>",
    "/desk/preview/<str:token>/files/<path:name>",
    "/desk/preview/<str:token>/release.<suffix:suffix>",
}
# What anybody with an account does for themselves; the log-in is that of whose password was typed.
OWN = {
    "/desk/login/",
    "/desk/logout/",
    "/desk/password_change/",
    "/desk/account/sign-out-everywhere/",
}


def test_without_a_session_the_desk_only_asks_to_log_in(rows: list[Row]) -> None:
    for row in rows:
        if row.pattern.startswith("/desk/"):
            assert row.answer(ANONYMOUS) in UNASKED.get((row.method, row.pattern), {LOGIN}), row


def test_auditors_change_nothing(rows: list[Row]) -> None:
    wrote = {row.pattern for row in rows if row.answer(roles.AUDITOR).endswith("*")}
    assert {pattern for pattern in wrote if pattern.startswith("/desk/preview/")} == LOGGED
    assert {pattern for pattern in wrote if not pattern.startswith("/desk/preview/")} <= OWN


def test_administrators_see_no_conference(rows: list[Row]) -> None:
    # The catch-all of old addresses only leads to the page that is refused.
    answers = {row.answer(roles.ADMINISTRATOR) for row in rows if row.pattern.startswith("/desk/desk/")}
    assert answers <= {"403", "405", "302", "404"}
    led = {
        row.pattern
        for row in rows
        if row.pattern.startswith("/desk/desk/") and row.answer(roles.ADMINISTRATOR) == "302"
    }
    assert {pattern.rpartition("<")[2] for pattern in led} == {"path:object_id>/"}


def test_nothing_writes_on_get_but_a_links_log(rows: list[Row]) -> None:
    wrote = {row.pattern for row in rows if row.method == "GET" and any("*" in each for each in row.answers)}
    assert wrote == LOGGED


def test_nobody_is_answered_with_a_fault(rows: list[Row]) -> None:
    assert [row for row in rows if any(each.startswith("5") for each in row.answers)] == []


def test_each_step_is_taken_by_the_roles_of_the_table_alone(rows: list[Row]) -> None:
    """Ask ``ROLES`` itself: who wrote through an address has the permission that it is for."""
    for step, permission in STEPS.items():
        for row in rows:
            if row.pattern != f"/desk/desk/conference/{step}/":
                continue
            for role, permissions in roles.ROLES.items():
                assert permission in permissions or "*" not in row.answer(role), (role, row)


STEPS = {
    "<int:pk>/submit": "desk.change_conference",
    "<int:pk>/take-back": "desk.change_conference",
    "<int:pk>/review": "desk.change_conference",
    "<int:pk>/import": "desk.change_conference",
    "<int:pk>/photos": "desk.change_conference",
    "<int:pk>/draft": "desk.change_conference",
    "<path:object_id>/change": "desk.change_conference",
    "<path:object_id>/delete": "desk.delete_conference",
    "add": "desk.add_conference",
    "import": "desk.add_conference",
    "<int:pk>/sign": "desk.sign_conference",
    "<int:pk>/send-back": "desk.sign_conference",
    "<int:pk>/emergency/<int:number>": "desk.sign_conference",
    "<int:pk>/publish": "desk.publish_conference",
    "<int:pk>/embargo": "desk.publish_conference",
    "<int:pk>/unschedule": "desk.publish_conference",
    "<int:pk>/emergency/confirm": "desk.publish_conference",
    "<int:pk>/withdraw": "desk.withdraw_conference",
}


def test_the_public_finds_nothing_of_what_is_not_published(world: World) -> None:
    for where in (
        "/",
        "/releases/",
        "/sections/jdhy/xwfbh/",
        "/people/",
        "/sitemap.xml",
        "/releases/?q=清水入城",
    ):
        page = world.client(ANONYMOUS).get(where).content.decode()
        for state in world.hidden:
            assert f"清水入城{state}" not in page, (where, state)
            assert NAMED[state] not in page, (where, state)
    assert "清水入城published" in page


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE"])
def test_no_other_method_writes(world: World, method: str) -> None:
    for pattern in patterns():
        state, values = next(iter(samples(world, pattern).items()))
        for who in (ANONYMOUS, SUPERUSER):
            answer = asked(world.client(who), method, address(pattern, values), {})
            assert "*" not in answer, (who, state, pattern, answer)
            assert answer == LOGIN or answer < "500", (who, state, pattern, answer)


def test_a_pattern_without_a_sample_says_what_to_add(world: World) -> None:
    with pytest.raises(AssertionError, match="has no sample: add to SAMPLES"):
        samples(world, "/desk/news/<int:pk>/")
    with pytest.raises(AssertionError, match="no sample for <number>"):
        address("/desk/desk/conference/<int:number>/", {})


def answer_to(probe: Probe) -> tuple[HttpResponseBase, bytes]:
    """Return the answer, and all of it as bytes: its headers and its body."""
    response = Client(raise_request_exception=True).generic(probe.method, probe.path, headers=probe.headers)
    streamed = isinstance(response, FileResponse | StreamingHttpResponse)
    body: bytes = response.getvalue() if streamed else response.content
    return response, f"{dict(response.headers)}".encode() + body


def test_no_probe_finds_anything(world: World) -> None:
    forbidden, hidden = secrets(world), files(world)
    logging.disable(logging.ERROR)
    found = []
    try:
        for probe in probes(world, PROBES):
            response, answered = answer_to(probe)
            assert response.status_code < 500, probe
            if any(digest in probe.path for digest in hidden):
                assert response.status_code not in (200, 206, 304), probe
            # The address itself may come back, in an error's words.
            asked = probe.path.encode()
            found += [
                (probe, state) for word, state in forbidden.items() if word in answered and word not in asked
            ]
    finally:
        logging.disable(logging.NOTSET)
    assert found == []


def test_the_probes_would_find_what_is_public(world: World) -> None:
    logging.disable(logging.ERROR)
    public = "清水入城published".encode()
    try:
        assert any(public in answer_to(probe)[1] for probe in probes(world, 2_000, seed=1))
    finally:
        logging.disable(logging.NOTSET)
