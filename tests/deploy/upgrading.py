"""A site that is upgraded while it is read and written: two releases' code, the real PostgreSQL, nginx and Granian."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import psycopg

from tests.deploy.readers import Readers, reading
from tests.deploy.standing import SETTINGS, process
from tests.deploy.units import command
from tests.nginx import WHOLE, running, site
from tests.ports import free_port, wait_for
from tests.roles.accounts import run_file
from tests.roles.serving import ROOT, status

_CORRECTING = Path(__file__).with_name("correcting.py")
_SECONDS = 60
# nginx asks a process that did not answer again a second later; meanwhile the other one may not be stopped.
_TRIED_AGAIN = 2


@dataclass(frozen=True)
class Site:
    """Its files, the socket of its PostgreSQL, where nginx listens, and the two processes behind it."""

    folder: Path
    socket: str
    front: int
    behind: tuple[int, int]

    def environment(self, account: str, **more: str) -> dict[str, str]:
        """Return the environment of a process that uses the database as this account."""
        places = {f"{name.upper()}_MEDIA_DIR": str(self.folder / name) for name in ("public", "desk")}
        url = f"postgres://{account}@{self.socket}/postgres"
        return {
            **os.environ,
            "DEVELOPMENT": "1",
            **SETTINGS,
            **places,
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": url,
            **more,
        }

    def manage(self, code: Path, *words: str, account: str = "portal_desk") -> str:
        """Run a command of the code and return what it says."""
        environment = self.environment(account)
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=code,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def migrate(self, code: Path) -> None:
        """Bring the database up to the code as an operator does: the tables, then who may read them."""
        self.rights()
        for again in (True, True, True, False):
            try:
                self.manage(code, "migrate", "--verbosity", "0", account="portal_owner")
                break
            except AssertionError as error:
                # It gives up where it has to wait.
                if not again or "lock timeout" not in str(error):
                    raise
        self.rights()

    def rights(self) -> None:
        """Give the accounts what the roles' file of this release says."""
        run_file(unquote(self.socket), "portal", "postgres")

    def public(self, code: Path, port: int) -> AbstractContextManager[subprocess.Popen[bytes]]:
        """Answer the public by the code at the port."""
        there = command("portal-public@", {"%i": str(port)})
        return process(there, self.environment("portal_public", ROLE="public"), code)

    def desk(self, code: Path, which: int, pause: float) -> subprocess.Popen[str]:
        """Publish correction after correction by the code, so many seconds apart, of every second conference."""
        return subprocess.Popen(
            [sys.executable, "-P", str(_CORRECTING), str(which), str(pause)],
            cwd=code,
            env=self.environment("portal_desk", ROLE="desk", PYTHONPATH=str(code)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database as who may do everything."""
        with psycopg.connect(host=unquote(self.socket), user="portal", dbname="postgres") as server:
            return server.execute(query).fetchall()


@contextmanager
def served(folder: Path, url: str) -> Iterator[Site]:
    """Put nginx in front of where two processes will answer; there is no copy that could hide a failure."""
    ports = [free_port() for _ in range(5)]
    front, first, second, desk, mirror = ports
    for name in ("public", "desk"):
        (folder / name).mkdir()
    here = {
        "127.0.0.1:8000": f"127.0.0.1:{first}",
        "127.0.0.1:8002": f"127.0.0.1:{second}",
        "127.0.0.1:8001": f"127.0.0.1:{desk}",
        "127.0.0.1:8081": f"127.0.0.1:{mirror}",
        "/srv/portal/var/public/": f"{folder}/public/",
        "/srv/portal/var/static/": f"{ROOT}/static/",
    }
    with running(folder / "nginx", site(folder / "nginx", front, here), front, processes=WHOLE):
        yield Site(folder, url.split("@", 1)[1].split("/", 1)[0], front, (first, second))


@dataclass
class Told:
    """What came of it: the readers' requests, what each desk was told is published, what of it is not there."""

    readers: Readers
    acknowledged: list[set[tuple[str, ...]]] = field(default_factory=list)
    lost: set[tuple[str, ...]] = field(default_factory=set)
    verified: list[str] = field(default_factory=list)


def upgrade(there: Site, old: Path, *, readers: int, pause: float, seconds: float) -> Told:
    """Upgrade from the old code to the one that is here, with so many readers, and a publication every ``pause``.

    ``seconds`` pass before each step. The database holds what the old code has published. Once it is migrated,
    both publish, each its own conferences.
    """
    releases = [
        pk for (pk,) in there.ask("SELECT id FROM record_release WHERE state = 'current' ORDER BY id")
    ]
    with ExitStack() as started:
        before = [started.enter_context(there.public(old, port)) for port in there.behind]
        for port in there.behind:
            wait_for(port)
        with reading(there.front, releases, readers) as found:
            told = Told(found)
            desks = [started.enter_context(there.desk(old, 0, pause))]
            time.sleep(seconds)
            there.migrate(ROOT)
            # Whoever watches the old ones must not take them away.
            assert 503 not in {ready(port) for port in there.behind}
            desks.append(started.enter_context(there.desk(ROOT, 1, pause)))
            for each, port in zip(before, there.behind, strict=True):
                time.sleep(max(seconds, _TRIED_AGAIN))
                stop(each)
                started.enter_context(there.public(ROOT, port))
                until_ready(port)
            told.acknowledged = [_published(desk) for desk in desks]
            told.verified = [_verified(desk) for desk in desks]
    kept = there.ask("SELECT release_id, number::text, digest FROM record_version")
    told.lost = set().union(*told.acknowledged) - set(kept)
    return told


def stop(running: subprocess.Popen[bytes]) -> None:
    """End it as systemd does."""
    os.killpg(running.pid, signal.SIGTERM)
    running.wait(_SECONDS)


def _published(desk: subprocess.Popen[str]) -> set[tuple[str, ...]]:
    """Have the desk publish no more, and return what it was told is published."""
    assert desk.stdin
    assert desk.stdout
    desk.stdin.write("\n")
    desk.stdin.flush()
    return {tuple(line.split()) for line in takewhile(str.strip, desk.stdout)}


def _verified(desk: subprocess.Popen[str]) -> str:
    """Return what the desk's code says of the record."""
    told, _ = desk.communicate()
    assert desk.returncode == 0
    return told


def ready(port: int) -> int:
    """Return the status by which the process at the port says whether it can do its work."""
    return status(port, "/readyz")


def until_ready(port: int) -> None:
    """Wait until it can."""
    wait_for(port)
    until = time.monotonic() + _SECONDS
    while ready(port) != 200:
        assert time.monotonic() < until
        time.sleep(0.05)
