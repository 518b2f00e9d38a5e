from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, storages
from pytest_django.fixtures import Settings

from portal.ready.files import desk_files, public_files
from portal.roles import Role


def folder(alias: str) -> Path:
    """Return where a storage keeps its files."""
    storage = storages[alias]
    assert isinstance(storage, FileSystemStorage)
    return Path(storage.location)


def test_the_desk_writes_in_both_and_leaves_nothing() -> None:
    assert (desk_files(), public_files()) == ("", "")
    assert [list(folder(alias).iterdir()) for alias in ("default", "public")] == [[], []]


@pytest.mark.parametrize("alias", ["default", "public"])
def test_a_place_that_cannot_be_written_is_told(alias: str) -> None:
    place = folder(alias)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"a file where the folder belongs")
    with pytest.raises(FileExistsError):
        desk_files() if alias == "default" else public_files()


def test_other_bytes_than_were_written_are_told(settings: Settings) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.ready.test_files.Forgetful"}}
    assert desk_files() == "reads other bytes than were written"


class Forgetful(FileSystemStorage):
    """A disk that takes everything and keeps nothing, as one that is full may."""

    def _save(self, name: str, content: object) -> str:  # noqa: ARG002
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return name


def test_the_public_role_only_reads(settings: Settings) -> None:
    settings.ROLE = Role.PUBLIC
    with pytest.raises(FileNotFoundError):
        public_files()
    place = folder("public")
    place.mkdir(parents=True)
    before = place.stat().st_mtime_ns
    assert public_files() == ""
    assert place.stat().st_mtime_ns == before
