"""The backup command: all that the site is, in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from releases.backup.fault import BackupError
from releases.backup.making import make


class Command(BaseCommand):
    """Back up the database and all files."""

    help = (
        "把数据库、照片和附件备份到一个目录，每次一个子目录；没变的文件不重复占地方。密钥只记指纹，另行保管。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to, and how many stay."""
        parser.add_argument("folder", type=Path, metavar="目录", help="备份放在哪里，最好在另一块盘上")
        parser.add_argument("--keep", type=_at_least_one, metavar="N", help="只留最新的 N 份（不写则全留）")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Make one and say where it is."""
        try:
            folder, digest = make(into=options["folder"], at=timezone.now(), keep=options["keep"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已备份到 {folder}\nmanifest.json 的 SHA-256：{digest}")


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
