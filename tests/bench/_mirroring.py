"""A copy of the demo, made, followed, checked and mended: ``python -m tests.bench._mirroring``, on DATABASE_URL.

Seconds are of processors, children included, but where the clock is said; a machine of its own takes as long.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (settings first)

from releases.record import pdf_needs  # noqa: E402
from releases.record.mirror.checking import Checker  # noqa: E402
from releases.record.mirror.generation import Folder  # noqa: E402
from releases.record.mirror.keeping import PDF_FORMS, Keeper  # noqa: E402
from releases.record.models import Release  # noqa: E402
from tests.bench._correction import correct  # noqa: E402
from tests.bench.row import Row  # noqa: E402

# Seconds: within which a publication is in the copy, and a changed byte is put back.
UPDATE, MENDED = 10.0, 30.0
# A copy from nothing is made once; so many times what it costs to copy and hash its bytes is no bound of anybody's.
BUILD, VERIFY = 60.0, 3.0


def main() -> None:
    """Measure and print the rows."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=StringIO(), stderr=StringIO())
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        rows = list(_rows(Path(folder)))
    print(json.dumps(rows, ensure_ascii=False))


def _rows(folder: Path) -> Iterator[Row]:
    without = PDF_FORMS if pdf_needs.missing() else ()
    steps: dict[str, float] = {}
    keeper = Keeper(
        Folder(folder / "copy"),
        without=without,
        step=lambda name: steps.update({name: steps.get(name, _processors())}),
    )
    build = _spent(keeper.update)
    assert keeper.served
    first = keeper.folder.generation(keeper.served.number)
    copied = _spent(lambda: _copy(first, folder / "other"))
    hashed = _spent(lambda: _copy(first, None))
    yield _row("mirror-build", build, copied, BUILD)
    correct(Release.objects.newest_first()[2])
    steps.clear()
    begun = _processors()
    update = _spent(keeper.update)
    assert not keeper.is_behind()
    yield _row("mirror-first", steps["switched"] - begun, copied, UPDATE)
    yield _row("mirror-update", update, copied, UPDATE)
    checker = Checker(keeper)
    verify = _spent(lambda: _sound(checker))
    yield Row(
        name="mirror-verify",
        value=verify,
        unit="s",
        baseline=hashed,
        ratio=verify / hashed,
        bound=VERIFY,
        holds=verify / hashed <= VERIFY,
    )
    with _watched(folder / "copy", without):
        page = folder / "copy/current/200/index.html"
        # The first time tells when a round is over: the second takes as long as it ever does.
        _flipped_for(page)
        yield _row("mirror-flipped-byte", _flipped_for(page), MENDED, MENDED)


def _copy(folder: Path, to: Path | None) -> None:
    """Read and hash every file, and write it elsewhere where that is asked for."""
    for number, path in enumerate(sorted(one for one in folder.rglob("*") if one.is_file())):
        data = path.read_bytes()
        hashlib.sha256(data).digest()
        if to:
            to.mkdir(exist_ok=True)
            (to / str(number)).write_bytes(data)


def _sound(checker: Checker) -> None:
    assert checker.faults() == []


@contextmanager
def _watched(copy: Path, without: tuple[str, ...]) -> Iterator[None]:
    command = [
        sys.executable,
        "manage.py",
        "mirror",
        str(copy),
        "--watch",
        *(["--without-pdf"] if without else []),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def _flipped_for(page: Path) -> float:
    """Change one byte under an unchanged time and size, and return for how many seconds of the clock it stood."""
    data, times = page.read_bytes(), page.stat()
    changed = bytes([data[0] ^ 1]) + data[1:]
    page.write_bytes(changed)
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    begun = time.monotonic()
    while time.monotonic() - begun < 3 * MENDED:
        with suppress(FileNotFoundError):  # it is taken away, then written
            if page.read_bytes() == data:
                break
        time.sleep(0.05)
    return time.monotonic() - begun


def _row(name: str, value: float, baseline: float, bound: float) -> Row:
    return Row(
        name=name,
        value=value,
        unit="s",
        baseline=baseline,
        ratio=value / baseline,
        bound=bound,
        holds=value <= bound,
    )


def _spent(work: Callable[[], object]) -> float:
    begun = _processors()
    work()
    return _processors() - begun


def _processors() -> float:
    all_of = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in all_of)


if __name__ == "__main__":
    main()
