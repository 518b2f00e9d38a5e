from __future__ import annotations

from pathlib import Path

from django.core.files.storage import FileSystemStorage

from releases.files import names_in, written_in


def test_names_are_those_of_all_files_below_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b.jpg", "a/2.jpg", "a/1.jpg", "a/c/3.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (tmp_path / "empty").mkdir()
    storage = FileSystemStorage(location=tmp_path)
    assert [*names_in(storage)] == ["b.jpg", "a/1.jpg", "a/2.jpg", "a/c/3.jpg"]
    assert [*names_in(storage, "a/c/")] == ["a/c/3.jpg"]
    assert [*names_in(storage, "nowhere/")] == []
    assert [*written_in(storage)] == [(name, storage.get_modified_time(name)) for name in names_in(storage)]
