"""The whole table: every address, asked by everybody, in every state; what each answers and whether it writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.test import Client

from tests.access.addresses import address, patterns, samples
from tests.access.bodies import body
from tests.access.world import ANONYMOUS, WHO, World

LOGIN = "login"
_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.I)
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
        return self.answers[WHO.index(who)]


class Written:
    """The tables that were written to and not rolled back; sessions are not what anybody came for."""

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
        elif (write := _WRITES.match(sql)) and context["cursor"].rowcount != 0 and write[1] != "django_session":
            self.tables.append(write[1])
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
        # A file is sent only as it is read.
        response.close()
    if response.status_code == 302 and response["Location"].startswith("/desk/login/"):
        return LOGIN + "*" * bool(written.tables)
    return f"{response.status_code}{'*' * bool(written.tables)}"


def matrix(world: World) -> list[Row]:
    """Return the table."""
    rows = []
    for pattern in patterns():
        for state, values in samples(world, pattern).items():
            where = address(pattern, values)
            for method in ("GET", "POST"):
                answers = []
                for who in WHO:
                    sent = body(world, pattern, state, where) if method == "POST" else {}
                    answers.append(asked(world.client(who), method, where, sent))
                rows.append(Row(method, pattern, state, tuple(answers)))
    return rows


def written_out(rows: list[Row]) -> str:
    """Return the table as text: one line for each method of an address, states that answer alike together."""
    lines = [
        "# Who is answered what: one line a method and address, states that answer alike together.",
        "# login: sent to the log-in page. *: something was written. Columns, in this order:",
        f"# {' '.join(WHO)}",
        "# Made by UPDATE_GOLDEN=1 pytest tests/test_access.py; read every line that changes.",
    ]
    for pattern, of_pattern in groupby(rows, key=lambda row: row.pattern):
        lines += ["", pattern]
        for method, of_method in groupby(
            sorted(of_pattern, key=lambda row: row.method), key=lambda row: row.method
        ):
            alike: dict[tuple[str, ...], list[str]] = {}
            for row in of_method:
                alike.setdefault(row.answers, []).append(row.state)
            for answers, states in alike.items():
                said = ", ".join(states) if len(alike) > 1 else ""
                cells = "".join(f"{answer:<7}" for answer in answers)
                lines.append(f"  {method:<5}{cells} {said}".rstrip())
    return "\n".join(lines) + "\n"


def is_anonymous(who: str) -> bool:
    """Return whether nobody is logged in."""
    return who == ANONYMOUS
