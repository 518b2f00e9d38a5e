"""The systemd units: systemd reads them, and each command line of theirs is run. The Compose file is read.

What else they say only systemd does, which is not there to be run: it is held word for word.
"""

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
from tests.deploy.units import SERVICES, command, exec_start, sections
from tests.desk.processes import shared_database
from tests.nginx import DEPLOY
from tests.roles.serving import ROOT

EVERY_SERVICE = {
    "Group": "portal",
    "WorkingDirectory": "/srv/portal/app",
    "ProtectSystem": "strict",
    "ProtectHome": "true",
    "PrivateTmp": "true",
    "NoNewPrivileges": "true",
}
_PORTALS = {"User": "portal", "EnvironmentFile": "/srv/portal/portal.env"}
_SERVING = {"UMask": "0027", "Restart": "on-failure"}
_ALWAYS = {"UMask": "0027", "Restart": "always"}
SERVICE = {
    "portal-backup.service": {
        **_PORTALS,
        "Type": "oneshot",
        "UMask": "0077",
        "ReadWritePaths": "/srv/backup",
        "Nice": "10",
    },
    "portal-desk.service": {**_PORTALS, **_SERVING, "ReadWritePaths": "/srv/portal/var"},
    "portal-mirror.service": {**_PORTALS, **_ALWAYS, "ReadWritePaths": "/srv/portal/mirror"},
    "portal-public@.service": {
        "User": "portal-public",
        "EnvironmentFile": "/srv/portal/public.env",
        **_SERVING,
    },
    "portal-publisher.service": {**_PORTALS, **_ALWAYS, "ReadWritePaths": "/srv/portal/var"},
}
TIMER = {
    "portal-backup.timer": {
        "OnCalendar": "*-*-* 02:30:00",
        "RandomizedDelaySec": "10min",
        "Persistent": "true",
    }
}
WANTED = {
    **{name: "multi-user.target" for name in SERVICE if name != "portal-backup.service"},
    "portal-backup.timer": "timers.target",
}

UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
NAME = re.compile(r"[\w@-]+\.(?:conf|service|sql|timer|yaml)")
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


def test_each_unit_says_as_whom_with_what_and_when() -> None:
    units = {unit.name: sections(unit) for unit in UNITS}
    services = {name: {**unit["Service"]} for name, unit in units.items() if "Service" in unit}
    for service in services.values():
        assert service.pop("ExecStart")
    assert services == {name: EVERY_SERVICE | own for name, own in SERVICE.items()}
    assert {name: {**units[name]["Timer"]} for name in units.keys() - services} == TIMER
    assert {name: units[name]["Unit"]["After"] for name in services} == dict.fromkeys(
        services, "network.target postgresql.service"
    )
    wanted = {name: {**unit["Install"]} for name, unit in units.items() if "Install" in unit}
    assert wanted == {name: {"WantedBy": target} for name, target in WANTED.items()}


def test_each_file_is_told_of_and_named_by_a_test() -> None:
    there = {file.name for file in DEPLOY.iterdir()}
    told = {*NAME.findall((ROOT / "docs/operating.md").read_text())}
    tested = {name for file in (ROOT / "tests").rglob("*.py") for name in NAME.findall(file.read_text())}
    # nginx.conf, which many name, includes others, and they some more.
    texts = [file.read_text() for file in DEPLOY.glob("*.conf")]
    included = {name for text in texts for name in re.findall(r"(?m)^ *include portal/(.+);", text)}
    assert (there - told, there - tested - included) == (set(), set())


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
