"""A database that is there and says nothing."""

from __future__ import annotations

import json
import os
import signal
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.db import connection

from portal.ready.asking import NO_ANSWER, SECONDS
from tests.desk.processes import shared_database
from tests.roles.serving import granian

PARTS = ("database", "migrations", "publisher", "public_files", "desk_files")


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_frozen_database_is_told_in_time_and_so_is_its_return(tmp_path: Path) -> None:
    server = int((Path(connection.settings_dict["HOST"]) / "postmaster.pid").read_text().split()[0])
    with shared_database(tmp_path) as environment, granian({**environment, "DEVELOPMENT": "1"}) as port:
        assert _ready(port) == (200, dict.fromkeys(PARTS, "ok"))
        # Whoever is connected goes on; nobody else comes in.
        os.kill(server, signal.SIGSTOP)
        try:
            begun = time.monotonic()
            frozen = _ready(port)
            took = time.monotonic() - begun
        finally:
            os.kill(server, signal.SIGCONT)
        status, parts = frozen
        assert (status, took < SECONDS + 3) == (503, True)
        assert parts == {name: "ok" if name.endswith("files") else NO_ANSWER for name in PARTS}
        until = time.monotonic() + 20
        while _ready(port)[0] != 200:
            assert time.monotonic() < until
            time.sleep(0.2)


def _ready(port: int) -> tuple[int, dict[str, str]]:
    caller = HTTPConnection("127.0.0.1", port, timeout=30)
    caller.request("GET", "/readyz")
    response = caller.getresponse()
    parts: dict[str, str] = json.loads(response.read())["parts"]
    caller.close()
    return response.status, parts
