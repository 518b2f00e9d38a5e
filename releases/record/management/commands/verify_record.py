"""The verify_record command: every version, photo and attachment as it was published."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.record import chain
from releases.record.models import Release
from releases.record.verify import faults, file_faults


class Command(BaseCommand):
    """Check the record, and name the first thing that is not as it was."""

    help = "核对全部发布：每一版的摘要值和封印、每张照片和每个附件。发现第一处不符即停止，退出码为 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare which releases."""
        parser.add_argument("releases", nargs="*", metavar="编号", help="只核对这些发布（不写则全部）")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Go through the releases in the order of their ids."""
        asked = options["releases"]
        releases = Release.objects.order_by("pk")
        if asked:
            unknown = sorted({*asked} - {*releases.filter(pk__in=asked).values_list("pk", flat=True)})
            if unknown:
                raise CommandError(f"没有编号为 {'、'.join(unknown)} 的发布。")
            releases = releases.filter(pk__in=asked)
        elif fault := next(chain.faults(), ""):
            raise CommandError(fault)
        number = versions = 0
        for release in releases.iterator(chunk_size=100):
            fault = next(iter(faults(release)), "") or next(file_faults(release), "")
            if fault:
                raise CommandError(f"{release.pk}：{fault}")
            number, versions = number + 1, versions + release.versions.count()
        self.stdout.write(f"{number} 个发布、{versions} 个版本，连同照片和附件，都与发布时一致。")
