"""Many who append at once: one chain, no gap, no fork."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from releases.audit import export
from releases.audit.chain import append
from releases.audit.models import Action, Entry
from releases.audit.verify import verify
from tests.record.test_race import at_once

ROOT = Path(__file__).resolve().parent.parent.parent
WRITER = """
import django; django.setup()
from django.db import transaction
from releases.audit.chain import append
for each in range(20):
    with transaction.atomic():
        append(by=None, account="{name}", action="step")
"""


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_threads_on_postgresql_make_one_chain() -> None:
    def work(index: int) -> None:
        for each in range(10):
            with transaction.atomic():
                append(by=None, account=f"{index}", action=Action.STEP, detail=f"{each}")

    at_once(6, work)
    outcome = verify(export.rows())
    assert (outcome.fault, outcome.last.number, Entry.objects.count()) == ("", 60, 60)
    own = Entry.objects.filter(account="3").order_by("number").values_list("detail", flat=True)
    assert list(own) == [f"{each}" for each in range(10)]


def test_processes_on_sqlite_make_one_chain(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'audit.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }

    def started(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )

    with started("manage.py", "migrate", "--verbosity", "0") as migrating:
        assert migrating.wait() == 0
    writers = [started("-c", WRITER.format(name=name)) for name in "abcd"]
    assert [writer.communicate()[0] for writer in writers] == [""] * 4
    assert [writer.returncode for writer in writers] == [0] * 4
    with started("manage.py", "audit", "verify") as checking:
        said, _ = checking.communicate()
    assert (checking.returncode, said.partition("核对值")[0]) == (0, "第 1 条至第 80 条，共 80 条，完整。")
