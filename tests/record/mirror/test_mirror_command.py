from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from pytest_django.fixtures import Settings

from releases.record.management.commands import mirror
from releases.record.mirror.generation import Folder
from releases.record.mirror.keeping import Keeper
from tests.record.making import DOCUMENT, release_of
from tests.record.mirror.copying import copy_in, corrected, served
from tests.record.mirror.test_checking import flipped

# A watch lets go of the database's connection between two rounds.
COMMITTED = pytest.mark.django_db(transaction=True, serialized_rollback=True)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf", "few_lists")]


def meanwhile(act: Callable[[], bool]) -> threading.Thread:
    """Ask again and again, and end the command as soon as it is so, or after a minute."""

    def ask() -> None:
        until = time.monotonic() + 60
        while not act() and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=ask)
    thread.start()
    return thread


@COMMITTED
def test_a_watch_follows_a_publication_and_puts_back_what_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mirror, "LOOK", 0.05)
    monkeypatch.setattr(mirror, "CHECK", 0.2)
    release = release_of(replace(DOCUMENT, turns=()))
    copy_in(tmp_path)
    corrected(release)
    before, page = served(tmp_path), f"200/releases/{release.pk}/index.html"
    whole: list[bytes] = []

    def is_put_back() -> bool:
        path = served(tmp_path) / page
        if served(tmp_path) == before or (served(tmp_path) / "rest").exists():
            return False
        if not whole:
            whole.append(path.read_bytes())
            # It has looked by then, in some rounds, and found nothing to put back.
            time.sleep(1)
            flipped(path)
        return path.exists() and path.read_bytes() == whole[0]

    thread = meanwhile(is_put_back)
    call_command("mirror", tmp_path, "--watch")
    thread.join()
    assert "更正后的标题" in whole[0].decode()
    assert capsys.readouterr().out == f"changed: {page}\n"


@COMMITTED
def test_a_watch_goes_on_after_a_failure_and_stops_between_two_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(mirror, "LOOK", 0.05)
    release_of(replace(DOCUMENT, turns=()))
    in_the_way = tmp_path / "generations/.unfinished-whole"
    in_the_way.parent.mkdir()
    in_the_way.touch()

    def fails() -> bool:
        if "mirror goes on after a failure" not in caplog.text:
            return False
        if in_the_way.is_file():
            in_the_way.unlink()
        return (in_the_way / "200/index.html").exists()

    thread = meanwhile(fails)
    call_command("mirror", tmp_path, "--watch")
    thread.join()
    # Nothing that a half-written copy could show is served.
    assert not (tmp_path / "current").exists()
    assert "NotADirectoryError" in caplog.text


@COMMITTED
def test_a_watch_names_what_was_changed_while_the_database_is_away_and_puts_it_back_after(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(mirror, "LOOK", 0.05)
    monkeypatch.setattr(mirror, "CHECK", 0.1)
    release = release_of(replace(DOCUMENT, turns=()))
    copy_in(tmp_path)
    page = served(tmp_path) / f"200/releases/{release.pk}/index.html"
    whole = page.read_bytes()
    flipped(page)
    is_away = True

    def away(execute: Callable[..., object], *asked: object) -> object:
        if is_away:
            raise OperationalError("away")
        return execute(*asked)

    def is_put_back() -> bool:
        nonlocal is_away
        if is_away and "No other generation has it" in caplog.text:
            assert not page.exists()
            is_away = False
        return page.exists() and page.read_bytes() == whole

    thread = meanwhile(is_put_back)
    with connection.execute_wrapper(away):
        call_command("mirror", tmp_path, "--watch")
    thread.join()
    named = capsys.readouterr().out.splitlines()
    changed, missing = (f"{what}: 200/releases/{release.pk}/index.html" for what in ("changed", "missing"))
    assert (named[0], {*named[1:]}) == (changed, {missing})
    assert f"The copy was not as it was written. {changed}" in caplog.messages
    assert page.read_bytes() == whole


def test_a_round_ends_within_thirty_seconds_of_the_one_before() -> None:
    """Neighbours take their time first, and what is found has to be made anew."""
    assert (mirror.CHECK <= 25, mirror.LOOK + mirror.SWEEP + mirror.CHECK <= 30) == (True, True)


def test_a_second_process_is_refused(tmp_path: Path) -> None:
    with (
        Folder(tmp_path).alone(),
        pytest.raises(CommandError, match=r"^Another process .+: stop it first\.$"),
    ):
        call_command("mirror", tmp_path)


def test_what_cannot_be_a_copy_is_told_before_anything_is_made(tmp_path: Path, settings: Settings) -> None:
    with pytest.raises(CommandError, match=r"^There is no copy in "):
        call_command("mirror", tmp_path, "--verify")
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://news.example.gov.cn", ["desk.example.gov.cn"]
    with pytest.raises(CommandError, match=r"news\.example\.gov\.cn answers: add it to ALLOWED_HOSTS\.$"):
        call_command("mirror", tmp_path)


def test_a_folder_that_cannot_be_written_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match=r"^No copy can be kept in \S+/file/copy: Not a directory\.$"):
        call_command("mirror", tmp_path / "file/copy")
    # The folder can be read, and not locked.
    (tmp_path / "lock").mkdir()
    with pytest.raises(CommandError, match=r"^No copy can be kept in \S+: Is a directory\.$"):
        call_command("mirror", tmp_path)
    with pytest.raises(CommandError, match=r"DIR: name a folder$"):
        call_command("mirror", "")


def test_without_a_key_it_is_said_once_whatever_is_done(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("mirror", tmp_path)
    assert capsys.readouterr().err == ""
    settings.RECORD_KEY = ""
    for words in ((), ("--verify",)):
        call_command("mirror", tmp_path, *words)
        warned = "RECORD_KEY is not set: nobody can tell who wrote the list of its files.\n"
        assert capsys.readouterr().err == warned


def test_a_copy_without_pdf_is_told_so(tmp_path: Path) -> None:
    call_command("mirror", tmp_path, "--without-pdf")
    keeper = Keeper(Folder(tmp_path))
    assert keeper.served
    assert keeper.served.without == ("pdf", "zip")
