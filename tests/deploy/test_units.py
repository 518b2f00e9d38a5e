"""The systemd units: systemd reads them, and each command line of theirs is run. The Compose file is read."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from releases.desk.models import Heartbeat
from tests.browser.content import as_migrated
from tests.deploy.units import SERVICES, command, exec_start
from tests.desk.processes import shared_database
from tests.nginx import DEPLOY
from tests.roles.serving import ROOT

UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_has_nothing_to_say_of_them(tmp_path: Path) -> None:
    for unit in UNITS:
        # Whoever checks them has none of these.
        text = re.sub(r"(?m)^(?:User|Group)=.*\n", "", unit.read_text())
        text = re.sub(r"/srv/portal/app/\.venv/bin/\w+", sys.executable, text)
        (tmp_path / unit.name).write_text(text)
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.glob("portal-*")))],
        capture_output=True,
        text=True,
        check=False,
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "SYSTEMD_LOG_TARGET": "console", "PATH": "/usr/bin:/bin"},
    )
    about = [line for line in told.stderr.splitlines() if "portal" in line]
    assert (about, told.returncode) == ([], 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.sqlite
def test_each_command_line_does_what_it_is_for(tmp_path: Path) -> None:
    """Of the publisher and the backup; all others stand in test_standing.py."""
    as_migrated()
    (tmp_path / "backup").mkdir()
    with shared_database(tmp_path) as environment:
        environment |= {
            "DEVELOPMENT": "1",
            "LOG_LEVEL": "CRITICAL",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }
        started = {
            name: subprocess.Popen(
                command(name, {"/srv/backup": f"{tmp_path}/backup"}),
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
            )
            for name in ("portal-publisher", "portal-backup")
        }
        try:
            assert started["portal-backup"].wait(60) == 0
            assert len([*(tmp_path / "backup").glob("*/manifest.json")]) == 1
            until = time.monotonic() + 60
            while not Heartbeat.objects.exists():
                assert time.monotonic() < until
                time.sleep(0.1)
            assert started["portal-publisher"].poll() is None
        finally:
            for process in started.values():
                process.terminate()
            for process in started.values():
                process.wait(30)


def test_containers_run_what_the_units_do() -> None:
    services = COMPOSE["services"]
    units = {
        name.removeprefix("portal-").replace("@", f"-{port}"): shlex.split(
            exec_start(name).replace("/srv/portal/app/", "").replace("%i", port)
        )
        for name in SERVICES
        for port in (("8000", "8002") if "@" in name else ("",))
    }
    assert {name: services[name]["command"] for name in units} == units
    # Every place that is named is one that there is.
    named = {
        volume.partition(":")[0]
        for service in services.values()
        for volume in service.get("volumes", ())
        if volume[0] != "."
    }
    assert named == COMPOSE["volumes"].keys()
    assert {one for service in services.values() for one in service.get("depends_on", ())} <= services.keys()
