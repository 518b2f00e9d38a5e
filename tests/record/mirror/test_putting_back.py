from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from releases.record.mirror import manifest as manifests
from releases.record.mirror.checking import Checker
from releases.record.mirror.generation import Folder
from releases.record.mirror.keeping import Keeper
from releases.record.mirror.putting_back import put_back
from releases.record.mirror.render import NotAnsweredError
from releases.record.models import Release
from releases.record.publishing import withdraw
from tests.record.making import DOCUMENT, release_of
from tests.record.mirror.copying import copy_in, corrected, served
from tests.record.mirror.test_checking import content, flipped, forged, led_elsewhere, made_a_folder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf", "few_lists")]

# As whoever asks it itself is told, and as a page is.
AWAY = (OperationalError, NotAnsweredError)


@contextmanager
def database_away() -> Iterator[None]:
    """Have the database answer nothing."""

    def away(*_: object) -> None:
        raise OperationalError("away")

    with connection.execute_wrapper(away):
        yield


def named(keeper: Keeper) -> list[str]:
    """Return what is wrong, while the database is away."""
    with database_away():
        return [str(fault) for fault in Checker(keeper).faults()]


def put_back_without_database(keeper: Keeper) -> None:
    with database_away():
        put_back(keeper, Checker(keeper).faults())


