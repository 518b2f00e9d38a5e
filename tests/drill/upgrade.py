"""An upgrade of the demo's site while it is read and corrected; SECONDS before each step, else ten."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.bench._cluster import running
from tests.bench.row import Row, never
from tests.deploy.history import code_before
from tests.deploy.upgrading import served, upgrade
from tests.nginx import NGINX
from tests.roles.serving import ROOT

READERS = 32
SECONDS = float(os.environ.get("SECONDS", "10"))


def run() -> list[Row]:
    """Count the requests that failed, and the publications that were acknowledged and are not there."""
    if NGINX is None:
        sys.stderr.write("Skipped: nginx is not installed (apt-get install nginx-light).\n")
        return []
    with tempfile.TemporaryDirectory(prefix="portal-upgrade-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        old = code_before(folder)
        with running(folder / "postgresql", sure=True) as url:
            if url is None:
                sys.stderr.write("PostgreSQL is not installed: not tried.\n")
                return []
            with served(folder, url) as there:
                there.migrate(old)
                there.manage(old, "load_demo")
                told = upgrade(there, old, readers=READERS, pause=0.5, seconds=SECONDS)
    before = "the same code: there is no history" if old == ROOT else "the code before"
    sys.stderr.write(f"from {before}; {[len(each) for each in told.acknowledged]} corrections\n")
    for failed in told.readers.failed[:20]:
        sys.stderr.write(f"{failed}\n")
    assert [said.count("都与发布时一致") for said in told.verified] == [1, 1]
    return [
        never("upgrade-failed", len(told.readers.failed), "requests", of=told.readers.asked),
        never("upgrade-lost", len(told.lost), "lost", of=sum(map(len, told.acknowledged))),
    ]
