"""The write_packs command: a pack of each release, as an archive keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from releases.record import headings_file
from releases.record.exports import BY_SUFFIX, pack
from releases.record.exports.edition import edition_of
from releases.record.models import Release, ReleaseState


class Command(BaseCommand):
    """Write what restore_packs reads: also what was withdrawn, which the public gets no more."""

    help = (
        "把每个发布写成一个资料包，供存档和 restore_packs 恢复。"
        "与公开下载的不同：含已撤回的版本，请勿公开。已写过的版本不重写；"
        "主题、部门和提问的归类不属于任何版本，另写在 headings.json，每次重写。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to."""
        parser.add_argument("folder", type=Path, metavar="目录", help="写到这个目录")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Go through the releases in the order of their ids."""
        folder: Path = options["folder"]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = there = 0
        for release in Release.objects.with_page().order_by("pk").iterator(chunk_size=20):
            new = _write(release, folder)
            written, there = written + new, there + (not new)
        _put(folder / headings_file.NAME, [headings_file.written().encode()])
        self.stdout.write(f"写出 {written} 个资料包，{there} 个已有。")


def _write(release: Release, folder: Path) -> bool:
    """Write the release's pack, and return whether it was not there yet."""
    version = release.newest
    path = folder / f"{release.pk}-v{version.number}.zip"
    if path.exists():
        return False
    edition = edition_of(release, version, chain_from=1)
    withdrawn = release.state == ReleaseState.WITHDRAWN
    _put(path, pack.write_record(edition) if withdrawn else BY_SUFFIX["zip"].pieces(edition))
    return True


def _put(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all."""
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        file.writelines(pieces)
    unfinished.replace(path)
