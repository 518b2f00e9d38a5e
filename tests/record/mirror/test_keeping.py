from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from releases.record.mirror import manifest as manifests
from releases.record.mirror.generation import BusyError, Folder
from releases.record.mirror.keeping import Keeper
from releases.record.mirror.state import site_state
from releases.record.models import Release
from releases.record.publishing import withdraw
from tests.record.asking import topic
from tests.record.making import DOCUMENT, release_of, with_photo
from tests.record.mirror.copying import FIRST, MASTER, OTHER, SECRET, corrected, entries, says, served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]

Committed = Callable[[], AbstractContextManager[list[object]]]


class CrashError(Exception):
    """The process has ended here."""


class Steps:
    """Notes the steps of an update, and does something at one of them, once."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.at: dict[int, Callable[[], object]] = {}

    def __call__(self, name: str) -> None:
        self.taken.append(name)
        self.at.pop(len(self.taken), lambda: None)()


def crash() -> None:
    raise CrashError


def files(folder: Path) -> dict[str, int]:
    """Return the number on disk of every file of a generation, by its place."""
    return {
        str(path.relative_to(folder)): path.lstat().st_ino for path in folder.rglob("*") if path.is_file()
    }


def test_a_correction_is_served_first_and_all_else_is_taken_over(tmp_path: Path) -> None:
    other, release = release_of(FIRST), release_of()
    steps = Steps()
    keeper = Keeper(Folder(tmp_path), step=steps)
    keeper.update()
    before, old = served(tmp_path), files(served(tmp_path))
    assert steps.taken == ["written", "finished", "switched", "tidied"]
    assert not keeper.is_behind()
    keeper.update()
    assert served(tmp_path) == before
    corrected(release)
    # The whole generation is about to be written: what changed first is served already.
    steps.taken.clear()
    first: list[set[str]] = []
    steps.at[4] = lambda: first.append(says(served(tmp_path), "更正后的标题"))
    keeper.update()
    assert steps.taken == ["written", "finished", "switched", "written", "finished", "switched", "tidied"]
    page = f"200/releases/{release.pk}"
    assert {f"{page}/index.html", f"{page}/v2/index.html", f"{page}.json", "200/index.html"} <= first[0]
    assert {f"200/en/releases/{release.pk}/index.html", "200/releases/feed/index.atom"} <= first[0]
    new = files(served(tmp_path))
    assert new.keys() >= {f"{page}/v2.docx", f"{page}/v2/cite/t1/index.html"}
    kept = {file for file, number in new.items() if old.get(file) == number}
    of_other = {file for file in old if file.startswith(f"200/releases/{other.pk}/v1")}
    assert len(of_other) > 10
    assert of_other <= kept
    assert f"{page}/v1.docx" in kept
    # The other's page names the corrected one beside it.
    assert "更正后的标题" in (served(tmp_path) / f"200/releases/{other.pk}/index.html").read_text()
    assert "更正后的标题" in (served(tmp_path) / "200/sections/jdhy/xwfbh/index.html").read_text()
    assert f"/releases/{release.pk}/v2/" in (served(tmp_path) / f"{page}/v1/index.html").read_text()
    assert says(served(tmp_path), "更正后的标题") >= first[0]


@pytest.mark.usefixtures("few_lists")
def test_what_changes_while_a_copy_is_written_is_served_before_it_is_done(tmp_path: Path) -> None:
    release = release_of()
    steps = Steps()
    keeper = Keeper(Folder(tmp_path), step=steps)
    keeper.update()
    corrected(release, "第二版")
    steps.taken.clear()
    # At the end of the whole generation of the second version comes a third.
    steps.at[4] = lambda: corrected(release, "第三版")
    keeper.update()
    page = f"200/releases/{release.pk}/index.html"
    assert "第三版" in (served(tmp_path) / page).read_text()
    assert (served(tmp_path) / "rest" / page).read_text().count("第二版") > 1
    assert keeper.is_behind()
    corrected(release, "第四版")
    keeper.update()
    assert not (served(tmp_path) / "rest").exists()
    assert "第四版" in (served(tmp_path) / page).read_text()


@pytest.mark.usefixtures("few_lists")
def test_a_withdrawal_leaves_nothing_of_it_in_any_generation(tmp_path: Path, committed: Committed) -> None:
    photo, shared = (f"200/media/photos/{one.digest[:2]}/{one.digest}.jpg" for one in (MASTER, OTHER))
    release = release_of(with_photo(with_photo(FIRST, MASTER), OTHER), MASTER, OTHER)
    release_of(with_photo(replace(DOCUMENT, turns=DOCUMENT.turns[:1]), OTHER), OTHER)
    steps = Steps()
    keeper = Keeper(Folder(tmp_path), step=steps)
    keeper.update()
    assert len(says(tmp_path, SECRET)) > 10
    assert (served(tmp_path) / photo).exists()
    with committed():
        withdraw(release_id=release.pk, reason="内容有误", by="签发人")
    steps.taken.clear()
    at_once: list[set[str]] = []

    def look() -> None:
        at_once.append({one for one in says(tmp_path, SECRET) if release.pk in one})
        # Another release shows this one.
        assert (served(tmp_path) / "rest" / shared).exists()

    steps.at[4] = look
    keeper.update()
    assert at_once == [set()]
    assert says(tmp_path, SECRET) == set()
    assert [*(tmp_path / "generations").rglob("*.jpg")] == [served(tmp_path) / shared]
    gone = {entry.url: entry.status for entry in entries(served(tmp_path)) if release.pk in entry.url}
    assert {*gone.values()} == {410}
    assert gone.keys() > {f"/releases/{release.pk}/", f"/releases/{release.pk}.docx", f"/q/{release.pk}/t3"}


@pytest.mark.usefixtures("few_lists")
def test_a_crash_at_any_step_leaves_a_copy_that_is_served(tmp_path: Path, small: Release) -> None:
    keeper = Keeper(Folder(tmp_path), grace=0)
    keeper.update()
    for number in range(1, 8):
        steps = Steps()
        steps.at[number] = crash
        crashing = Keeper(Folder(tmp_path), grace=0, step=steps)
        topic(f"topic-{number}", f"主题{number}")
        with pytest.raises(CrashError):
            crashing.update()
        is_new = manifests.load(served(tmp_path)).revision == site_state()
        assert (number, is_new) == (number, number >= 3)
        after = Keeper(Folder(tmp_path), grace=0)
        after.update()
        assert not after.is_behind()
        assert f"主题{number}" in (served(tmp_path) / "200/index.html").read_text()
        assert [path.name for path in (tmp_path / "generations").iterdir()] == [served(tmp_path).name]
    assert small.pk in manifests.load(served(tmp_path)).states


@pytest.mark.usefixtures("few_lists")
def test_pages_that_only_name_others_wait_where_time_is_short(tmp_path: Path, small: Release) -> None:
    other = release_of(replace(DOCUMENT, turns=()))
    keeper = Keeper(Folder(tmp_path))
    keeper.update()
    # What somebody took away is made anew, whether it has changed or not.
    lost = [served(tmp_path) / f"200/releases/{file}" for file in ("index.html", f"{small.pk}/v1.txt")]
    for path in lost:
        path.unlink()
    topic()
    keeper.update(seconds=0)
    assert [path.exists() for path in lost] == [False, False]
    assert all((served(tmp_path) / path.relative_to(lost[0].parents[2])).exists() for path in lost)
    assert keeper.served
    late = keeper.served.behind
    # The page of each, the same as asked for from paper, and that of a question, in both languages.
    assert late == 10
    assert keeper.is_behind()
    keeper.update()
    assert keeper.served.behind == 0
    # What names a release that has changed does not wait.
    corrected(other)
    keeper.update(seconds=0)
    assert "更正后的标题" in (served(tmp_path) / f"200/releases/{small.pk}/index.html").read_text()


@pytest.mark.usefixtures("few_lists")
def test_old_generations_go_when_their_time_is_over(tmp_path: Path, small: Release) -> None:
    path = f"200/releases/{small.pk}.zip"
    Keeper(Folder(tmp_path), without=["zip"]).update()
    assert not (served(tmp_path) / path).exists()
    keeper = Keeper(Folder(tmp_path), grace=3600)
    keeper.update()
    # What was left out comes as soon as it is not.
    assert (served(tmp_path) / path).exists()
    assert keeper.folder.numbers() == [1, 2, 3]
    Keeper(Folder(tmp_path), grace=0).update()
    assert keeper.folder.numbers() == [3]


def test_two_processes_do_not_keep_one_copy(tmp_path: Path) -> None:
    with Folder(tmp_path).alone(), pytest.raises(BusyError), Folder(tmp_path).alone():
        pass


@pytest.fixture
def small() -> Release:
    """Return a release with little to make files of."""
    return release_of(replace(DOCUMENT, turns=DOCUMENT.turns[2:3]))
