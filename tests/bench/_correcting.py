"""A correction of one release and what a copy of the site serves of it first: ``python -m tests.bench._correcting``.

On DATABASE_URL; told as a line of JSON are the seconds that each took, of the clock and of processors. All is taken
back at the end. The copy is one that has a whole generation of what there was before, of which no file is written:
what is served first reads none of them.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402  (settings first)

from releases.record.mirror.generation import Draft, Folder  # noqa: E402
from releases.record.mirror.keeping import Keeper  # noqa: E402
from releases.record.mirror.manifest import Manifest  # noqa: E402
from releases.record.mirror.state import code_state, release_states, site_state, today  # noqa: E402
from releases.record.models import Release  # noqa: E402
from tests.bench._correction import correct  # noqa: E402
from tests.bench._scaling import database  # noqa: E402

TIMES = 7


def main() -> None:
    """Correct some releases, the copy following each, and tell the medians."""
    took: dict[str, list[tuple[float, float]]] = {"publish": [], "mirror": []}
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, transaction.atomic():
        keeper = _keeper(Path(folder))
        for number, release in enumerate(Release.objects.newest_first()[: TIMES + 1]):
            spent = {
                "publish": _timed(partial(correct, release)),
                "mirror": _timed(partial(_follow, keeper)),
            }
            if number:
                for part, each in spent.items():
                    took[part].append(each)
        transaction.set_rollback(True)
    print(
        json.dumps(
            {
                part: {
                    "clock": statistics.median(all_[0] for all_ in each),
                    "processor": statistics.median(all_[1] for all_ in each),
                }
                for part, each in took.items()
            }
        )
    )


def _keeper(path: Path) -> Keeper:
    folder = Folder(path)
    manifest = Manifest(
        number=1,
        revision=site_state(),
        code=code_state(),
        day=today(),
        made_at="",
        site="",
        states=release_states(),
    )
    folder.finish(Draft(folder.begin("whole")), manifest)
    folder.switch(1)
    return Keeper(folder, step=_end)


def _end(step: str) -> None:
    """Break off where what changed first is served: the whole generation would follow."""
    if step == "switched":
        raise InterruptedError


def _follow(keeper: Keeper) -> None:
    with suppress(InterruptedError):
        keeper.update()
    assert keeper.served is not None
    assert keeper.served.base == 1


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time() + database()
    work()
    return time.perf_counter() - clock, time.process_time() + database() - processor


if __name__ == "__main__":
    main()
