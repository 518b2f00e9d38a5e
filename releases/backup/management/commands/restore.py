"""The restore command: the site again from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.backup.fault import BackupError
from releases.backup.restoring import other_keys, restore

_MEANS = {
    "SECRET_KEY": "已登录的人要重新登录，发出的预览链接和提前供稿链接失效",
    "RECORD_KEY": "发布链条的签名换了一把密钥，需要公告",
}


class Command(BaseCommand):
    """Fill an empty site from a backup and check what came of it."""

    help = "从备份恢复到空的数据库和空的目录，然后核对每一版、每张照片、每个附件。"
    # The database these would look at is not there yet.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare which backup."""
        parser.add_argument("folder", type=Path, metavar="目录", help="一份备份，如 /backup/20260329T010000Z")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Restore, say which keys are missing, and check."""
        try:
            found = restore(options["folder"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已恢复 {found.made_at} 的备份，共 {len(found.files)} 个文件。")
        for name in other_keys(found):
            self.stderr.write(f"注意：{name} 与备份时不同，{_MEANS[name]}。")
        call_command("verify_record", stdout=self.stdout)
