from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.roles import Role, refuse


@pytest.mark.parametrize("command", ["migrate", "reindex", "restore_packs"])
def test_the_public_role_runs_nothing_that_writes(command: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        refuse(Role.PUBLIC, command)
    assert str(refused.value) == f"ROLE=public only reads: run {command} with ROLE=desk or ROLE=all."
    for role in (Role.ALL, Role.DESK):
        refuse(role, command)


def test_the_public_role_runs_what_reads() -> None:
    refuse(Role.PUBLIC, "check")
    refuse(Role.PUBLIC, "verify_record")


def test_a_setting_that_is_missing_is_one_line() -> None:
    told = run("check")
    reason = "SECRET_KEY is not set: a long random text that signs sessions.\n"
    assert (told.returncode, told.stdout, told.stderr) == (1, "", reason)


def test_without_a_command_it_names_them() -> None:
    told = run(DEVELOPMENT="1")
    assert (told.returncode, told.stderr) == (0, "")
    assert {"publish_due", "backup", "mirror"} <= set(told.stdout.split())


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with nothing else in its environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=Path(__file__).resolve().parent.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
