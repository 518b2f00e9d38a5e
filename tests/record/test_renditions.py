"""The digests of photos' smaller sizes: where they come from, how long they stay, and what they show."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from pytest_django import DjangoAssertNumQueries

from releases.photos import Master, public_names, rendition_name
from releases.record import renditions
from releases.record.models import Release, Rendition
from releases.record.publishing import publish, withdraw
from releases.record.verify import file_faults
from tests.record.making import DOCUMENT, files_of, no_files, picture, release_of, with_photo

pytestmark = pytest.mark.django_db

Committed = Callable[[], AbstractContextManager[list[object]]]
MASTER, OTHER = picture(), picture(200)
SHOWN = with_photo(DOCUMENT, MASTER)
SMALL = rendition_name(MASTER.digest, 480)


def digests_of(*masters: Master) -> dict[str, str]:
    """Return the digests of the files that these photos' smaller sizes are."""
    found = {}
    for master in masters:
        for name in public_names(master.digest, master.width)[1:]:
            found[name] = hashlib.sha256(files_of(master)(name)).hexdigest()
    return found


def kept() -> dict[str, str]:
    """Return every digest that is kept."""
    return Rendition.objects.digests()


def corrected(release: Release) -> None:
    """Publish a second version that shows the same photo."""
    publish(
        document=replace(SHOWN, title="更正后的标题"),
        files=no_files,
        by="签发人",
        note="更正",
        release_id=release.pk,
    )


def changed(name: str, how: Callable[[bytes], bytes]) -> None:
    """Change a public file behind the record's back."""
    storage = storages["public"]
    with storage.open(name) as file:
        data = file.read()
    storage.delete(name)
    storage.save(name, ContentFile(how(data)))


def flipped(data: bytes) -> bytes:
    """Return the bytes with another one in the middle: still a photo, a little different."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def test_publishing_keeps_the_digest_of_each_smaller_size() -> None:
    release = release_of(with_photo(SHOWN, OTHER), MASTER, OTHER)
    assert kept() == digests_of(MASTER, OTHER)
    assert list(file_faults(release)) == []
    assert str(Rendition.objects.get(pk=SMALL)) == f"{SMALL} {kept()[SMALL][:12]}"


def test_a_photo_that_is_shown_twice_is_kept_once() -> None:
    release_of(with_photo(SHOWN, MASTER, "另一处"), MASTER)
    assert kept() == digests_of(MASTER)


def test_a_flipped_byte_is_named_with_the_photo_that_it_is_of() -> None:
    release = release_of(with_photo(with_photo(DOCUMENT, OTHER), MASTER), OTHER, MASTER)
    changed(SMALL, flipped)
    assert list(file_faults(release)) == [f"第 1 版：第 2 张照片的缩小图 {SMALL} 与发布时不符。"]


def test_a_second_version_leaves_the_digest_as_it_is() -> None:
    release = release_of(SHOWN, MASTER)
    changed(SMALL, flipped)
    corrected(release)
    assert kept() == digests_of(MASTER)
    assert list(file_faults(release)) == [f"第 1 版：第 1 张照片的缩小图 {SMALL} 与发布时不符。"]


@pytest.mark.parametrize("number", [1, 3])
def test_photos_cost_one_query_however_many(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    masters = [picture(shade) for shade in range(number)]
    made = digests_of(*masters)
    with django_assert_num_queries(1):
        renditions.keep(made=made, there={})
    with django_assert_num_queries(1):
        renditions.keep(made={}, there=dict.fromkeys(made, 480))
    with django_assert_num_queries(0):
        renditions.keep(made={}, there={})
    assert kept() == made


def test_a_failed_publication_keeps_none() -> None:
    release = release_of()
    with pytest.raises(UnicodeEncodeError):
        publish(document=SHOWN, files=files_of(MASTER), by="签发人", note="\ud800", release_id=release.pk)
    assert (kept(), storages["public"].exists(SMALL)) == ({}, False)


def test_a_withdrawal_takes_those_of_files_that_nobody_else_shows(committed: Committed) -> None:
    release = release_of(with_photo(SHOWN, OTHER), MASTER, OTHER)
    release_of(with_photo(DOCUMENT, OTHER), OTHER)
    with committed():
        withdraw(release_id=release.pk, reason="有误", by="签发人")
    assert kept() == digests_of(OTHER)


def test_what_is_published_again_is_kept_as_it_is_then(committed: Committed) -> None:
    release = release_of(SHOWN, MASTER)
    with committed():
        withdraw(release_id=release.pk, reason="有误", by="签发人")
    # As if the transaction had not stood that took the files away.
    Rendition.objects.create(name=SMALL, digest="0" * 64)
    publish(document=SHOWN, files=files_of(MASTER), by="签发人", note="恢复", release_id=release.pk)
    assert kept() == digests_of(MASTER)


def test_what_was_published_before_is_kept_at_the_next_publication() -> None:
    release = release_of(SHOWN, MASTER)
    Rendition.objects.all().delete()
    changed(SMALL, flipped)
    # It is a photo of that width: what it was is not known.
    assert list(file_faults(release)) == []
    with storages["public"].open(SMALL) as file:
        now = hashlib.sha256(file.read()).hexdigest()
    corrected(release)
    assert kept() == {**digests_of(MASTER), SMALL: now}
    changed(SMALL, flipped)
    assert list(file_faults(release)) == [f"第 1 版：第 1 张照片的缩小图 {SMALL} 与发布时不符。"]


@pytest.mark.parametrize(
    "data", [b"RIFF", MASTER.data, files_of(MASTER)(rendition_name(MASTER.digest, 640))], ids=len
)
def test_what_cannot_be_the_photo_is_named_without_a_digest_and_given_none(data: bytes) -> None:
    release = release_of(SHOWN, MASTER)
    Rendition.objects.all().delete()
    changed(SMALL, lambda _: data)
    fault = f"第 1 版：第 1 张照片的缩小图 {SMALL} 与发布时不符。"
    assert list(file_faults(release)) == [fault]
    corrected(release)
    assert list(kept()) == [rendition_name(MASTER.digest, 640)]
    assert list(file_faults(release)) == [fault]
