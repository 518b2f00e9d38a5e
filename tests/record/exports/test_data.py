from __future__ import annotations

import hashlib
import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from releases.document import Document
from releases.record.exports.data import schema, write
from releases.record.exports.edition import Edition
from releases.record.models import VersionKind
from tests.desk.strategies import documents
from tests.record.exports.making import FULL, MASTER, URL, bare, edition

MEDIA = "https://news.example.gov.cn/media"


def test_data_holds_the_document_and_what_stands_around_it() -> None:
    value = json.loads(write(edition(number=2, kind=VersionKind.CORRECTION, note="更正")))
    assert Document.from_json(value.pop("document")) == FULL
    leaflet = FULL.attachments[0].digest
    photo = f"{MEDIA}/photos/{MASTER.digest[:2]}/{MASTER.digest}"
    assert value == {
        "schema": "release/1",
        "id": "20260329-1",
        "url": URL,
        "published_at": "2026-03-30T09:30:00+08:00",
        "publisher": "澜江市人民政府新闻办公室",
        "version": {
            "number": 2,
            "kind": "correction",
            "note": "更正",
            "published_at": "2026-03-31T09:30:00+08:00",
            "url": f"{URL}v2/",
            "digest": FULL.digest,
            "seal": "5e" * 32,
            "previous": "4d" * 32,
        },
        "files": {
            "f1": {
                "url": f"{photo}.jpg",
                "renditions": [
                    {"width": 480, "url": f"{photo}-480.webp"},
                    {"width": 640, "url": f"{photo}-640.webp"},
                ],
            },
            "a1": {"url": f"{MEDIA}/attachments/{leaflet[:2]}/{leaflet}.pdf"},
        },
    }


def errors(value: dict[str, Any]) -> list[str]:
    """Return what the published schema says against the value."""
    validator = Draft202012Validator(json.loads(schema()), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(value)]


@pytest.mark.parametrize("one", [edition(), bare()])
def test_data_keeps_to_the_published_schema(one: Edition) -> None:
    assert errors(json.loads(write(one))) == []


def test_schema_refuses_what_is_no_release() -> None:
    value = json.loads(write(edition()))
    assert errors({**value, "more": 1}) == ["Additional properties are not allowed ('more' was unexpected)"]
    assert len(errors({**value, "document": {**value["document"], "turns": [{"id": "5"}]}})) == 7


# `make probe` makes a thousand.
@settings(
    max_examples=int(os.environ.get("DOCUMENTS", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(documents())
def test_any_document_comes_back_from_the_data(document: Document) -> None:
    value = json.loads(write(edition(document)))
    assert Document.from_json(value["document"]) == document
    assert value["version"]["digest"] == document.digest


def test_anybody_can_compute_the_digest_from_the_data() -> None:
    value = json.loads(write(edition()))
    text = json.dumps(value["document"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == value["version"]["digest"]
