from __future__ import annotations

from pathlib import Path

import pytest

from releases.backup import postgresql
from releases.backup.fault import BackupError

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]


def test_a_program_that_fails_or_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    torn = tmp_path / "database.dump"
    torn.write_bytes(b"torn")
    with pytest.raises(BackupError, match=r"pg_restore 没有完成："):
        postgresql.restore(torn)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupError, match=r"没有 pg_dump：请安装"):
        postgresql.dump(tmp_path / "x")
