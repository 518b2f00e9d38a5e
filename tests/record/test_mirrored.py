from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.record.mirror import manifest as manifests
from releases.record.mirror.manifest import Manifest
from releases.record.mirrored import mirror
from releases.record.models import Revision
from releases.record.revision import current, move

pytestmark = pytest.mark.django_db


MADE = "2026-04-15T07:00:00+00:00"


@pytest.fixture
def copy(settings: Settings, tmp_path: Path) -> Path:
    """Return the folder that the current generation of the copy is in."""
    settings.MIRROR_DIR = str(tmp_path)
    (tmp_path / "current").mkdir()
    return tmp_path / "current"


def copied(copy: Path) -> None:
    """Write what a copy of this moment says."""
    now = current()
    revision = f"{now.number}@{now.at.isoformat()}"
    manifests.save(copy, Manifest(1, revision, "code", "2026-04-15", MADE, "https://news.example.gov.cn"))


def test_a_copy_of_the_current_revision_is_well(copy: Path) -> None:
    Revision.objects.update(moved_at=timezone.now() - timedelta(days=1))
    copied(copy)
    assert mirror() == ""


def test_a_copy_has_a_minute_to_follow(copy: Path) -> None:
    copied(copy)
    move()
    assert mirror() == ""
    Revision.objects.update(moved_at=timezone.now() - timedelta(seconds=70))
    assert mirror() == f"made at {MADE}"


def test_no_copy_is_told(copy: Path) -> None:
    assert not (copy / "manifest.json").exists()
    assert mirror() == "no copy that the site's key has signed"
