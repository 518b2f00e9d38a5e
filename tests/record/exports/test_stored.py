from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator

from releases.photos import master_name
from releases.record.exports.stored import Entry, of_bytes, of_file, zipped
from tests.record.exports.making import AT, MASTER, edition


def entries() -> list[Entry]:
    """Return a text and a photo."""
    return [of_bytes("说明.txt", "你好".encode()), of_file("1.jpg", edition(), master_name(MASTER.digest))]


def test_a_package_holds_its_files_as_they_are() -> None:
    data = b"".join(zipped(entries(), AT))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {one.filename: package.read(one) for one in package.infolist()} == {
            "说明.txt": "你好".encode(),
            "1.jpg": MASTER.data,
        }
        assert {one.compress_type for one in package.infolist()} == {zipfile.ZIP_STORED}
        assert {one.date_time for one in package.infolist()} == {(2026, 3, 30, 9, 30, 0)}


def test_a_package_ends_with_the_digest_of_all_before() -> None:
    data = b"".join(zipped(entries(), AT))
    assert data[-64:].decode() == hashlib.sha256(data[:-64]).hexdigest()


def test_the_same_entries_are_the_same_bytes() -> None:
    assert b"".join(zipped(entries(), AT)) == b"".join(zipped(entries(), AT))
    assert b"".join(zipped([], AT)) != b"".join(zipped(entries(), AT))


def test_a_file_is_asked_for_when_its_turn_comes() -> None:
    asked = []

    def chunks() -> Iterator[bytes]:
        asked.append("second")
        yield b"2"

    sent = zipped([of_bytes("1", b"1"), Entry("2", chunks)], AT)
    assert b"1" in next(sent)
    assert asked == []
    b"".join(sent)
    assert asked == ["second"]
