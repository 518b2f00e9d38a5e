from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from releases.record.mirror.generation import Folder
from releases.record.mirror.keeping import Keeper
from tests.record.making import DOCUMENT, release_of
from tests.record.mirror.copying import corrected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf", "few_lists")]


def numbers(folder: Path, *paths: str) -> set[int]:
    """Return the numbers on disk of these, or of everything below the folder but links."""
    found = [folder / path for path in paths] if paths else [folder, *folder.rglob("*")]
    return {path.stat().st_ino for path in found if not path.is_symlink()}


def test_what_names_a_generation_is_on_the_disk_before_it_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What says which files there are; the files themselves are not waited for."""
    on_disk: set[int] = set()
    fsync = os.fsync

    def noting(handle: int) -> None:
        on_disk.add(os.fstat(handle).st_ino)
        fsync(handle)

    steps: list[tuple[str, set[int]]] = []

    def step(name: str) -> None:
        steps.append((name, {*on_disk}))
        on_disk.clear()

    monkeypatch.setattr(os, "fsync", noting)
    release, other = (release_of(replace(DOCUMENT, turns=())) for _ in range(2))
    on_disk.clear()
    keeper = Keeper(Folder(tmp_path), step=step)
    keeper.update()
    corrected(release)
    on_disk.clear()
    keeper.update()
    of_all, here = numbers(tmp_path, "generations"), numbers(tmp_path, ".")
    lists = [f"lists/{name}.jsonl" for name in ("site", release.pk, other.pk)]
    said = ("manifest.json", "lists", ".", *lists)
    first, second, third = (tmp_path / f"generations/{number}" for number in (1, 2, 3))
    assert steps == [
        ("written", set()),
        ("finished", numbers(first, *said) | of_all),
        ("switched", here),
        ("tidied", set()),
        ("written", set()),
        ("finished", numbers(second, "manifest.json", "lists", ".", "lists/first.jsonl") | of_all),
        ("switched", here),
        ("written", set()),
        ("finished", numbers(third, *said) | of_all),
        ("switched", here),
        ("tidied", set()),
    ]
