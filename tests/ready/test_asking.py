from __future__ import annotations

import logging
import threading
import time

import pytest

from portal.ready.asking import NO_ANSWER, Group, ask


def well() -> str:
    return ""


def broken() -> str:
    raise ConnectionError("postgres://portal:word@db.internal/news")


def test_each_part_is_told_by_its_name(caplog: pytest.LogCaptureFixture) -> None:
    def behind() -> str:
        return "3 to apply"

    found = ask([Group([well, broken]), Group([behind])])
    assert found == {"well": "", "broken": "ConnectionError", "behind": "3 to apply"}
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.ERROR, "Not ready: broken")
    ]


def test_what_says_nothing_is_not_waited_for() -> None:
    go_on = threading.Event()

    def frozen() -> str:
        go_on.wait(30)
        return ""

    database, files = Group([frozen, broken]), Group([well])
    begun = time.monotonic()
    for _ in range(3):
        assert ask([database, files], seconds=0.1) == {"frozen": NO_ANSWER, "broken": NO_ANSWER, "well": ""}
    assert time.monotonic() - begun < 5
    # However often it is asked meanwhile, one thread waits.
    hanging = database.ask()
    assert database.ask() is hanging
    go_on.set()
    hanging.thread.join()
    assert ask([database]) == {"frozen": "", "broken": "ConnectionError"}


def test_who_asks_next_takes_nothing_from_who_asked_before() -> None:
    go_on = threading.Event()
    go_on.set()

    def slow() -> str:
        go_on.wait(30)
        return ""

    group = Group([slow])
    first = group.ask()
    first.thread.join()
    go_on.clear()
    second = group.ask()
    assert (first.found(), second.found()) == ({"slow": ""}, {"slow": NO_ANSWER})
    go_on.set()
