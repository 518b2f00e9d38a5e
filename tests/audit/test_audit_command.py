"""The audit command: exporting and checking."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from releases.audit.models import Entry
from tests.audit.making import seen, three, unguarded


def run(*arguments: str) -> tuple[int, str, str]:
    """Return the exit code and both outputs."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("audit", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_export_prints_lines_and_stands_in_them_itself() -> None:
    three()
    code, out, err = run("export")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, [row["number"] for row in rows]) == (0, [1, 2, 3, 4])
    assert err == f"已导出 4 条。核对值 4:{rows[3]['hash']}\n"
    assert seen()[3] == ("命令行", "download", "audit.entry", "ok", None, "audit export ..")


@pytest.mark.django_db
def test_export_of_days() -> None:
    last = three()[2]
    code, out, err = run("export", "--since", "2026-04-01", "--until", "2026-04-01")
    assert (code, len(out.splitlines()), err) == (0, 3, f"已导出 3 条。核对值 3:{last.hash}\n")
    assert seen()[3][5] == "audit export 2026-04-01..2026-04-01"
    assert run("export", "--until", "2026-03-31")[1:] == ("", "已导出 0 条。\n")


@pytest.mark.django_db
def test_export_to_a_file_for_one_account_and_never_over_another(tmp_path: Path) -> None:
    three()
    path = tmp_path / "a.jsonl"
    assert run("export", "-o", str(path))[:2] == (0, "")
    assert (path.stat().st_mode & 0o777, len(path.read_text("utf-8").splitlines())) == (0o600, 4)
    before = path.read_bytes()
    with pytest.raises(CommandError, match="已经存在，没有覆盖"):
        run("export", "-o", str(path))
    with pytest.raises(CommandError, match="无法写入"):
        run("export", "-o", str(tmp_path / "none" / "a.jsonl"))
    assert (path.read_bytes(), Entry.objects.count()) == (before, 4)


@pytest.mark.django_db
def test_verify_says_how_far_the_trail_is_sound() -> None:
    assert run("verify") == (0, "没有任何记录。\n", "")
    last = three()[2]
    assert run("verify") == (0, f"第 1 条至第 3 条，共 3 条，完整。核对值 3:{last.hash}\n", "")
    assert run("verify", "--expect", f"3:{last.hash.upper()}")[0] == 0


@pytest.mark.django_db
def test_verify_names_the_first_broken_row() -> None:
    last = three()[2]
    unguarded()
    Entry.objects.filter(number=2).update(account="别人")
    assert run("verify") == (1, "第 2 条有问题：内容与校验值不符。\n", "")
    Entry.objects.filter(number__gt=1)._raw_delete("default")
    assert run("verify")[0] == 0
    said = "第 2 条有问题：核对值所指的第 3 条缺失，末尾的记录被删去。\n"
    assert run("verify", "--expect", f"3:{last.hash}") == (1, said, "")


LINE = (
    '{"account":"","action":"step","actor":null,"address":"","at":"2026-04-01T04:00:00.000000+00:00",'
    '"detail":"","hash":"HASH","label":"","number":9,"previous":"' + "0" * 64 + '","result":"ok",'
    '"status":null,"what":""}\n'
)


def test_verify_of_a_file_needs_no_database(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(LINE, "utf-8")
    assert run("verify", "--file", str(path)) == (1, "第 9 条有问题：内容与校验值不符。\n", "")
    path.write_text("", "utf-8")
    assert run("verify", "--file", str(path)) == (0, "没有任何记录。\n", "")
    path.write_bytes(b"\xff")
    for unreadable in (path, tmp_path / "none"):
        with pytest.raises(CommandError, match="无法读取"):
            run("verify", "--file", str(unreadable))


@pytest.mark.django_db
def test_verify_of_an_exported_file(tmp_path: Path) -> None:
    three()
    path = tmp_path / "a.jsonl"
    checkpoint = run("export", "-o", str(path))[2].partition("核对值 ")[2].strip()
    said = f"第 1 条至第 4 条，共 4 条，完整。核对值 {checkpoint}\n"
    assert run("verify", "--file", str(path), "--expect", checkpoint) == (0, said, "")
    path.write_text(path.read_text("utf-8").replace("第 1 次", "第 7 次"), "utf-8")
    assert run("verify", "--file", str(path)) == (1, "第 2 条有问题：内容与校验值不符。\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("export", "--since", "昨天"),
        ("verify", "--expect", "3"),
        ("verify", "--expect", "x:" + "0" * 64),
        ("verify", "--expect", "0:" + "0" * 64),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
