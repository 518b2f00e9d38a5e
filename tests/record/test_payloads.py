"""Whatever somebody gets into a release, it does nothing in any form of it nor on any page.

Some forty payloads are tried with the other tests, and a few on the pages; ``make probe`` tries a thousand.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from releases.record.exports import BY_SUFFIX
from releases.record.exports.inert import plain
from releases.record.publishing import PublishingError, publish
from tests.record.exports.making import edition
from tests.record.inertness import READERS, names, of_html, of_pdf, of_xml
from tests.record.making import files_of, picture, release_of
from tests.record.payloads import MARK, laced, payloads, publishable

NUMBER = int(os.environ.get("PAYLOADS", "45"))
# A page takes a publication of its own.
ON_PAGES = int(os.environ.get("PAYLOADS", "5"))
# So does PDF of a program: many stand in one, all of them in each field.
IN_PDF = int(os.environ.get("PAYLOADS", "8"))
IN_ONE_PDF = 8
# As many as a list shows at once.
ON_A_LIST = 20
_PAGES = ("", "v1/", "v2/", "changes/", "v1/cite/t3/", "qr/")
_LISTS = (
    "/",
    "/releases/",
    "/sections/jdhy/",
    "/people/",
    "/questions/",
    "/questions/owed/",
    "/departments/",
)
_FEEDS = ("/releases/feed/", "/releases/corrections/feed/", "/questions/feed/")
_JSON = (
    "/releases/feed.json",
    "/api/v1/releases",
    "/api/v1/turns",
    "/api/v1/people",
    f"/api/v1/search?q={MARK}",
)


def _made(suffix: str, payload: str) -> bytes:
    document = laced(payload)
    return b"".join(BY_SUFFIX[suffix].pieces(edition(document, number=2, note=payload)))


def test_every_form_is_read() -> None:
    assert set(BY_SUFFIX) <= set(READERS)


@pytest.mark.usefixtures("without_pdf")
@pytest.mark.parametrize("suffix", [suffix for suffix in BY_SUFFIX if suffix != "pdf"])
def test_no_payload_does_anything_in_any_form(suffix: str) -> None:
    for payload in payloads(NUMBER)[:: 3 if suffix in ("docx", "zip") else 1]:
        READERS[suffix](_made(suffix, payload))


@pytest.mark.parametrize("start", range(0, IN_PDF, IN_ONE_PDF))
def test_no_payload_does_anything_in_pdf(start: int) -> None:
    of_pdf(_made("pdf", "\n".join(payloads(IN_PDF)[start : start + IN_ONE_PDF])))


def _published(payload: str, index: int) -> str | None:
    """Publish what holds the payload, and another after it; return the id, None where the record refuses it."""
    master = picture()
    for words in (payload, plain(payload)):
        document = publishable(laced(words), index)
        try:
            with transaction.atomic():
                release = release_of(document, master)
                changed = replace(document, turns=(*document.turns[1:], replace(document.turns[0], label="")))
                publish(
                    document=changed, files=files_of(master), by="签发人", note=words, release_id=release.pk
                )
        except PublishingError:
            continue
        return release.pk
    return None


def _own_pages(release_id: str, index: int, payload: str) -> Iterator[str]:
    yield from (f"/releases/{release_id}/{page}" for page in _PAGES)
    yield from (f"/questions/{release_id}/t3/", f"/people/12-{index}/")
    # What is typed comes back on the page.
    yield f"/search/?{urlencode({'q': payload.replace(chr(0), '')})}"


def _inert(client: Client, pages: Iterable[str]) -> None:
    for page in pages:
        for language in ("", "/en"):
            response = client.get(f"{language}{page}")
            assert response.status_code == 200, page
            of_html(response.content)


@pytest.mark.django_db
def test_no_payload_does_anything_on_any_page(client: Client) -> None:
    tried = payloads(ON_PAGES)
    # As many as a list shows at once, and then away with them: a list of a thousand shows none of the first.
    for start in range(0, len(tried), ON_A_LIST):
        with transaction.atomic():
            for index, payload in enumerate(tried[start : start + ON_A_LIST]):
                release_id = _published(payload, index)
                of_html(client.post("/verify/", {"text": f"“{payload}”"}).content)
                if release_id:
                    _inert(client, _own_pages(release_id, index, payload))
                else:
                    # Nothing that could be a title is left of it.
                    assert not plain(payload).strip()
            _inert(client, (*_LISTS, f"/search/?q={MARK}"))
            for feed in _FEEDS:
                of_xml(client.get(feed).content)
            for feed in _JSON:
                assert MARK not in names(client.get(feed).json())
            calendar = client.get("/releases/calendar.ics").content.decode()
            assert not [line for line in calendar.split("\r\n") if line.startswith(MARK)]
            transaction.set_rollback(True)
