"""Kill publishing, correcting and withdrawing at each of their steps, on the database of DATABASE_URL.

``python -m tests.drill._killing``. A step is what reaches the database or a disk: each statement, each commit,
each file before it is written, half written, before it has its name and after, each file deleted. Each is tried
on a copy of the same site, by a process that kills itself there (SIGKILL: nothing is tidied up). What is left has
to be whole: all of it or nothing; what was not done can be done then. Prints rows as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.files.storage import FileSystemStorage, storages  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from portal.storage import WholeFileStorage  # noqa: E402
from releases.audit import export, verify  # noqa: E402
from releases.desk import workflow  # noqa: E402
from releases.desk.models import Conference, State  # noqa: E402
from releases.desk.refusal import WorkflowError  # noqa: E402
from releases.record import chain as record_chain  # noqa: E402
from releases.record.media import public_files  # noqa: E402
from releases.record.models import Entry, Link, Release, Version  # noqa: E402
from releases.record.tidying import tidy  # noqa: E402
from releases.record.verify import faults, file_faults  # noqa: E402
from tests.bench.row import Row, never  # noqa: E402
from tests.desk.making import CLEAN, account, ready  # noqa: E402
from tests.drill._copies import keep_copy, use_copy  # noqa: E402

Step = Callable[[], None]

# What each has to have made of the conference, and the versions there are then.
ACTS = {"publish": (State.PUBLISHED, 1), "correct": (State.PUBLISHED, 2), "withdraw": (State.WITHDRAWN, 3)}


def main() -> None:
    """Kill each act at each step and print a row for each act."""
    call_command("migrate", verbosity=0)
    ready(text=CLEAN, by=account("签发", "publisher"))
    rows = []
    for act in ACTS:
        if act == "correct":
            Conference.objects.update(title="更正后的标题")
        keep_copy()
        rows.append(_row(act))
        use_copy()
        do(act)
    print(json.dumps(rows, ensure_ascii=False))


def _row(act: str) -> Row:
    steps = _counted(act)
    broken = 0
    for number in range(1, steps + 1):
        use_copy()
        code = _in_child(lambda number=number: do(act, at(number)))  # type: ignore[misc]
        assert code == -signal.SIGKILL, f"{act}, step {number}: ended with {code}"
        broken += bool(_in_child(lambda number=number: _look(act, number)))  # type: ignore[misc]
    sys.stderr.write(
        f"{connection.vendor} {act}: killed at each of {steps} steps, {broken} times not whole\n"
    )
    return never(f"kill-{connection.vendor}-{act}", broken, "not whole", of=steps)


def do(act: str, step: Step | None = None) -> None:
    """Do it as the desk does, and say when each step is reached."""
    conference, by = Conference.objects.get(), User.objects.get()
    with _steps(step) if step else nullcontext():
        match act:
            case "withdraw":
                workflow.withdraw(conference=conference, by=by, reason="有误")
            case "correct":
                workflow.publish(conference=conference, by=by, note="改题目")
            case _:
                workflow.publish(conference=conference, by=by)


def at(number: int) -> Step:
    """Return what kills this process when it is called for the n-th time."""
    reached = 0

    def step() -> None:
        nonlocal reached
        reached += 1
        if reached == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def _counted(act: str) -> int:
    number = 0

    def step() -> None:
        nonlocal number
        number += 1

    do(act, step)
    return number


@contextmanager
def _steps(step: Step) -> Iterator[None]:
    """Call at each step: before each statement, and around everything else that lasts."""

    def before(execute: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401  (as Django has it)
        step()
        return execute(*arguments)

    def around(done: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*arguments: Any) -> Any:  # noqa: ANN401
            step()
            result = done(*arguments)
            step()
            return result

        return stepping

    written = FileSystemStorage._save  # type: ignore[attr-defined]

    def half(storage: FileSystemStorage, name: str, content: Any) -> str:  # noqa: ANN401
        whole = b"".join(content.chunks())
        middle = len(whole) // 2

        def chunks(_: int | None = None) -> Iterator[bytes]:
            yield whole[:middle]
            step()
            yield whole[middle:]

        content.chunks = chunks
        return str(written(storage, name, content))

    wrapper: Any = connections["default"]
    with (
        wrapper.execute_wrapper(before),
        patch.object(wrapper, "_commit", around(wrapper._commit)),
        patch.object(FileSystemStorage, "_save", around(half)),
        patch.object(WholeFileStorage, "_save", around(WholeFileStorage._save)),
        patch.object(FileSystemStorage, "delete", around(FileSystemStorage.delete)),
    ):
        yield


def _in_child(work: Callable[[], Any]) -> int:
    """Return how a process of its own ended: 0, 1, or minus the signal that killed it."""
    connection.close()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        code = int(bool(work()))
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        code = 2
    finally:
        connection.close()
    os._exit(code)


def _look(act: str, number: int) -> bool:
    """Return whether anything is not whole, after the kill or after what was not done is done."""
    was_done = _is_done(act)
    found = list(_complaints(act, done=was_done))
    try:
        do(act)
    except WorkflowError:
        found += [] if was_done else ["it cannot be done any more"]
    else:
        found += ["it was done twice"] if was_done else []
    found += _complaints(act, done=True)
    for each in found:
        sys.stderr.write(f"{connection.vendor} {act}, killed at step {number}: {each}\n")
    return bool(found)


def _is_done(act: str) -> bool:
    return Version.objects.count() == ACTS[act][1]


def _complaints(act: str, *, done: bool) -> Iterator[str]:
    """Yield what is not whole in what is there."""
    before = {"publish": State.DRAFT, "correct": State.PUBLISHED, "withdraw": State.PUBLISHED}
    state, versions = ACTS[act] if done else (before[act], ACTS[act][1] - 1)
    conference = Conference.objects.get()
    if (conference.state, Version.objects.count()) != (state, versions):
        yield f"{conference.state} with {Version.objects.count()} versions"
    if Link.objects.count() != versions:
        yield f"{Link.objects.count()} links for {versions} versions"
    yield from record_chain.faults()
    for release in Release.objects.all():
        yield from chain(faults(release), file_faults(release))
    current = Release.objects.current().count()
    if bool(current) != Entry.objects.exists() or current != (conference.state == State.PUBLISHED):
        yield f"{current} current, {Entry.objects.count()} entries of search"
    if fault := verify.verify(export.rows()).fault:
        yield f"audit: {fault}"
    # What is left lying is taken away by the next round.
    tidy(now=timezone.now() + timedelta(minutes=10))
    shown = {file.name for version in Version.objects.readable() for file in public_files(version.content)}
    folder = Path(storages["public"].path(""))
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    if there != shown:
        yield f"public files {sorted(there ^ shown)}"


if __name__ == "__main__":
    main()
