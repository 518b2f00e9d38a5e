"""The restore_packs command: the record made anew from packs alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.record import headings_file
from releases.record.packs import PackError, checked
from releases.record.restoring import chain_all, restore


class Command(BaseCommand):
    """Check every pack, then write what they hold."""

    help = (
        "用资料包恢复发布：先核对目录里的全部资料包，有一个字节不符就指出是哪一个，什么也不写；"
        "然后写入每个发布的全部版本、照片和附件。已有且相同的跳过。"
        "headings.json 里的主题、部门和归类，只在站里还没有主题和部门时写入。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where the packs are."""
        parser.add_argument("folder", type=Path, metavar="目录", help="资料包（*.zip）所在的目录")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Restore each release from the pack that holds most of its versions."""
        restored = there = versions = 0
        try:
            fullest = _fullest(options["folder"])
            # Before the releases: whose departments spoke is told while they are written.
            headings = options["folder"] / headings_file.NAME
            if headings.exists() and not headings_file.restore(path=headings):
                self.stdout.write(f"已有主题或部门，没有用 {headings_file.NAME}。")
            for path in fullest:
                # Read once more: all of a city's releases at once are more than memory holds.
                pack = checked(path)
                new = restore(pack=pack)
                restored, there = restored + new, there + (not new)
                versions += len(pack.versions) if new else 0
        except (PackError, headings_file.HeadingsError) as error:
            done = f"（在它之前已恢复 {restored} 个发布）" if restored else ""
            raise CommandError(f"{error}{done}") from error
        chain_all()
        skipped = f"；{there} 个发布已有，没有改动" if there else ""
        self.stdout.write(f"已恢复 {restored} 个发布、{versions} 个版本{skipped}。")


def _fullest(folder: Path) -> list[Path]:
    """Return for each release the pack with most versions, in the order of their ids."""
    found: dict[str, tuple[int, Path]] = {}
    for path in sorted(folder.glob("*.zip")):
        pack = checked(path)
        found[pack.release_id] = max(found.get(pack.release_id, (0, path)), (len(pack.versions), path))
    if not found:
        raise CommandError(f"{folder} 里没有资料包。")
    return [path for _, (_, path) in sorted(found.items())]
