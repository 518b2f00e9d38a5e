"""What must hold of a file of each form, and of a page, so that nothing in it does anything."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import docx
import pypdf
from lxml import etree, html
from markdown_it import MarkdownIt

from releases.record.exports.inert import plain
from tests.record.payloads import MARK

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_ADDRESSES = ("href", "src", "action", "formaction", "srcset", "poster", "data", "content")
# What a PDF could do: run a script, open a file or an address of its own accord.
_ACTS = {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/SubmitForm"}


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
    assert MARK not in names(json.loads(data))


def of_signed(data: bytes) -> None:
    # Byte for byte what was signed: a file to keep, that no browser shows.
    assert MARK not in names(json.loads(data))


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
                kind == "application/ld+json" and MARK not in names(json.loads(words))
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
            reader = reader_of(name)
            # An attachment is what the press office uploaded, and no form of ours.
            if reader and not name.startswith("attachments/"):
                reader(package.read(name))


def of_pdf(data: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(data))
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        for key, value in _within(reader.get_object(number)):
            assert key not in _ACTS
            assert not isinstance(value, str) or value not in _ACTS
            assert key != "/URI" or str(value).startswith(("https://", "http://", "mailto:"))
    assert unseen("".join(page.extract_text() for page in reader.pages))


def _within(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  (what stands in a PDF)
    """Yield each entry of an object of a PDF, but not of others that it names."""
    if isinstance(value, dict):
        for key, each in value.raw_items() if hasattr(value, "raw_items") else value.items():
            yield key, each
            yield from _within(each)
    elif isinstance(value, list):
        for each in value:
            yield from _within(each)


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


def reader_of(name: str) -> Callable[[bytes], None] | None:
    """Return what reads a file of a package, by the longest suffix it has."""
    found = [suffix for suffix in READERS if name.endswith(f".{suffix}")]
    return READERS[max(found, key=len)] if found else None


def names(value: object) -> str:
    """Return the names of all keys in JSON values."""
    if isinstance(value, dict):
        return "".join(f"{name}\n{names(each)}" for name, each in value.items())
    return "".join(map(names, value)) if isinstance(value, list) else ""
