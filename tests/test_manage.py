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
    told = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=Path(__file__).resolve().parent.parent,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    reason = "SECRET_KEY is not set: a long random text that signs sessions.\n"
    assert (told.returncode, told.stdout, told.stderr) == (1, "", reason)