def not_elsewhere(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return of which files it was said that they have to wait for the database."""
    said = "No other generation has it: made anew when the database answers. "
    return [one.removeprefix(said) for one in caplog.messages if one.startswith(said)]


def small() -> Release:
    return release_of(replace(DOCUMENT, turns=DOCUMENT.turns[2:3]))


def bare() -> Release:
    return release_of(replace(DOCUMENT, turns=()))


@pytest.fixture
def half_done(tmp_path: Path) -> tuple[Keeper, Release]:
    """Return who keeps a small generation before a whole one, and the release that has not changed.

    Of the others one is corrected and one withdrawn: the database has gone before the next whole one.
    """
    same, changed, gone = small(), bare(), bare()
    copy_in(tmp_path)
    corrected(changed)
    withdraw(release_id=gone.pk, reason="有误", by="签发人")

    def stop_when_switched(step: str) -> None:
        if step == "switched":
            # The next whole generation is not begun; what was withdrawn is taken out all the same.
            keeper.stop = lambda: True

    keeper = Keeper(Folder(tmp_path), step=stop_when_switched)
    with pytest.raises(InterruptedError):
        keeper.update()
    keeper.stop = lambda: False
    return keeper, same


def test_without_a_database_all_but_the_only_bytes_is_put_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    release, other = small(), bare()
    keeper = copy_in(tmp_path)
    corrected(other)
    keeper.update()
    assert keeper.folder.numbers() == [1, 2, 3]
    here, whole = served(tmp_path), content(served(tmp_path))
    cite = f"200/releases/{release.pk}/v1/cite/t3/index.html"
    page, same = f"200/releases/{release.pk}/v1/index.html", cite
    # The other generation has it under another name on disk, and under the very same one.
    assert (here / page).samefile(tmp_path / "generations/1" / page)
    (here / page).unlink()
    (here / page).write_text("x")
    flipped(here / same)
    led_elsewhere(here / f"302/q/{release.pk}/t3")
    made_a_folder(here / f"302/p/{release.pk}/1")
    (here / "200/evil").symlink_to("/etc")
    forged(here / "manifest.json")
    led_elsewhere(tmp_path / "current")
    assert sorted(named(keeper)) == [
        "added: 200/evil",
        f"added: 302/p/{release.pk}/1/x",
        f"changed: {same}",
        f"changed: {page}",
        f"changed: 302/q/{release.pk}/t3",
        "changed: current",
        "changed: manifest.json",
        f"missing: 302/p/{release.pk}/1",
    ]
    with pytest.raises(AWAY):
        put_back_without_database(keeper)
    assert not_elsewhere(caplog) == [f"changed: {same}"]
    assert served(tmp_path) == here
    assert content(here) == {file: data for file, data in whole.items() if file != same}
    assert named(keeper) == [f"missing: {same}"]
    put_back(keeper, Checker(keeper).faults())
    assert (content(here), named(keeper)) == (whole, [])


def test_a_small_generation_and_the_whole_one_behind_it_are_watched(
    tmp_path: Path, half_done: tuple[Keeper, Release], caplog: pytest.LogCaptureFixture
) -> None:
    keeper, same = half_done
    # What was withdrawn is gone from the whole one, which is as it should be.
    assert named(keeper) == []
    first, rest = served(tmp_path), served(tmp_path) / "rest"
    page, link = f"200/releases/{same.pk}/index.html", f"302/q/{same.pk}/t3"
    base = rest.resolve()
    flipped(first / "200/index.html")
    led_elsewhere(base / link)
    (base / page).unlink()
    rest.unlink()
    (rest / "200").mkdir(parents=True)
    (rest / "200/index.html").write_text("x")
    assert named(keeper) == [
        "changed: rest",
        "added: rest/200/index.html",
        "changed: 200/index.html",
        f"missing: {page}",
        f"changed: {link}",
    ]
    with pytest.raises(AWAY):
        put_back_without_database(keeper)
    assert not_elsewhere(caplog) == ["changed: 200/index.html", f"missing: {page}"]
    # What was added has led nobody to take a file from behind it.
    assert ((rest / "200/index.html").exists(), rest.resolve()) == (True, base)
    assert named(keeper) == ["missing: 200/index.html", f"missing: {page}"]
    # Whoever asks it to stop is no outage.
    keeper.stop = lambda: True
    caplog.clear()
    with pytest.raises(InterruptedError):
        put_back(keeper, Checker(keeper).faults())
    assert caplog.messages == []
    keeper.stop = lambda: False
    put_back(keeper, Checker(keeper).faults())
    # Its page names a release that was corrected: there was no way back to the bytes that it had.
    assert served(tmp_path) != first
    assert ((served(tmp_path) / page).exists(), named(keeper)) == (True, [])


def test_a_generation_that_is_gone_is_named_and_written_anew(tmp_path: Path) -> None:
    bare()
    keeper = copy_in(tmp_path)
    whole = content(served(tmp_path))
    shutil.rmtree(tmp_path / "generations/1")
    with pytest.raises(AWAY):
        put_back_without_database(keeper)
    found = named(keeper)
    assert found == ["changed: current", "changed: lists/site.jsonl", *found[2:3], "changed: manifest.json"]
    put_back(keeper, Checker(keeper).faults())
    assert (content(served(tmp_path)), named(keeper)) == (whole, [])


def test_the_last_signed_generation_is_served_in_place_of_a_forged_one(tmp_path: Path) -> None:
    bare()
    keeper = copy_in(tmp_path)
    here = served(tmp_path)
    shutil.copytree(here, tmp_path / "generations/7", symlinks=True)
    forged(tmp_path / "generations/7/manifest.json")
    keeper.folder.switch(7)
    keeper = Keeper(Folder(tmp_path))
    assert named(keeper) == ["changed: manifest.json"]
    with pytest.raises(AWAY):
        put_back_without_database(keeper)
    assert served(tmp_path) == here
    keeper.folder.switch(7)
    put_back(keeper, Checker(keeper).faults())
    assert served(tmp_path).name == "8"
    assert manifests.load(served(tmp_path)) == keeper.served


def test_a_folder_in_place_of_the_link_to_a_generation_goes(tmp_path: Path) -> None:
    bare()
    keeper = copy_in(tmp_path)
    here = served(tmp_path)
    made_a_folder(tmp_path / "current")
    put_back_without_database(keeper)
    assert served(tmp_path) == here


def test_nothing_is_written_through_a_folder_that_leads_out_of_the_copy(tmp_path: Path) -> None:
    """Beside a list that is not believed nobody knows what was added."""
    release, other = bare(), bare()
    keeper = copy_in(tmp_path / "copy")
    here, whole = served(tmp_path / "copy"), content(served(tmp_path / "copy"))
    outside = tmp_path / "outside"
    shutil.move(here / f"200/releases/{release.pk}", outside)
    before = content_of(outside)
    (here / f"200/releases/{release.pk}").symlink_to(outside)
    flipped(here / f"lists/{other.pk}.jsonl")
    with pytest.raises(AWAY):
        put_back_without_database(keeper)
    # Nor is what the list had taken for added.
    assert (here / f"200/releases/{other.pk}/index.html").exists()
    put_back(keeper, Checker(keeper).faults())
    assert content_of(outside) == before
    assert (content(served(tmp_path / "copy")), named(keeper)) == (whole, [])


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_cannot_be_put_back_is_read_again_in_the_next_round(tmp_path: Path) -> None:
    release = bare()
    keeper = copy_in(tmp_path)
    checker = Checker(keeper)
    assert checker.faults(most=0) == []
    flipped(served(tmp_path) / f"200/releases/{release.pk}/index.html")
    rounds = [[str(one) for one in checker.faults(most=most)] for most in (0, 1 << 30, 0, 0)]
    assert rounds == [[], *([[f"changed: 200/releases/{release.pk}/index.html"]] * 3)]
