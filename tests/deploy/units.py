"""The systemd units of docs/deploy/, and what they run."""

from __future__ import annotations

import configparser
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.nginx import DEPLOY

SERVICES = {unit.stem: unit for unit in DEPLOY.glob("*.service")}


def exec_start(name: str) -> str:
    """Return the command line of a unit, as it stands."""
    return sections(SERVICES[name])["Service"]["ExecStart"]


def sections(unit: Path) -> configparser.RawConfigParser:
    """Return what a unit says; each thing once."""
    read = configparser.RawConfigParser()
    read.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's names have capitals
    read.read_string(unit.read_text())
    return read


def command(name: str, places: Mapping[str, str]) -> list[str]:
    """Return the command of a unit with this machine's places in it."""
    line = exec_start(name).replace("/srv/portal/app/.venv/bin", str(Path(sys.executable).parent))
    for place, here in places.items():
        line = line.replace(place, here)
    return shlex.split(line)
