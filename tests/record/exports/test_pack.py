from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from releases.document import canonical, digest_of
from releases.record import pdf_needs
from releases.record.exports import FORMATS, pack
from releases.record.exports.edition import Sealed
from releases.record.exports.pack import readable
from tests.record.exports.making import AT, FULL, MASTER, URL, bare, edition
from tests.record.making import DOCUMENT, LEAFLET

# Making PDF takes a second, and is tried in the tests of the view and the command.
ALONE = [one for one in FORMATS[:-2] if one.suffix != "pdf"]


@pytest.fixture(scope="module")
def data() -> bytes:
    """Return the pack of the full edition."""
    return b"".join(pack.write(edition(), ALONE))


def names(data: bytes) -> list[str]:
    """Return the names of the files in the pack."""
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_a_pack_holds_all_there_is(data: bytes) -> None:
    assert names(data) == [
        *("index.html", "page.css", "qr.svg"),
        *(f"20260329-1-v1.{one.suffix}" for one in ALONE),
        *("photos/01-发布会现场.jpg", "photos/照片说明.csv", "attachments/01-办事指南.pdf"),
        *("record.json", "manifest.sha256"),
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("photos/01-发布会现场.jpg") == MASTER.data
        assert package.read("attachments/01-办事指南.pdf") == LEAFLET
        for one in ALONE:
            assert package.read(f"20260329-1-v1.{one.suffix}") == one.write(edition())


def test_a_bare_pack_holds_no_folders() -> None:
    assert not [name for name in names(b"".join(pack.write(bare(), ALONE))) if "/" in name]


def test_the_page_leads_to_every_file_of_the_pack(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        page = package.read("index.html").decode()
    led = {unquote(one) for one in re.findall(r'(?:href|src)="([^"#:]+)"', page)}
    assert led == {*names(data)} - {"index.html"}


def test_sha256sum_reads_the_manifest(data: bytes, tmp_path: Path) -> None:
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "manifest.sha256"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.count(b": OK\n")) == (0, len(names(data)) - 1)
    (tmp_path / "record.json").write_bytes(b"{}")
    assert (
        subprocess.run(
            ["sha256sum", "-c", "manifest.sha256"], cwd=tmp_path, capture_output=True, check=False
        ).returncode
        == 1
    )


def test_the_record_is_what_was_sealed(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        record = json.loads(package.read("record.json"))
    (version,) = record["versions"]
    assert digest_of(canonical(version.pop("document"))) == FULL.digest
    assert version == {
        "number": 1,
        "kind": "first",
        "note": "",
        "by": "签发人",
        "published_at": "2026-03-30T01:30:00.000000+00:00",
        "digest": FULL.digest,
        "previous": "",
        "seal": "5e" * 32,
    }
    assert (record["schema"], record["id"], record["url"]) == ("release-record/1", "20260329-1", URL)
    assert [one["path"] for one in record["columns"]] == ["jdhy", "jdhy/xwfbh"]


def sealed(*kinds: str) -> Sequence[Sealed]:
    """Return a chain of versions of these kinds, each of the full document."""
    text = canonical(FULL.to_json())
    return tuple(
        Sealed(number, kind, "说明", "签发人", AT, FULL.digest, "", "", text)
        for number, kind in enumerate(kinds, 1)
    )


def test_what_a_version_before_was_shown_with_is_kept_apart() -> None:
    one = replace(edition(DOCUMENT), chain=lambda: tuple(sealed("first", "correction")))
    earlier = [name for name in names(b"".join(pack.write(one, ALONE))) if name.startswith("earlier/")]
    assert earlier == [f"earlier/{MASTER.digest}.jpg", f"earlier/{FULL.attachments[0].digest}.pdf"]


def test_what_was_withdrawn_has_no_files_any_more() -> None:
    chain = sealed("first", "withdrawal", "restoration")
    assert list(readable(chain)) == [chain[2]]
    one = replace(
        edition(DOCUMENT),
        chain=lambda: (*chain[:2], replace(chain[2], document=canonical(DOCUMENT.to_json()))),
    )
    assert not [name for name in names(b"".join(pack.write(one, ALONE))) if name.startswith("earlier/")]
    assert names(b"".join(pack.write_record(one))) == ["record.json", "manifest.sha256"]


def test_a_form_that_is_not_offered_is_not_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_needs, "missing", lambda: ("everything",))
    assert "20260329-1-v1.pdf" not in names(b"".join(pack.write(edition(), FORMATS[:-2])))


def test_the_same_version_is_the_same_bytes(data: bytes) -> None:
    assert b"".join(pack.write(edition(), ALONE)) == data


def test_thirty_photos_take_less_than_64_mib(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.record.exports.weighing", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    above, length = map(int, done.stdout.split())
    assert length > 30 * 4 * 2**20
    assert above < 64 * 2**20
