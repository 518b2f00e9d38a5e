"""What holds for every public address alike."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import Settings

from releases.record.publishing import publish, withdraw
from tests.record.asking import department, topic
from tests.record.making import DOCUMENT, no_files, picture, release_of, with_photo
from tests.record.walking import addresses, content_of

# What pages say is the same on both databases; the views' own tests ask PostgreSQL.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("without_pdf")]

MASTER = picture()
# The first stands corrected, the second is withdrawn, the last was never there.
ALL = addresses(
    releases=["20260329-1", "20260329-2", "20260329-9"],
    people=["11", "99"],
    media=[f"photos/{MASTER.digest[:2]}/{MASTER.digest}.jpg"],
)


@pytest.fixture(autouse=True)
def _releases() -> None:
    business = topic("topic")
    department("department")
    standing = release_of(with_photo(DOCUMENT, MASTER), MASTER)
    publish(document=DOCUMENT, files=no_files, by="签发人", note="去掉照片", release_id=standing.pk)
    gone = release_of(with_photo(DOCUMENT, MASTER), MASTER)
    for release in (standing, gone):
        business.filings.create(question=release.questions.get())
    withdraw(release_id=gone.pk, reason="有误", by="签发人")


def pages(client: Client) -> dict[str, str]:
    """Return the HTML of every address that answers with any; a redirection has none."""
    found = {}
    for address in ALL:
        response = client.get(address)
        content = content_of(response)
        if content and response.headers["Content-Type"].startswith("text/html"):
            assert "default-src 'none'; script-src 'self'" in response.headers["Content-Security-Policy"]
            found[address] = content.decode()
    assert len(found) > 20
    return found


def test_every_kind_of_answer_is_walked(client: Client) -> None:
    found = set()
    for address in ALL:
        response = client.get(address)
        content_of(response)
        found.add(response.status_code)
    assert found == {200, 302, 404, 410}


def test_no_public_response_sets_or_reads_a_cookie(client: Client) -> None:
    client.force_login(User.objects.create_user("editor", is_staff=True))
    for address in ALL:
        response = client.get(address)
        content_of(response)
        assert not response.cookies, address
        assert "Vary" not in response.headers, address


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_public_addresses_are_only_read(client: Client, method: str) -> None:
    for address in ALL:
        # The quote check reads what is sent to it, and writes nothing either; tests/record/api/ has the API's.
        sent_to = address in ("/verify/", "/en/verify/")
        if (sent_to and method == "post") or address.startswith("/api/v1/"):
            continue
        response = getattr(client, method)(address)
        allowed = "GET, HEAD, POST" if sent_to else "GET, HEAD"
        assert (response.status_code, response.headers["Allow"]) == (405, allowed), address


def test_head_answers_as_get_does(client: Client) -> None:
    for address in ALL:
        got, asked = client.get(address), client.head(address)
        assert content_of(got) or got.status_code == 302, address
        assert content_of(asked) == b""
        assert asked.status_code == got.status_code, address
        assert asked.headers["Content-Type"] == got.headers["Content-Type"], address


def test_no_public_page_runs_or_styles_from_within(client: Client) -> None:
    for address, html in pages(client).items():
        # A block of data is read, not run.
        within = r'<script(?![^>]*(?:\bsrc=|\btype="application/ld\+json"))[^>]*>|\son\w+=|\sstyle=|<style'
        assert re.findall(within, html) == [], address
        assert re.findall(r'\s(?:src|srcset)="(?:https?:)?//[^"]*"', html) == [], address


def test_no_public_response_repeats_the_host_asked_for(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for address in ALL:
        response = client.get(address, headers={"host": "evil.example.org"})
        assert b"evil.example.org" not in content_of(response), address


def test_every_page_carries_the_site_labels_once(client: Client) -> None:
    for address, html in pages(client).items():
        for name in ("SiteName", "SiteDomain", "SiteIDCode"):
            assert html.count(f'<meta name="{name}" content="') == 1, (address, name)
