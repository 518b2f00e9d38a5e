"""Whatever somebody gets into a release, it does nothing in any form of it nor on any page.

Some forty payloads are tried with the other tests, and a few on the pages; ``make probe`` tries a thousand.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator

import docx
import pytest
from django.test import Client
from lxml import etree, html
from markdown_it import MarkdownIt

from releases.record.exports import BY_SUFFIX
from releases.record.exports.inert import plain
from releases.record.publishing import PublishingError, publish
from tests.record.exports.making import FULL, edition
from tests.record.making import files_of, picture, release_of
from tests.record.payloads import MARK, laced, payloads

NUMBER = int(os.environ.get("PAYLOADS", "45"))
# A page takes a publication of its own.
ON_PAGES = int(os.environ.get("PAYLOADS", "5"))
# PDF takes a second each.
EVERY_PDF = 40
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_ADDRESSES = ("href", "src", "action", "formaction", "srcset", "poster", "data", "content")
_PAGES = ("", "v1/", "changes/", "v1/cite/t3/", "qr/")


def unseen(text: str) -> bool:
    """Return whether nothing in the text turns or hides what is read."""
    return plain(text) == text


def of_csv(data: bytes) -> None:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        assert not [cell for cell in row if _FORMULA.match(cell) or not unseen(cell)]


def of_text(data: bytes) -> None:
    assert unseen(data.decode("utf-8-sig").replace("\r\n", "\n"))


def of_markdown(data: bytes) -> None:
    of_text(data)
    for token in MarkdownIt().parse(data.decode()):
        for each in (token, *(token.children or ())):
            assert each.type not in ("html_block", "html_inline")
            address = str(each.attrs.get("href") or each.attrs.get("src") or "")
            assert not address.startswith("javascript:")
            assert each.type != "image" or MARK not in address


def of_json(data: bytes) -> None:
    assert unseen(data.decode().replace("\t", ""))
    assert MARK not in _names(json.loads(data))


def of_signed(data: bytes) -> None:
    # Byte for byte what was signed: a file to keep, that no browser shows.
    assert MARK not in _names(json.loads(data))


def of_xml(data: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(data, parser)
    for element in tree.iter():
        # No comment, entity or instruction.
        assert isinstance(element.tag, str)
        assert MARK not in element.tag
        assert not [name for name in element.attrib if MARK in str(name)]
    assert unseen(data.decode())


def of_word(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            assert not relation.is_external or relation.target_ref.startswith(("https://", "http://"))
            assert not relation.is_external or "javascript" not in relation.target_ref
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                words = package.read(name).decode()
                assert unseen(words.replace("\r", ""))
                assert "instrText" not in words or MARK not in words


def of_html(data: bytes) -> None:
    tree = html.fromstring(data.decode())
    for element in tree.iter():
        if element.tag is html.etree.Comment:
            assert MARK not in (element.text or "")
            continue
        if element.tag == "script":
            kind, words = element.get("type", ""), element.text or ""
            assert MARK not in words or (
                kind == "application/ld+json" and MARK not in _names(json.loads(words))
            )
        assert element.tag not in ("iframe", "object", "embed", "base", "details[ontoggle]")
        for name, value in element.attrib.items():
            assert not str(name).startswith("on")
            assert name not in ("style", "srcdoc")
            if name in _ADDRESSES and element.tag != "meta":
                assert not str(value).strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
                assert element.tag not in ("img", "link", "script", "source") or "//evil" not in str(value)


def of_package(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            assert not name.startswith("/")
            assert ".." not in name.split("/")
            assert unseen(name)
            assert not re.search(r'[\\:*?"<>|\n\r]', name)
            reader = _reader(name)
            if reader:
                reader(package.read(name))


def of_pdf(data: bytes) -> None:
    # What a PDF could do: run a script, open a file or an address of its own accord.
    assert not re.search(rb"/(?:JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile|SubmitForm)\b", data)
    assert not re.findall(rb"/URI ?\((?!https?://|mailto:)", data)


READERS: dict[str, Callable[[bytes], None]] = {
    "docx": of_word,
    "pdf": of_pdf,
    "txt": of_text,
    "md": of_markdown,
    "turns.csv": of_csv,
    "json": of_json,
    "document.json": of_signed,
    "jsonld": of_json,
    "ninjs.json": of_json,
    "akn.xml": of_xml,
    "photos.zip": of_package,
    "zip": of_package,
    "html": of_html,
    "csv": of_csv,
}


def _reader(name: str) -> Callable[[bytes], None] | None:
    """Return what reads a file of a package, by the longest suffix it has."""
    found = [suffix for suffix in READERS if name.endswith(f".{suffix}")]
    return READERS[max(found, key=len)] if found else None


def _names(value: object) -> str:
    """Return the names of all keys in JSON values."""
    if isinstance(value, dict):
        return "".join(f"{name}\n{_names(each)}" for name, each in value.items())
    return "".join(map(_names, value)) if isinstance(value, list) else ""


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


def test_no_payload_does_anything_in_pdf() -> None:
    for payload in payloads(NUMBER)[::EVERY_PDF]:
        of_pdf(_made("pdf", payload))


def _pages(client: Client, release_id: str) -> Iterator[bytes]:
    listed = ("/", "/releases/", "/people/", "/people/12/", "/questions/", f"/questions/{release_id}/t3/")
    for page in (*(f"/releases/{release_id}/{page}" for page in _PAGES), *listed, f"/search/?q={MARK}"):
        for language in ("", "/en"):
            response = client.get(f"{language}{page}")
            assert response.status_code == 200, page
            yield response.content


@pytest.mark.django_db
def test_no_payload_does_anything_on_any_page(client: Client) -> None:
    master = picture()
    release = release_of(FULL, master)
    refused = 0
    for payload in payloads(ON_PAGES):
        try:
            publish(
                document=laced(payload),
                files=files_of(master),
                by="签发人",
                note=payload,
                release_id=release.pk,
            )
        except PublishingError:
            refused += 1
            continue
        for page in _pages(client, release.pk):
            of_html(page)
        for feed in ("/releases/feed/", "/releases/corrections/feed/", "/questions/feed/"):
            of_xml(client.get(feed).content)
        for feed in ("/releases/feed.json", "/api/v1/releases", "/api/v1/turns", f"/api/v1/search?q={MARK}"):
            assert MARK not in _names(client.get(feed).json())
        calendar = client.get("/releases/calendar.ics").content.decode()
        assert not [line for line in calendar.split("\r\n") if line.startswith(MARK)]
    assert refused < ON_PAGES
