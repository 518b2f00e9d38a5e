"""The preflight command: what the machine has to say of a transcript's file or of a release."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.desk.known import context_of, file_context
from releases.desk.models import Conference
from releases.preflight import Finding, Severity, check
from releases.record.models import Release
from releases.transcripts.reading import read
from releases.transcripts.result import TranscriptError

_SIGNS = {Severity.RED: "红", Severity.AMBER: "黄", Severity.NOTE: "注"}


class Command(BaseCommand):
    """Print the findings, and exit 1 where one of them is red."""

    help = "发布前检查：检查一个文字稿文件，或一场已发布的发布会（公开编号）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("what", metavar="FILE|RELEASE_ID", help="文字稿文件，或公开编号，例如 20260329-1")
        parser.add_argument("--json", action="store_true", help="在标准输出打印一个 JSON 列表")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Print the findings; exit 1 where one is red."""
        found = _of(options["what"])
        if options["json"]:
            self.stdout.write(json.dumps([finding.to_json() for finding in found], ensure_ascii=False))
        else:
            for finding in found:
                place = f"{finding.place} " if finding.place else ""
                self.stdout.write(f"[{_SIGNS[finding.severity]}] {place}{finding.message}")
            counts = "，".join(
                f"{sign} {sum(finding.severity is severity for finding in found)} 项"
                for severity, sign in _SIGNS.items()
            )
            self.stdout.write(f"共 {len(found)} 项：{counts}。")
        if any(finding.severity is Severity.RED for finding in found):
            sys.exit(1)


def _of(what: str) -> list[Finding]:
    path = Path(what)
    if path.is_file():
        try:
            parsed = read(path.read_bytes(), path.name)
        except (TranscriptError, OSError) as error:
            raise CommandError(f"{path.name}：{error}") from error
        return check(parsed.document, file_context(parsed))
    release = Release.objects.with_page().filter(pk=what).first()
    if release is None:
        raise CommandError(f"没有名为 {what} 的文件，也没有公开编号为 {what} 的发布。")
    conference = Conference.objects.filter(release_id=what).first()
    return check(release.newest.content, context_of(conference))
