"""A process in each role and every address, on PostgreSQL with the account that is the role's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import resolve
from django.utils import translation

from tests.access.addresses import patterns
from tests.browser.content import as_migrated
from tests.desk.processes import shared_database
from tests.roles.accounts import as_account
from tests.roles.answering import Answer, answered
from tests.roles.content import SECRET, STRANGER, made

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("without_pdf"),
]

# What the public's process has no part of.
STAFF = re.compile(
    r"(releases\.(desk|audit|accounts|transcripts|preflight|demo)"
    r"|django\.contrib\.(admin|auth|contenttypes|sessions|messages)|django_otp|axes|prometheus_client)(\.|$)"
)


def desk_addresses(top: str = "desk") -> list[str]:
    """Return an address of every pattern below /desk/, or the same below another folder."""
    found = [re.sub(r"<[^>]*>", "1", pattern) for pattern in patterns() if pattern.startswith("/desk/")]
    return [address.replace("/desk/", f"/{top}/", 1) for address in ("/desk", *found)] + [
        f"/{top}/preview/x/?a=b"
    ]


def of_each_kind(addresses: list[str]) -> list[str]:
    """Return of each pattern, in each language, the first address and the last: what is public, and what is not."""
    found: dict[tuple[str, bool], list[str]] = {}
    for address in addresses:
        english = address.startswith("/en/")
        with translation.override("en" if english else "zh-hans"):
            found.setdefault((resolve(address.partition("?")[0]).view_name, english), []).append(address)
    return [each for kind in found.values() for each in dict.fromkeys((kind[0], kind[-1]))]


def test_each_role_answers_what_is_its_own(tmp_path: Path) -> None:
    world = made()
    # On PostgreSQL, where most could go wrong, each kind of address; on SQLite some of them.
    asked = of_each_kind(world.addresses)[:: 1 if connection.vendor == "postgresql" else 6]
    desk, never = desk_addresses(), desk_addresses("dusk")
    assert len(desk) > 90
    with shared_database(tmp_path) as environment:
        own = {**environment, "SITE_URL": settings.SITE_URL}
        everything = answered("all", [*asked, *desk], own)
        public = answered("public", [*asked, *desk, *never], as_account("portal_public", own))
        staff = answered("desk", [*asked[::10], *desk], as_account("portal_desk", own))

    pages = everything.answers[: len(asked)]
    assert dict(zip(asked, public.answers, strict=False)) == dict(zip(asked, pages, strict=True))
    assert {200, 410} <= {answer.status for answer in pages} <= {200, 302, 404, 410}
    assert not [
        address for address, answer in zip(asked, pages, strict=True) if "Set-Cookie" in answer.headers
    ]
    wanting = (SECRET.encode(), STRANGER.encode())
    assert not [answer for answer in public.answers if any(word in answer.body for word in wanting)]

    # An address of the desk is one that never was.
    half = len(asked) + len(desk)
    for address, answer, other in zip(
        desk, public.answers[len(asked) : half], public.answers[half:], strict=True
    ):
        assert answer == Answer(other.status, other.headers, other.body.replace(b"/dusk/", b"/desk/")), (
            address
        )
        assert answer.status == 404
    assert {name for name in public.modules if STAFF.match(name)} == set()
    assert {name for name in everything.modules if STAFF.match(name)} != set()

    # The desk leads to the public's pages, and is the desk for the rest.
    led, there = staff.answers[: -len(desk)], staff.answers[-len(desk) :]
    assert [(answer.status, answer.headers.get("Location")) for answer in led] == [
        (302, f"{settings.SITE_URL}{address}") for address in asked[::10]
    ]
    for address, answer, other in zip(desk, there, everything.answers[len(asked) :], strict=True):
        assert (address, answer.status, answer.headers.get("Location")) == (
            address,
            other.status,
            other.headers.get("Location"),
        )


@pytest.mark.sqlite
def test_the_public_role_writes_nothing_into_the_file(tmp_path: Path) -> None:
    as_migrated()
    with shared_database(tmp_path) as environment:
        file = tmp_path / "shared.sqlite3"
        before = file.read_bytes()
        answered("public", ["/", "/search/?q=工程", "/readyz"], environment)
        assert file.read_bytes() == before
        file.unlink()
        missing = answered("public", ["/readyz"], environment).answers[0]
        assert (missing.status, file.exists()) == (503, False)
