from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from releases.record.mirror.address import Address
from releases.record.mirror.addresses_of_release import addresses_of_release
from releases.record.mirror.generation import Draft
from releases.record.mirror.making import Maker
from releases.record.mirror.render import NotAnsweredError, Site
from tests.record.making import DOCUMENT, picture, release_of, with_photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]


def test_what_is_not_there_is_not_in_a_copy(tmp_path: Path) -> None:
    maker = Maker(site=Site(), draft=Draft(tmp_path), state="state", code="code")
    (entry,) = maker.entries([Address("/nothing/"), Address("/robots.txt")])
    assert (entry.url, entry.file, entry.status) == ("/robots.txt", "200/robots.txt", 200)
    assert [path.name for path in tmp_path.rglob("*.*")] == ["robots.txt"]


def test_a_failure_is_not_kept(tmp_path: Path, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["elsewhere.example.com"]
    maker = Maker(site=Site(), draft=Draft(tmp_path), state="state", code="code")
    with pytest.raises(NotAnsweredError, match=r"^/robots\.txt: 400$"):
        maker.entries([Address("/robots.txt")])


def test_a_file_of_two_releases_is_taken_over_once(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (entry,) = Maker(site=Site(), draft=Draft(old), state="state", code="code").entries(
        [Address("/robots.txt")]
    )
    draft = Draft(new)
    assert draft.link(entry, old)
    assert draft.link(entry, old)
    assert (new / entry.file).samefile(old / entry.file)


def test_photos_on_another_host_are_no_addresses_of_the_site(settings: Settings) -> None:
    master = picture()
    release = release_of(with_photo(DOCUMENT, master), master)

    def photos() -> list[str]:
        found = addresses_of_release(release, "state", without=frozenset())
        return [one.path for one in found if master.digest in one.path]

    assert photos() == [
        f"/media/photos/{master.digest[:2]}/{master.digest}{ending}"
        for ending in (".jpg", "-480.webp", "-640.webp")
    ]
    public = settings.STORAGES["public"]
    elsewhere = {**public, "OPTIONS": {**public["OPTIONS"], "base_url": "https://files.example.com/"}}
    settings.STORAGES = {**settings.STORAGES, "public": elsewhere}
    assert photos() == []
