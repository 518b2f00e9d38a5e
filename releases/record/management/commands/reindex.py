"""The reindex command: the index of search made anew from the current versions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from releases.record.reindexing import reindex, releases_after


class Command(BaseCommand):
    """Make the index of search anew."""

    help = "重建检索索引：逐个发布重建，各自提交，网站不停；随时可以中断，用 --after 接着做。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to go on."""
        parser.add_argument("--after", default="", metavar="编号", help="从这个编号之后继续")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Go through all releases, telling after each how far it has come."""
        release_ids = releases_after(options["after"])
        entries = 0
        last = options["after"]
        try:
            for done, (release_id, number) in enumerate(reindex(release_ids), 1):
                entries += number
                last = release_id
                line = f"{done}/{len(release_ids)} 个发布，{entries} 个条目，到 {release_id}"
                # One line that is written over on a screen, and a last one in a file.
                if self.stderr.isatty():
                    self.stderr.write(f"\r{line}", ending="")
        except KeyboardInterrupt:
            self.stderr.write(f"\n已中断。继续：manage.py reindex --after {last}" if last else "\n已中断。")
            raise SystemExit(130) from None
        self.stdout.write(f"\n已重建 {len(release_ids)} 个发布，共 {entries} 个条目。".lstrip())
