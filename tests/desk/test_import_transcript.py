from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from releases.desk.models import Conference
from releases.record.models import Release
from tests.desk.making import TRANSCRIPT, account, photo_bytes, word_bytes

SECTION = "--section=jdhy/xwfbh"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def run(*arguments: str, terminal: bool = False) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error."""
    out, err = io.StringIO(), Terminal() if terminal else io.StringIO()
    try:
        call_command("import_transcript", *arguments, stdout=out, stderr=err, no_color=True)
    except SystemExit as leaving:
        return int(leaving.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "实录.txt"
    path.write_text(TRANSCRIPT)
    return path


def test_a_dry_run_prints_one_json_object_and_needs_no_database(file: Path) -> None:
    # No django_db mark: a single query would fail this test.
    code, out, err = run(str(file), "--dry-run")
    answer = json.loads(out)
    assert (code, err, list(answer)) == (0, "", ["document", "problems", "leftovers"])
    assert answer["document"]["title"] == "澜江市“清水入城”新闻发布会"
    assert answer["document"]["schema"] == "release-document/1"


def test_a_dry_run_of_a_folder_prints_a_line_a_file(file: Path) -> None:
    (file.parent / "二.docx").write_bytes(word_bytes())
    code, out, _ = run(str(file.parent), "--dry-run")
    assert (code, [json.loads(line)["document"]["venue"] for line in out.splitlines()]) == (
        0,
        ["澜江市政府一楼发布厅"] * 2,
    )


def test_what_cannot_be_read_gets_one_sentence(tmp_path: Path) -> None:
    scanned = tmp_path / "扫描.pdf"
    scanned.write_bytes(b"%PDF-1.7")
    assert run(str(scanned), "--dry-run") == (
        1,
        "",
        "扫描.pdf：PDF 文件不能直接读取，请上传 Word（.docx）、网页或文本格式的文字稿。\n",
    )
    missing = tmp_path / "没有.txt"
    code, out, err = run(str(missing))
    assert (code, out) == (1, "")
    assert err == f"无法打开文件 {missing}：没有这个文件。\n"


@pytest.mark.django_db
def test_a_file_becomes_a_draft_once(file: Path) -> None:
    user = account("撰稿", "zhou")
    code, out, err = run(str(file), SECTION, "--by=zhou")
    conference = Conference.objects.get()
    assert (code, err) == (0, "")
    assert out == f"实录.txt：已导入为草稿，《澜江市“清水入城”新闻发布会》（{conference.pk} 号）。\n"
    assert (conference.created_by, conference.state) == (user, "draft")
    code, out, _ = run(str(file), SECTION)
    assert code == 0
    assert out.startswith("实录.txt：以前导入过，没有重复导入，")
    assert Conference.objects.count() == 1


@pytest.mark.django_db
def test_publishing_at_once_and_publishing_what_was_imported_before(file: Path) -> None:
    run(str(file), SECTION)
    code, out, _ = run(str(file), "--publish")
    assert code == 0
    assert out.endswith("，已发布为 20260329-1。\n")
    assert run(str(file), "--publish")[0] == 0
    assert Release.objects.count() == 1


@pytest.mark.django_db
def test_what_cannot_be_published_stays_a_draft(file: Path) -> None:
    code, out, err = run(str(file), "--publish")
    draft = Conference.objects.get()
    assert (code, out, draft.state) == (1, "", "draft")
    assert err == f"实录.txt：已导入为草稿，《{draft}》（{draft.pk} 号），但没有发布：没有选择栏目。\n"


@pytest.mark.django_db
def test_photos_come_from_a_folder(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "9M0A9576.jpg").write_bytes(photo_bytes())
    (photos / "note.txt").write_text("x")
    named = tmp_path / "实录.txt"
    named.write_text(TRANSCRIPT.replace("图文实录：", "图文实录：\n9M0A9576.jpg"))
    assert run(str(named), f"--photos={photos}")[0] == 0
    assert Conference.objects.get().photos.get().digest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("argument", "sentence"),
    [
        ("--by=nobody", "没有名为 nobody 的账号。"),
        ("--section=none", "没有路径为 none 的栏目。"),
        ("--photos=/nowhere", "图片文件夹 /nowhere 不存在。"),
    ],
)
def test_an_argument_that_names_nothing_is_refused(file: Path, argument: str, sentence: str) -> None:
    assert run(str(file), argument) == (1, "", f"{sentence}\n")
    assert not Conference.objects.exists()


@pytest.mark.django_db
def test_a_folder_is_imported_past_a_bad_file(file: Path) -> None:
    (file.parent / "坏.docx").write_bytes(b"PK\x03\x04")
    (file.parent / "旧.html").write_text(f"<html><body>{TRANSCRIPT.replace(chr(10), '<br>')}</body></html>")
    (file.parent / "skip.pdf").write_bytes(b"%PDF")
    code, out, err = run(str(file.parent))
    assert (code, len(out.splitlines()), Conference.objects.count()) == (1, 2, 2)
    assert err.splitlines()[-1] == "共 3 个文件：成功 2 个，失败 1 个。"
    assert err.splitlines()[0].startswith("坏.docx：")


@pytest.mark.django_db
def test_a_terminal_sees_a_bar(file: Path) -> None:
    _, _, err = run(str(file.parent), terminal=True)
    assert err == (
        f"\r\033[K{'░' * 30} 0/1 实录.txt\r\033[K{'█' * 30} 1/1 \n共 1 个文件：成功 1 个，失败 0 个。\n"
    )


@pytest.mark.django_db
def test_an_error_takes_the_line_of_the_bar(file: Path) -> None:
    (file.parent / "a.docx").write_bytes(b"PK\x03\x04")
    _, _, err = run(str(file.parent), terminal=True)
    assert f"\r\033[K{'░' * 30} 0/2 a.docx\r\033[Ka.docx：Word" in err


def test_a_dry_run_over_a_folder_names_each_file(file: Path) -> None:
    code, out, err = run(str(file.parent), "--dry-run")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, [list(answer) for answer in answers]) == (
        0,
        [["file", "document", "problems", "leftovers"]],
    )
    assert (answers[0]["file"], err) == ("实录.txt", "共 1 个文件：成功 1 个，失败 0 个。\n")


@pytest.mark.django_db
def test_a_database_that_is_not_set_up_is_one_sentence(file: Path) -> None:
    # Rolled back with the test.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE desk_source RENAME TO desk_source_away")
    code, out, err = run(str(file))
    assert (code, out) == (1, "")
    assert err.startswith("实录.txt：数据库还不能用，请先运行 manage.py migrate（")


def test_a_folder_without_transcripts_says_so(tmp_path: Path) -> None:
    assert run(str(tmp_path)) == (
        1,
        "",
        f"文件夹 {tmp_path} 中没有文字稿（.docx、.htm、.html、.txt）。\n",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("active", [True, False])
def test_publishing_asks_whether_the_named_account_may(file: Path, active: bool) -> None:  # noqa: FBT001  (a table of cases)
    user = account("撰稿" if active else "签发")
    user.is_active = active
    user.save()
    code, out, err = run(str(file), SECTION, "--publish", "--by", user.username)
    assert (code, out) == (1, "")
    assert err.strip() == f"实录.txt：账号 {user.username} 没有签发权限，没有导入。"
    assert (Conference.objects.count(), Release.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [".hidden.txt", "._实录.txt", "~$实录.docx"])
def test_a_folder_is_read_without_what_programs_hide_there(file: Path, name: str) -> None:
    (file.parent / name).write_text("甲：这不是文字稿。")
    code, _, err = run(str(file.parent), SECTION)
    assert (code, err.strip()) == (0, "共 1 个文件：成功 1 个，失败 0 个。")
