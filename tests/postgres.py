"""Run a command with DATABASE_URL naming a PostgreSQL of its own.

``python -m tests.postgres COMMAND …`` makes a private cluster in a temporary folder, listening on
a socket there and on no port, runs the command, and takes the cluster away again. The machine's
own clusters are never touched. initdb refuses to run as root, so there it runs as ``nobody``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote


def programs() -> Path | None:
    """Return the folder that holds initdb and pg_ctl, newest version first, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def main(command: list[str]) -> int:
    """Run the command beside a fresh cluster and return its exit code.

    Without PostgreSQL the command is skipped with a line that says so; with CI=true that fails.
    """
    folder = programs()
    if folder is None:
        sys.stderr.write("Skipped: PostgreSQL is not installed (apt-get install postgresql).\n")
        return 1 if os.environ.get("CI") == "true" else 0
    as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="portal-pg-") as base:
        data = Path(base, "data")
        data.mkdir()
        if as_user:
            Path(base).chmod(0o755)
            shutil.chown(data, "nobody", "nogroup")
        run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": base}
        initdb = [*as_user, folder / "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*initdb, "--locale=C.UTF-8", "--no-sync"], **run)  # type: ignore[call-overload]
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={data} -c fsync=off -c full_page_writes=off"
        )
        server = [*as_user, folder / "pg_ctl", "-D", data, "-w", "-l", data / "log"]
        subprocess.run([*server, "-o", options, "start"], **run)  # type: ignore[call-overload]
        try:
            url = f"postgres://portal@{quote(str(data), safe='')}/postgres"
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
        finally:
            subprocess.run([*server, "-m", "immediate", "stop"], **run)  # type: ignore[call-overload]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
