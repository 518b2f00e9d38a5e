from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from pytest_django import DjangoCaptureOnCommitCallbacks

from releases.record.media import copied, public_files
from releases.record.models import Rendition
from releases.record.publishing import withdraw
from releases.record.tidying import tidy
from tests.record.making import DOCUMENT, files_of, picture, release_of, with_leaflet, with_photo

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)


def aged(folder: Path, age: timedelta) -> None:
    """Make every file look as if it was written so long ago."""
    at = (NOW - age).timestamp()
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (at, at))


def there(folder: Path) -> set[str]:
    """Return the names of all files."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Return the folder of public files."""
    return tmp_path / "media" / "public"


def test_nothing_published_is_nothing_to_tidy(public: Path) -> None:
    tidy(now=NOW)
    assert not public.exists()


def test_what_a_publication_left_that_was_killed_is_taken_away(public: Path) -> None:
    shown, left = picture(), picture(200)
    document = with_leaflet(with_photo(DOCUMENT, shown))
    release_of(document, shown)
    kept = {file.name for file in public_files(document)}
    # As far as a publication comes that is killed before it stands.
    with copied(with_photo(DOCUMENT, left), files_of(left)):
        pass
    storages["public"].save("photos/.half", ContentFile(b"half"))
    aged(public, timedelta(minutes=4))
    before = there(public)
    tidy(now=NOW)
    assert there(public) == before > kept
    aged(public, timedelta(minutes=6))
    tidy(now=NOW)
    assert there(public) == kept
    assert {*Rendition.objects.digests()} == {name for name in kept if name.endswith(".webp")}


def test_what_is_older_was_looked_at_before(public: Path) -> None:
    left = picture()
    with copied(with_photo(DOCUMENT, left), files_of(left)):
        pass
    aged(public, timedelta(days=4))
    before = there(public)
    tidy(now=NOW)
    assert there(public) == before != set()


def test_what_a_withdrawal_left_that_was_killed_is_taken_away(
    public: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    shown, other = picture(), picture(200)
    gone = release_of(with_photo(DOCUMENT, shown), shown)
    release_of(with_photo(DOCUMENT, other), other)
    kept = {file.name for file in public_files(with_photo(DOCUMENT, other))}
    # Whatever is to be done once it stands is not.
    with django_capture_on_commit_callbacks():
        withdraw(release_id=gone.pk, reason="有误", by="签发人")
    aged(public, timedelta(days=30))
    assert there(public) > kept
    tidy(now=NOW)
    assert there(public) == kept
    assert {*Rendition.objects.digests()} == {name for name in kept if name.endswith(".webp")}
