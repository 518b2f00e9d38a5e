from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from releases.record.mirror import manifest as manifests
from releases.record.mirror.checking import Checker
from releases.record.mirror.generation import Folder
from releases.record.mirror.keeping import Keeper
from releases.record.mirror.putting_back import put_back
from tests.record.making import DOCUMENT, release_of
from tests.record.mirror.copying import copy_in, corrected, served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf", "few_lists")]

PAGE = "200/releases/20260329-1/index.html"
LINK = "302/q/20260329-1/t3"
LIST = "lists/20260329-1.jsonl"


def flipped(path: Path) -> None:
    """Change one bit of a file, and let its time be what it was."""
    status = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    with path.open("r+b") as file:
        file.write(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def led_elsewhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc")


def forged(path: Path) -> None:
    """Say in a manifest that the copy is of another site."""
    value = json.loads(path.read_text())
    value["statement"] = value["statement"].replace("news.example", "evil.example")
    path.write_text(json.dumps(value))


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "x").write_text("x")


HARM: dict[str, tuple[str, Callable[[Path], object]]] = {
    f"changed: {PAGE}": (PAGE, flipped),
    f"missing: {PAGE}": (PAGE, Path.unlink),
    "added: 200/evil.html": ("200/evil.html", lambda path: path.write_text("x")),
    "added: 200/evil": ("200/evil", lambda path: path.symlink_to("/etc")),
    f"changed: {LINK}": (LINK, led_elsewhere),
    "changed: manifest.json": ("manifest.json", forged),
    f"changed: {LIST}": (LIST, flipped),
    f"added: {PAGE}/x\nmissing: {PAGE}": (PAGE, made_a_folder),
    "changed: current": ("../../current", led_elsewhere),
}


def content(folder: Path) -> dict[str, bytes | str]:
    """Return what is served, by file: bytes, or where a link leads."""
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if (path.is_symlink() or path.is_file()) and path.parts[len(folder.parts)] in ("200", "302", "410")
    }


def test_what_was_changed_is_named_and_put_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release_of(replace(DOCUMENT, turns=DOCUMENT.turns[2:3]))
    call_command("mirror", tmp_path)
    whole = content(served(tmp_path))
    for name, (file, harm) in HARM.items():
        harm(served(tmp_path) / file)
        with pytest.raises(CommandError, match=r"^[12] found and put back\.$"):
            call_command("mirror", tmp_path, "--verify")
        assert capsys.readouterr().out == f"{name}\n"
        assert content(served(tmp_path)) == whole, name
        call_command("mirror", tmp_path, "--verify")
        assert capsys.readouterr().out == "The copy is as it was written.\n"


def test_a_change_that_looks_like_none_is_found_when_its_turn_comes(tmp_path: Path) -> None:
    release_of(replace(DOCUMENT, turns=DOCUMENT.turns[2:3]))
    keeper = copy_in(tmp_path)
    checker = Checker(keeper)
    assert checker.faults(most=0) == []
    flipped(served(tmp_path) / PAGE)
    size = sum(path.stat().st_size for path in served(tmp_path).rglob("*") if path.is_file())
    rounds = [checker.faults(most=size // 3) for _ in range(5)]
    assert {str(fault) for found in rounds for fault in found} == {f"changed: {PAGE}"}
    assert [] in rounds
    # What looks changed is read at once.
    with (served(tmp_path) / PAGE).open("ab") as file:
        file.write(b" ")
    (fault,) = checker.faults(most=0)
    put_back(keeper, [fault])
    assert checker.faults() == []


def test_a_page_that_can_no_longer_be_what_it_was_is_written_anew(tmp_path: Path) -> None:
    release = release_of(replace(DOCUMENT, turns=DOCUMENT.turns[2:3]))
    keeper = copy_in(tmp_path)
    before = served(tmp_path)
    with (before / "200/index.html").open("ab") as file:
        file.write(b" ")
    faults = Checker(keeper).faults()
    release_of(replace(DOCUMENT, title="另一场新闻发布会"))
    put_back(keeper, faults)
    assert served(tmp_path) != before
    assert "另一场新闻发布会" in (served(tmp_path) / "200/index.html").read_text()
    assert release.title in (served(tmp_path) / "200/index.html").read_text()


def test_what_a_crash_left_half_done_is_done_before_it_is_checked(tmp_path: Path) -> None:
    release = release_of(replace(DOCUMENT, turns=()))
    copy_in(tmp_path)
    corrected(release)

    def crash_when_switched(step: str) -> None:
        if step == "switched":
            raise InterruptedError

    keeper = Keeper(Folder(tmp_path), step=crash_when_switched)
    with pytest.raises(InterruptedError):
        keeper.update()
    assert (served(tmp_path) / "rest").exists()
    assert Checker(keeper).faults() == []
    call_command("mirror", tmp_path, "--verify")
    assert not (served(tmp_path) / "rest").exists()


def test_whoever_wrote_a_manifest_writes_it_again(tmp_path: Path) -> None:
    release_of(replace(DOCUMENT, turns=()))
    keeper = copy_in(tmp_path)
    forged(served(tmp_path) / "manifest.json")
    faults = Checker(keeper).faults()
    assert [str(fault) for fault in faults] == ["changed: manifest.json"]
    put_back(keeper, faults)
    assert manifests.load(served(tmp_path)) == keeper.served
    assert Checker(keeper).faults() == []


def test_a_copy_that_another_key_signed_counts_for_nothing(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    release_of(replace(DOCUMENT, turns=()))
    first = copy_in(tmp_path)
    settings.RECORD_KEY = "QW5vdGhlciBrZXksIG5vYm9keSB0cnVzdHMgdGhpcyE="
    again = Keeper(Folder(tmp_path))
    assert again.served is None
    assert [str(fault) for fault in Checker(again).faults()] == ["changed: manifest.json"]
    assert first.served
    with pytest.raises(manifests.NotTrueError):
        manifests.load(served(tmp_path))
    settings.RECORD_KEY = ""
    # Without a key nothing can be told of a signature, which is said.
    assert Keeper(Folder(tmp_path)).served == first.served
    call_command("mirror", tmp_path, "--verify")
    assert capsys.readouterr() == (
        "The copy is as it was written.\n",
        "RECORD_KEY is not set: nobody can tell who wrote the list of its files.\n",
    )
