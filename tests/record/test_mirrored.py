from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.record.mirrored import mirror
from releases.record.models import Revision
from releases.record.revision import current, move

pytestmark = pytest.mark.django_db


@pytest.fixture
def manifest(settings: Settings, tmp_path: Path) -> Path:
    """Return where the current copy says what it was made of."""
    settings.MIRROR_DIR = str(tmp_path)
    (tmp_path / "current").mkdir()
    return tmp_path / "current" / "manifest.json"


MADE = "2026-04-15T07:00:00+00:00"


def copied(manifest: Path) -> None:
    """Write what a copy of this moment says."""
    now = current()
    manifest.write_text(json.dumps({"revision": f"{now.number}@{now.at.isoformat()}", "made_at": MADE}))


def test_a_copy_of_the_current_revision_is_well(manifest: Path) -> None:
    Revision.objects.update(moved_at=timezone.now() - timedelta(days=1))
    copied(manifest)
    assert mirror() == ""


def test_a_copy_has_a_minute_to_follow(manifest: Path) -> None:
    copied(manifest)
    move()
    assert mirror() == ""
    Revision.objects.update(moved_at=timezone.now() - timedelta(seconds=70))
    assert mirror() == f"made at {MADE}"


def test_no_copy_is_told(manifest: Path) -> None:
    assert not manifest.exists()
    with pytest.raises(FileNotFoundError):
        mirror()
