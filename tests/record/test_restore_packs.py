"""The commands write_packs and restore_packs."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from releases.record.models import Release, ReleaseState, Version
from releases.record.publishing import publish, withdraw
from tests.record.making import DOCUMENT, held, no_files, release_of, several
from tests.record.packing import packed
from tests.record.test_restoring import LostError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]


def test_packs_are_written_once_and_only_for_whoever_runs_the_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    several(2)
    folder = tmp_path / "packs"
    call_command("write_packs", str(folder))
    assert capsys.readouterr().out == "写出 2 个资料包，0 个已有。\n"
    assert sorted(path.name for path in folder.iterdir()) == [
        *("20260101-1-v1.zip", "20260102-1-v1.zip", "headings.json")
    ]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    document = replace(DOCUMENT, title="更正")
    publish(document=document, files=no_files, by="签发人", note="更正", release_id="20260102-1")
    call_command("write_packs", str(folder))
    assert capsys.readouterr().out == "写出 1 个资料包，1 个已有。\n"
    assert (folder / "20260102-1-v2.zip").exists()


def test_of_each_release_the_fullest_pack_is_restored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        with transaction.atomic():
            release_of()
            packed(tmp_path)
            # Ten versions: v10 stands before v2 where names are ordered.
            for number in range(2, 11):
                document = replace(DOCUMENT, title=f"第{number}版")
                publish(document=document, files=no_files, by="签发人", note="更正", release_id="20260329-1")
            release_of()
            packed(tmp_path)
            withdraw(release_id="20260329-2", reason="有误", by="签发人")
            packed(tmp_path)
            raise LostError
    except LostError:
        pass
    assert len(list(tmp_path.glob("*.zip"))) == 4
    call_command("restore_packs", str(tmp_path))
    assert capsys.readouterr().out == "已恢复 2 个发布、12 个版本。\n"
    assert (Release.objects.get(pk="20260329-1").title, Version.objects.count()) == ("第10版", 12)
    assert Release.objects.get(pk="20260329-2").state == ReleaseState.WITHDRAWN
    call_command("restore_packs", str(tmp_path))
    assert capsys.readouterr().out == "已恢复 0 个发布、0 个版本；2 个发布已有，没有改动。\n"


def test_nothing_is_written_where_one_pack_is_not_as_it_was(tmp_path: Path) -> None:
    try:
        with transaction.atomic():
            several(2)
            packed(tmp_path)
            raise LostError
    except LostError:
        pass
    second = tmp_path / "20260102-1-v1.zip"
    data = bytearray(second.read_bytes())
    data[100] ^= 1
    second.write_bytes(data)
    with pytest.raises(CommandError, match=r"^20260102-1-v1.zip：index.html 被改动。$"):
        call_command("restore_packs", str(tmp_path))
    assert not Release.objects.exists()


def test_what_stood_before_a_refused_pack_is_told(tmp_path: Path) -> None:
    try:
        with transaction.atomic():
            several(2)
            packed(tmp_path)
            raise LostError
    except LostError:
        pass
    # The second one's place is taken by another release.
    release_of(held(DOCUMENT, date(2026, 1, 2)))
    with pytest.raises(CommandError, match=r"20260102-1-v1.zip：已有编号为 .*（在它之前已恢复 1 个发布）$"):
        call_command("restore_packs", str(tmp_path))
    assert Release.objects.filter(pk="20260101-1").exists()


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="里没有资料包。"):
        call_command("restore_packs", str(tmp_path))
