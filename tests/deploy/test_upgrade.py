"""The public and the desk notice nothing of an upgrade: migrate first, then one process after the other."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests.bench._cluster import running
from tests.deploy.history import code_before
from tests.deploy.upgrading import served, upgrade
from tests.nginx import NGINX
from tests.postgres import programs
from tests.roles.serving import ROOT

DEMO = ROOT / "releases" / "demo"


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed")
def test_nobody_notices_an_upgrade_and_nothing_is_lost() -> None:
    with tempfile.TemporaryDirectory(prefix="portal-upgrade-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # PostgreSQL runs as somebody else, and wants a short path.
        folder.chmod(0o755)
        old = code_before(folder)
        with running(folder / "postgresql") as url:
            assert url
            with served(folder, url) as there:
                there.migrate(old)
                there.manage(
                    *(old, "import_transcript", str(_transcripts(folder))),
                    *("--publish", "--section", "jdhy/xwfbh"),
                )
                told = upgrade(there, old, readers=3, pause=0.3, seconds=0.3)
    assert told.readers.failed == []
    assert told.lost == set()
    assert min(told.readers.asked, *map(len, told.acknowledged)) > 0
    assert [said.count("都与发布时一致") for said in told.verified] == [1, 1]


def test_without_git_the_code_before_is_the_one_that_is_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert code_before(tmp_path) == ROOT


def _transcripts(folder: Path) -> Path:
    """Put two of the demo's into a folder of their own, without the photos, which want words first."""
    some = folder / "transcripts"
    some.mkdir()
    for name in ("2024-11-07-lifts.txt", "2026-03-10-water-price.txt"):
        text = (DEMO / "transcripts" / name).read_text("utf-8")
        (some / name).write_text(re.sub(r"(?m)^(?:.*\.jpg|图为.*)\n", "", text), "utf-8")
    return some
