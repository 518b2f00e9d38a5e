from __future__ import annotations

import hashlib
import json

from releases.document import Document
from releases.record.exports.data import write
from releases.record.models import VersionKind
from tests.record.exports.making import FULL, MASTER, URL, edition

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


def test_anybody_can_compute_the_digest_from_the_data() -> None:
    value = json.loads(write(edition()))
    text = json.dumps(value["document"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == value["version"]["digest"]
