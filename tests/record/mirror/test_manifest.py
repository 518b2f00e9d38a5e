from __future__ import annotations

import json
from pathlib import Path

import pytest

from releases.record.mirror import manifest as manifests
from releases.record.mirror.manifest import Manifest, NotTrueError
from releases.record.signature import sign

MANIFEST = Manifest(
    3, "7@2026", "code", "2026-03-29", "2026-03-29T16:00:00+08:00", "https://news.example.gov.cn"
)


def test_a_manifest_reads_back_as_it_was_saved(tmp_path: Path) -> None:
    manifests.save(tmp_path, MANIFEST)
    assert manifests.load(tmp_path) == MANIFEST


@pytest.mark.parametrize("data", ["", "[]", "{}", '{"statement": 1, "signature": ""}'])
def test_what_is_no_manifest_is_not_true(tmp_path: Path, data: str) -> None:
    (tmp_path / "manifest.json").write_text(data)
    with pytest.raises(NotTrueError):
        manifests.load(tmp_path)


def test_what_the_key_signed_for_something_else_is_no_manifest(tmp_path: Path) -> None:
    statement = json.dumps({"schema": "record-head/1"})
    signature = sign(statement.encode())
    assert signature
    value = {"statement": statement, "signature": signature.value}
    (tmp_path / "manifest.json").write_text(json.dumps(value))
    with pytest.raises(NotTrueError):
        manifests.load(tmp_path)


def test_a_list_that_is_not_there_is_not_true(tmp_path: Path) -> None:
    with pytest.raises(NotTrueError, match=r"^lists/site\.jsonl$"):
        manifests.read(tmp_path, "site", MANIFEST)
