from __future__ import annotations

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
