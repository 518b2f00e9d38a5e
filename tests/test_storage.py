"""Files that are whole or not there."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from portal.storage import WholeFileStorage


class Breaking(ContentFile):  # type: ignore[type-arg]  # no generic at run time
    """A file that can be read only half, as if the process ended there."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Give a beginning."""
        yield from super().chunks(chunk_size)
        raise KeyboardInterrupt


def test_a_file_is_there_only_when_it_is_whole(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path, file_permissions_mode=0o640)
    with pytest.raises(KeyboardInterrupt):
        storage.save("photos/a.jpg", Breaking(b"half"))
    assert not storage.exists("photos/a.jpg")
    assert storage.save("photos/a.jpg", ContentFile(b"whole")) == "photos/a.jpg"
    assert (tmp_path / "photos/a.jpg").read_bytes() == b"whole"
    assert stat.S_IMODE((tmp_path / "photos/a.jpg").stat().st_mode) == 0o640


def test_a_name_that_is_taken_is_not_written_over(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path)
    first, second = (storage.save("a.jpg", ContentFile(data)) for data in (b"one", b"two"))
    assert (first != second, (tmp_path / first).read_bytes(), (tmp_path / second).read_bytes()) == (
        True,
        b"one",
        b"two",
    )
