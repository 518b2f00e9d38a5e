"""The import_transcript command: a transcript, or a folder of them, to the desk."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, ProgrammingError

from releases.desk import workflow
from releases.desk.importing import ImportingError, import_transcript, imported_before
from releases.desk.models import State
from releases.desk.refusal import WorkflowError
from releases.record.models import Section
from releases.transcripts.reading import read
from releases.transcripts.result import TranscriptError

SUFFIXES = (".docx", ".htm", ".html", ".txt")
PHOTO_SUFFIXES = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
BAR = 30
_WHY = {
    FileNotFoundError: "没有这个文件",
    PermissionError: "没有读取它的权限",
}


class FailedError(Exception):
    """One file could not be dealt with; the message is a Chinese sentence."""


class Command(BaseCommand):
    """Import transcripts as drafts, or show what would be read."""

    help = "导入发布会文字稿（.txt、.docx、.html），可以是一个文件或一个文件夹。"
    # A dry run needs no database, so not even one that is set up.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.add_argument("path", type=Path, metavar="FILE|FOLDER", help="文字稿，或装有文字稿的文件夹")
        parser.add_argument("--section", metavar="PATH", help="栏目路径，例如 jdhy/xwfbh")
        parser.add_argument("--photos", type=Path, metavar="DIR", help="装有文字稿所提到的图片的文件夹")
        parser.add_argument("--by", metavar="USERNAME", help="记为由这个账号导入（不写则记为系统导入）")
        parser.add_argument("--publish", action="store_true", help="检查通过后立即发布")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="只读取，不保存：在标准输出打印一个 JSON 对象（文件夹则每个文件一行）",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Deal with the file or folder; exit 1 where something failed."""
        path: Path = options["path"]
        try:
            if path.is_dir():
                failures = self._folder(path, options)
            else:
                self.stdout.write(self._one(path, options))
                failures = 0
        except FailedError as failure:
            self.stderr.write(str(failure))
            failures = 1
        if failures:
            sys.exit(1)

    def _folder(self, folder: Path, options: dict[str, Any]) -> int:
        files = sorted(each for each in folder.iterdir() if _is_transcript(each))
        if not files:
            raise FailedError(f"文件夹 {folder} 中没有文字稿（{'、'.join(SUFFIXES)}）。")
        failures = 0
        for done, file in enumerate(files):
            self._progress(done, len(files), file.name)
            try:
                self.stdout.write(self._one(file, options))
            except FailedError as failure:
                failures += 1
                self.stderr.write(f"{self._cleared()}{failure}")
        self._progress(len(files), len(files), "")
        self.stderr.write(f"共 {len(files)} 个文件：成功 {len(files) - failures} 个，失败 {failures} 个。")
        return failures

    def _one(self, file: Path, options: dict[str, Any]) -> str:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise FailedError(f"无法打开文件 {file}：{_WHY.get(type(error), error.strerror)}。") from error
        try:
            if options["dry_run"]:
                answer = read(data, file.name).to_json()
                if options["path"].is_dir():
                    # A line of many says which file it is of.
                    answer = {"file": file.name, **answer}
                return json.dumps(answer, ensure_ascii=False)
            return self._saved(file.name, data, options)
        except (TranscriptError, ImportingError) as error:
            raise FailedError(f"{file.name}：{error}") from error
        except (OperationalError, ProgrammingError) as error:
            raise FailedError(
                f"{file.name}：数据库还不能用，请先运行 manage.py migrate（{error}）。"
            ) from error

    def _saved(self, name: str, data: bytes, options: dict[str, Any]) -> str:
        by = _user(options["by"])
        if options["publish"] and by is not None and not by.has_perm("desk.publish_conference"):
            raise FailedError(f"{name}：账号 {by.username} 没有签发权限，没有导入。")
        before = imported_before(data)
        conference = before or import_transcript(
            data=data,
            name=name,
            by=by,
            section=_section(options["section"]),
            photos=_photos(options["photos"]),
        )
        done = "以前导入过，没有重复导入" if before else "已导入为草稿"
        said = [f"{name}：{done}，《{conference}》（{conference.pk} 号）"]
        if options["publish"] and conference.state == State.DRAFT:
            try:
                version = workflow.publish(conference=conference, by=by)
            except WorkflowError as error:
                raise FailedError(f"{'，'.join(said)}，但没有发布：{error}") from error
            said.append(f"已发布为 {version.release_id}")
        return "，".join(said) + "。"

    def _cleared(self) -> str:
        """Return what takes the bar off the line that something else is to be written on."""
        return "\r\033[K" if self.stderr.isatty() else ""

    def _progress(self, done: int, total: int, name: str) -> None:
        if self.stderr.isatty():
            filled = BAR * done // total
            bar = "█" * filled + "░" * (BAR - filled)
            self.stderr.write(
                f"{self._cleared()}{bar} {done}/{total} {name}", ending="" if done < total else "\n"
            )


def _is_transcript(file: Path) -> bool:
    # Word's lock files (~$) and what file managers hide (.) bear a transcript's ending too.
    return file.suffix.lower() in SUFFIXES and not file.name.startswith((".", "~$"))


def _user(username: str | None) -> User | None:
    if username is None:
        return None
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist:
        raise FailedError(f"没有名为 {username} 的账号。") from None


def _section(path: str | None) -> Section | None:
    if path is None:
        return None
    try:
        return Section.objects.get(path=path.strip("/"))
    except Section.DoesNotExist:
        raise FailedError(f"没有路径为 {path} 的栏目。") from None


def _photos(folder: Path | None) -> dict[str, bytes]:
    if folder is None:
        return {}
    if not folder.is_dir():
        raise FailedError(f"图片文件夹 {folder} 不存在。")
    return {
        each.name: each.read_bytes() for each in folder.iterdir() if each.suffix.lower() in PHOTO_SUFFIXES
    }
