"""The audit command: the trail as a file, and whether it is unbroken."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper

from releases.audit import export, verify
from releases.audit.chain import append
from releases.audit.log import OPERATOR
from releases.audit.models import Action
from releases.audit.verify import Checkpoint, Outcome


class Command(BaseCommand):
    """Export the audit trail, or check it."""

    help = "审计记录：导出（export），或检查是否完整（verify）。"
    # A file is checked without any database.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the two subcommands."""
        commands = parser.add_subparsers(dest="subcommand", required=True, metavar="export|verify")
        out = commands.add_parser("export", help="导出为 JSON 行")
        out.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="从这一天起（含）")
        out.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="到这一天止（含）")
        out.add_argument("-o", "--output", type=Path, metavar="FILE", help="写到文件（不写则为标准输出）")
        check = commands.add_parser("verify", help="检查序号、前后衔接和校验值")
        check.add_argument("--file", type=Path, metavar="FILE", help="检查导出的文件，不用数据库")
        check.add_argument("--expect", type=_checkpoint, metavar="N:HASH", help="以前导出时记下的核对值")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Do what the subcommand says."""
        if options["subcommand"] == "export":
            self._export(options["since"], options["until"], options["output"])
        else:
            self._verify(options["file"], options["expect"])

    def _export(self, since: date | None, until: date | None, path: Path | None) -> None:
        # An export is a download: it stands in what it exports.
        detail = f"audit export {since or ''}..{until or ''}"
        count, last = 0, None
        with self._opened(path) as out:
            append(by=None, account=OPERATOR, action=Action.DOWNLOAD, what="audit.entry", detail=detail)
            for row in export.rows(since=since, until=until):
                out.write(export.line(row))
                count, last = count + 1, Checkpoint(row["number"], row["hash"])
        self.stderr.write(f"已导出 {count} 条。" + (f"核对值 {last}" if last else ""))

    @contextmanager
    def _opened(self, path: Path | None) -> Iterator[IO[str] | OutputWrapper]:
        if path is None:
            yield self.stdout
            return
        try:
            # Names and addresses of people: for the one account only, and never over an earlier export.
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            raise CommandError(f"文件 {path} 已经存在，没有覆盖。") from None
        except OSError as error:
            raise CommandError(f"无法写入 {path}：{error.strerror}。") from error
        with path.open("w", encoding="utf-8", newline="\n") as out:
            yield out

    def _verify(self, path: Path | None, expect: Checkpoint | None) -> None:
        if path is None:
            outcome = verify.verify(export.rows(), expect=expect)
        else:
            try:
                with path.open(encoding="utf-8") as file:
                    outcome = verify.verify(verify.lines(file), first=None, expect=expect)
            except (OSError, UnicodeDecodeError) as error:
                raise CommandError(f"无法读取 {path}：{error}") from error
        self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        if outcome.fault:
            self.stdout.write(f"第 {outcome.broken} 条有问题：{outcome.fault}。")
            sys.exit(1)
        if not outcome.last.hash:
            self.stdout.write("没有任何记录。")
            return
        first, last = outcome.first, outcome.last
        count = last.number - first + 1
        self.stdout.write(f"第 {first} 条至第 {last.number} 条，共 {count} 条，完整。核对值 {last}")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _checkpoint(text: str) -> Checkpoint:
    number, _, digest = text.partition(":")
    if int(number) < 1 or len(digest) != 64:
        raise ValueError
    return Checkpoint(int(number), digest.lower())
