"""Everything on one machine, with invented releases on a PostgreSQL of its own, behind the real nginx."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

from tests.bench._cluster import running
from tests.deploy.standing import Standing, standing
from tests.nginx import NGINX, WHOLE


class Front(NamedTuple):
    """What stands, the folder it stands in, its database, and the ids of its releases."""

    standing: Standing
    folder: Path
    database: str
    releases: list[str]


def can_stand() -> bool:
    """Return whether nginx and wrk are installed; say so where they are not."""
    if NGINX and shutil.which("wrk"):
        return True
    sys.stderr.write("Skipped: nginx or wrk is not installed (apt-get install nginx-light wrk).\n")
    return False


@contextmanager
def front(number: int, *, mirrored: bool, secure: bool = False, also: str = "") -> Iterator[Front | None]:
    """Publish so many releases and serve them; None without PostgreSQL. ``also`` is for nginx's ``http``.

    ``FOLDER`` in it is the folder, which every process may read. ``secure`` keeps TLS in.
    """
    with tempfile.TemporaryDirectory(prefix="portal-front-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running(folder / "postgresql") as url:
            if url is None:
                sys.stderr.write("Skipped: PostgreSQL is not installed.\n")
                yield None
                return
            environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": name}
            for place in ("public", "desk"):
                environment[f"{place.upper()}_MEDIA_DIR"] = str(folder / place)
                (folder / place).mkdir()
            loading = [sys.executable, "-m", "tests.bench._loading", str(number)]
            subprocess.run(loading, env=environment, check=True)
            with psycopg.connect(url) as server:
                releases = [pk for (pk,) in server.execute("SELECT id FROM record_release").fetchall()]
            also = also.replace("FOLDER", name)
            with standing(
                folder, environment, mirrored=mirrored, nginx=WHOLE, also=also, secure=secure
            ) as all_of:
                yield Front(all_of, folder, url, releases)
