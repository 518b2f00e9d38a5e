"""The whole table: every address, asked by everybody, in every state; what each answers and whether it writes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.test import Client

from tests.access.addresses import address, samples
from tests.access.bodies import body
from tests.access.world import ANONYMOUS, SUPERUSER, WHO, World

LOGIN = "login"
_WRITES = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
_BESIDE = {"audit_entry", "django_session"}
_SAVEPOINT = re.compile(r'\s*(ROLLBACK TO )?SAVEPOINT\s+"?(\w+)', re.I)


@dataclass(frozen=True, slots=True)
class Row:
    """One method of one address in one state, with an answer for each of WHO."""

    method: str
    pattern: str
    state: str
    answers: tuple[str, ...]

    def answer(self, who: str) -> str:
        """Return what one of WHO is answered."""
        return self.answers[0 if is_public(self.pattern) else WHO.index(who)]


class Written:
    """The tables that were written to and not rolled back, but for what is written of every request."""

    def __init__(self) -> None:
        self.tables: list[str] = []
        self._marks: dict[str, int] = {}

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401, FBT001  (Django's signature)
        """Watch one statement."""
        result = execute(sql, params, many, context)
        if point := _SAVEPOINT.match(sql):
            if point[1]:
                del self.tables[self._marks[point[2]] :]
            else:
                self._marks[point[2]] = len(self.tables)
        # An update may meet no row; of an insertion that returns a key SQLite counts none.
        elif (write := _WRITES.match(sql)) and (write[1][:1] in "Ii" or context["cursor"].rowcount):
            self.tables += [] if write[2] in _BESIDE else [write[2]]
        return result


@contextmanager
def undone() -> Iterator[Written]:
    """Take back whatever the block does to the database, and tell what it was."""
    written = Written()
    with transaction.atomic():
        with connection.execute_wrapper(written):
            yield written
        transaction.set_rollback(True)


def asked(client: Client, method: str, where: str, sent: dict[str, Any]) -> str:
    """Return the answer's status, ``login`` for the way to the log-in page, with a star where it wrote."""
    with undone() as written:
        response = getattr(client, method.lower())(where, **sent)
        if response.streaming:
            # A file is read while it is sent, and closed at its end.
            b"".join(response)
    if where.startswith("/desk/"):
        # Nobody keeps anything of the desk, whatever it answers.
        assert "no-store" in response.headers["Cache-Control"], where
    if response.status_code == 302 and response["Location"].startswith("/desk/login/"):
        return LOGIN + "*" * bool(written.tables)
    return f"{response.status_code}{'*' * bool(written.tables)}"


def matrix(world: World, of: Sequence[str]) -> list[Row]:
    """Return the table of these patterns."""
    rows = []
    for pattern in of:
        for state, values in samples(world, pattern).items():
            where = address(pattern, values)
            for method in ("GET", "POST"):
                sent = body(world, pattern, state, where) if method == "POST" else {}
                # What asks nobody to log in is asked by nobody, and by whoever may do most.
                who = (ANONYMOUS, SUPERUSER) if is_public(pattern) else WHO
                answers = tuple(asked(world.client(each), method, where, sent) for each in who)
                if is_public(pattern):
                    assert len(set(answers)) == 1, f"{method} {where} answers {answers} to {who}"
                    answers = answers[:1]
                rows.append(Row(method, pattern, state, answers))
    world.tidy()
    return rows


def is_public(pattern: str) -> bool:
    """Return whether a page is for people without an account: the record's, and what a preview link opens."""
    return not pattern.startswith("/desk/") or pattern.startswith("/desk/preview/")


def written_out(rows: Iterable[Row]) -> dict[str, str]:
    """Return each pattern's part of the table as text: states that answer alike stand together."""
    blocks: dict[str, list[str]] = {}
    alike: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for row in rows:
        alike.setdefault((row.pattern, row.method, row.answers), []).append(row.state)
    several = Counter((pattern, method) for pattern, method, _ in alike)
    for (pattern, method, answers), states in sorted(alike.items(), key=lambda each: each[0][:2]):
        said = ", ".join(states) if several[pattern, method] > 1 else ""
        cells = "".join(f"{answer:<7}" for answer in answers)
        blocks.setdefault(pattern, [pattern]).append(f"  {method:<5}{cells} {said}".rstrip())
    return {pattern: "\n".join(lines) for pattern, lines in blocks.items()}


def read(text: str) -> list[Row]:
    """Return the rows of a table that was written out."""
    rows = []
    for block in blocks_of(text).values():
        pattern, *lines = block.splitlines()
        for line in lines:
            method, *rest = line.split()
            count = 1 if is_public(pattern) else len(WHO)
            rows.append(Row(method, pattern, " ".join(rest[count:]), tuple(rest[:count])))
    return rows


def blocks_of(text: str) -> dict[str, str]:
    """Return each pattern's part of a table that was written out."""
    parts = [part for part in text.strip().split("\n\n") if not part.startswith("#")]
    return {part.partition("\n")[0]: part for part in parts}
