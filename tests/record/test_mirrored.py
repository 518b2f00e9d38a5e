from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.record.mirror import manifest as manifests
from releases.record.mirror.manifest import Manifest
from releases.record.mirror.state import site_state
from releases.record.mirrored import mirror
from releases.record.models import Revision
from releases.record.revision import move
from tests.record.making import DOCUMENT, release_of

pytestmark = pytest.mark.django_db


MADE = "2026-04-15T07:00:00+00:00"


@pytest.fixture
def copy(settings: Settings, tmp_path: Path) -> Path:
    """Return the folder that the current generation of the copy is in."""
    settings.MIRROR_DIR = str(tmp_path)
    (tmp_path / "current").mkdir()
    return tmp_path / "current"


def copied(copy: Path, *, made_at: str = MADE) -> None:
    """Write what a copy of what the record says now says, made at the moment."""
    site = "https://news.example.gov.cn"
    manifests.save(copy, Manifest(1, site_state(), "code", "2026-04-15", made_at, site))


def published(moment: datetime) -> None:
    """Publish something at the moment."""
    release_of(replace(DOCUMENT, turns=()), at=moment)


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


def test_a_copy_that_lags_is_not_well_for_a_minute_after_each_publication(copy: Path) -> None:
    """What counts is the first change that the copy lacks, not the last."""
    now = timezone.now()
    made_at = (now - timedelta(hours=3)).isoformat(timespec="seconds")
    published(now - timedelta(hours=3, seconds=5))
    copied(copy, made_at=made_at)
    published(now - timedelta(seconds=30))
    # Nothing had changed for three hours: a copy of any age has its minute.
    assert mirror() == ""
    published(now - timedelta(hours=2))
    assert mirror() == f"made at {made_at}"


def test_a_version_of_the_second_the_copy_was_made_in_may_be_in_it(copy: Path) -> None:
    made = timezone.now().replace(microsecond=0) - timedelta(hours=3)
    published(made + timedelta(milliseconds=900))
    copied(copy, made_at=made.isoformat(timespec="seconds"))
    move()
    assert mirror() == ""


def test_no_copy_is_told_apart_from_one_that_is_not_signed(copy: Path, tmp_path: Path) -> None:
    assert not (copy / "manifest.json").exists()
    assert mirror() == "no copy that the site's key has signed"
    copy.rmdir()
    assert mirror() == f"there is no copy in {tmp_path}"
