"""The systemd units: systemd reads them, and each command line of theirs is run. The Compose file is read."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser.content import as_migrated
from tests.desk.processes import shared_database
from tests.nginx import DEPLOY, free_port
from tests.record.making import DOCUMENT, release_of
from tests.roles.serving import ROOT, status

UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
SERVICES = {unit.stem: unit for unit in DEPLOY.glob("*.service")}
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def _service(unit: Path) -> dict[str, str]:
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # as the module's documentation has it
    read.read_string(unit.read_text())
    return dict(read["Service"])


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


@pytest.mark.django_db(transaction=True)
@pytest.mark.sqlite
def test_each_command_line_does_what_it_is_for(tmp_path: Path) -> None:
    as_migrated()
    release_of(DOCUMENT)
    ports = {"8000": str(free_port()), "8001": str(free_port())}
    with shared_database(tmp_path) as environment:
        environment |= {
            "DEVELOPMENT": "1",
            "LOG_LEVEL": "CRITICAL",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }
        started = {
            name: subprocess.Popen(
                _here(_service(unit)["ExecStart"], tmp_path, ports),
                cwd=ROOT,
                env={**environment, "ROLE": name.partition("-")[2].replace("publisher", "desk")}
                if name in ("portal-public", "portal-desk", "portal-publisher")
                else environment,
                stdout=subprocess.DEVNULL,
            )
            for name, unit in SERVICES.items()
        }
        try:
            assert started["portal-backup"].wait(60) == 0
            assert len([*(tmp_path / "backup").glob("*/manifest.json")]) == 1
            _until(lambda: status(int(ports["8000"]), "/releases/") == 200)
            _until(lambda: status(int(ports["8001"]), "/desk/login/") == 200)
            assert status(int(ports["8000"]), "/desk/login/") == 404
            _until((tmp_path / "mirror/current").exists)
            # It stays, as those above do.
            assert {
                name for name, process in started.items() if process.poll() is None
            } == SERVICES.keys() - {"portal-backup"}
        finally:
            for process in started.values():
                process.terminate()
            for process in started.values():
                process.wait(30)


def test_containers_run_what_the_units_do() -> None:
    services = COMPOSE["services"]
    units = {
        name.removeprefix("portal-"): shlex.split(_service(unit)["ExecStart"].replace("/srv/portal/app/", ""))
        for name, unit in SERVICES.items()
        if name != "portal-backup"
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


def _here(line: str, folder: Path, ports: dict[str, str]) -> list[str]:
    """Return a unit's command line with this machine's places in it."""
    line = line.replace("/srv/portal/app/.venv/bin", str(Path(sys.executable).parent))
    for name in ("mirror", "backup"):
        line = re.sub(rf"/srv/(?:portal/)?{name}\b", str(folder / name), line)
    (folder / "backup").mkdir(exist_ok=True)
    return [ports.get(word, word) for word in shlex.split(line)]


def _until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < until
        time.sleep(0.1)
