from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from releases.record.exports.edition import Edition
from releases.record.exports.ninjs import write
from releases.record.models import VersionKind
from tests.record.exports.making import FULL, MASTER, URL, bare, edition, wordless

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "ninjs-schema_3.1.json").read_text("utf-8"))
HEAD = {
    "standard": {
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
    },
    "uri": URL,
    "type": "text",
    "representationType": "full",
    "firstCreated": "2026-03-30T09:30:00+08:00",
    "contentCreated": "2026-03-30T09:30:00+08:00",
    "language": "zh-Hans",
}


def item(one: Edition) -> dict[str, Any]:
    """Return the item, valid as the standard has it."""
    found: dict[str, Any] = json.loads(write(one))
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(found)] == []
    return found


@pytest.mark.parametrize("wrong", [{"ednote": "x"}, {"uri": "no address"}, {"people": [{"jobtitle": "x"}]}])
def test_schema_refuses_what_ninjs_does_not_know(wrong: dict[str, Any]) -> None:
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert len(list(validator.iter_errors({**HEAD, **wrong}))) == 1


def test_item_has_words_people_and_pictures() -> None:
    found = item(edition(number=2, kind=VersionKind.CORRECTION, note="更正一处"))
    assert {key: found[key] for key in HEAD} == HEAD
    assert (found["version"], found["versionCreated"]) == ("2", "2026-03-31T09:30:00+08:00")
    assert (found["pubStatus"], found["edNote"]) == ("usable", "更正一处")
    assert found["headlines"] == [{"role": "main", "value": FULL.title}]
    text, markup = (body["value"] for body in found["bodies"])
    assert text.splitlines()[4:7] == [
        "江畔晚报记者（会后答复，最迟 2026-04-15）：跨省的呢？",
        "What about others?",
        "（掌声）",
    ]
    assert markup.splitlines()[0] == "<p><strong>闻知秋：</strong>大家下午好！</p>"
    assert found["people"][1:] == [
        {"name": "江望舒", "rel": "speaker", "literal": "江望舒，市行政审批局局长"},
        {"name": "白砚", "rel": "attendee", "literal": "白砚，市税务局副局长"},
        {"name": "无职", "rel": "speaker"},
    ]
    (photo,) = found["associations"]
    assert (photo["by"], [one["value"] for one in photo["descriptions"]]) == (
        "澜江日报",
        ["发布会现场", "主席台全景"],
    )
    assert [(one["name"], one["width"], one["height"]) for one in photo["renditions"]] == [
        ("master", 640, 480),
        ("480", 480, 360),
        ("640", 640, 480),
    ]
    assert photo["renditions"][0]["href"].endswith(f"{MASTER.digest}.jpg")


def test_item_of_little_has_only_what_there_is() -> None:
    found = item(bare())
    assert set(found) == {
        *HEAD,
        "version",
        "versionCreated",
        "altIds",
        "pubStatus",
        "headlines",
        "bodies",
        "infoSources",
        "organisations",
        "people",
        "events",
    }


def test_withdrawal_cancels_and_repeats_nothing() -> None:
    found = item(edition(number=2, kind=VersionKind.WITHDRAWAL, note="内容有误"))
    assert (found["pubStatus"], found["edNote"], found["uri"]) == ("canceled", "内容有误", URL)
    assert set(found) == {*HEAD, "version", "versionCreated", "altIds", "pubStatus", "edNote"}


def test_a_photo_without_words_has_only_its_sizes() -> None:
    (photo,) = item(wordless())["associations"]
    assert set(photo) == {"name", "uri", "type", "renditions"}
