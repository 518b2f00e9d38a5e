"""The whole site with its files in buckets of a real store: what it shows, what it takes away, how it fails."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from portal.media import Store, in_buckets
from portal.ready.files import desk_files, public_files
from portal.roles import Role
from releases.desk import enclosures, workflow
from releases.desk.models import Conference
from releases.desk.views.pages import address
from releases.files import names_in
from releases.photos import master_name, rendition_name
from releases.record import media
from releases.record.media import copied
from releases.record.mirror import keeping
from releases.record.mirror.addresses_of_site import first_of_site
from releases.record.models import Release
from releases.record.publishing import withdraw
from releases.record.tidying import tidy
from tests.desk.making import CLEAN, account, client_of, form_data, photo_bytes, ready, upload
from tests.ports import free_port
from tests.record.making import DOCUMENT, files_of, picture, release_of, with_leaflet, with_photo
from tests.record.mirror.copying import copy_in, served
from tests.record.walking import content_of
from tests.s3.server import PAUSE, Server, hasty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]

MASTER = picture()
FULL = with_leaflet(with_photo(DOCUMENT, MASTER))
FILES = sorted(file.name for file in media.public_files(FULL))
PHOTO = f"/media/{master_name(MASTER.digest)}"
Answer = tuple[int, dict[str, str], bytes]


def in_public() -> dict[str, bytes]:
    """Return every public file."""
    storage = storages["public"]
    return {name: workflow.private_bytes(storage, name) for name in names_in(storage)}


def answers(client: Client, release: Release) -> dict[tuple[str, str], Answer]:
    """Return what is answered of a release: its page, the forms with photos in them, its files and parts of these."""
    page = release.get_absolute_url()
    forms = [f"/releases/{release.pk}.{suffix}" for suffix in ("docx", "photos.zip", "zip")]
    files = [f"/media/{name}" for name in FILES]
    asked = [(url, "") for url in (page, *forms, *files)]
    asked += [(url, part) for url in files for part in ("bytes=2-5", "bytes=-3", "bytes=9999999-")]
    found = {}
    for url, part in asked:
        response = client.get(url, headers={"range": part} if part else {})
        found[url, part] = response.status_code, dict(response.headers), content_of(response)
    return found


@contextmanager
def failing(how: str, s3: Server, settings: Settings, store: Store) -> Iterator[None]:
    """Have the store hang, or be gone, until it is tried again."""
    with hasty():
        if how == "hangs":
            with s3.frozen():
                yield
        else:
            gone = replace(store, url=f"http://127.0.0.1:{free_port()}")
            settings.STORAGES = settings.STORAGES | in_buckets(gone, role=Role.ALL)
            yield
            settings.STORAGES = settings.STORAGES | in_buckets(store, role=Role.ALL)
    time.sleep(PAUSE)


def test_what_is_answered_is_what_it_is_from_folders(client: Client, s3: Server, settings: Settings) -> None:
    release = release_of(FULL, MASTER)
    from_folders = answers(client, release)
    held = in_public()
    store = s3.store()
    settings.STORAGES = settings.STORAGES | in_buckets(store, role=Role.ALL)
    for name, data in held.items():
        assert storages["public"].save(name, ContentFile(data)) == name
    from_buckets = answers(client, release)
    assert from_buckets == from_folders
    assert {status for status, *_ in from_buckets.values()} == {200, 206, 416}
    # Of the store nobody is told anything.
    told = b"".join(repr(answer).encode() for answer in from_buckets.values())
    for secret in (store.url, store.public, store.desk, store.key, store.secret, "X-Amz"):
        assert secret.encode() not in told


def test_staff_upload_publish_and_withdraw(
    client: Client, store: Store, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    user = account("签发")
    conference = ready(text=CLEAN, by=user)
    kept = enclosures.keep(b"%PDF-1.7 x", "方案.pdf")
    conference.attachments.create(
        number=1, file_name="方案.pdf", media_type=kept.media_type, size=kept.size, digest=kept.digest
    )
    names = [*names_in(storages["default"])]
    assert (len(names), [*names_in(storages["public"])]) == (5, [])
    preview = client_of(user).get(address("preview", conference)).content.decode()
    assert (store.url in preview, f"{kept.digest}.pdf" in preview) == (False, True)

    workflow.publish(conference=conference, by=user)
    conference.refresh_from_db()
    assert [*names_in(storages["public"])] == names
    page = client.get(f"/releases/{conference.release_id}/").content.decode()
    assert f'href="/media/attachments/{kept.digest[:2]}/{kept.digest}.pdf"' in page
    assert [client.get(f"/media/{name}").status_code for name in names] == [200] * 5

    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(conference=conference, by=user, reason="有误")
    assert ([*names_in(storages["default"])], [*names_in(storages["public"])]) == (names, [])
    assert [client.get(f"/media/{name}").status_code for name in names] == [404] * 5


@pytest.mark.usefixtures("store")
def test_the_record_is_verified_through_the_store(capsys: pytest.CaptureFixture[str]) -> None:
    release_of(FULL, MASTER)
    call_command("verify_record")
    assert capsys.readouterr().out == "1 个发布、1 个版本，连同照片和附件，都与发布时一致。\n"
    name = master_name(MASTER.digest)
    storages["public"].delete(name)
    storages["public"].save(name, ContentFile(MASTER.data[:-1] + b"?"))
    with pytest.raises(CommandError, match=f"第 1 张照片的文件 {name} 与摘要值不符。"):
        call_command("verify_record")
    storages["public"].delete(name)
    storages["public"].save(name, ContentFile(MASTER.data))
    small = rendition_name(MASTER.digest, 480)
    storages["public"].delete(small)
    storages["public"].save(small, ContentFile(files_of(MASTER)(small) + b"?"))
    with pytest.raises(CommandError, match=f"第 1 张照片的缩小图 {small} 与发布时不符。"):
        call_command("verify_record")


@pytest.mark.usefixtures("store")
def test_what_a_killed_publication_left_is_tidied_away() -> None:
    release_of(FULL, MASTER)
    other = picture(200)
    with copied(with_photo(DOCUMENT, other), files_of(other)):
        pass
    left = len([*names_in(storages["public"])]) - len(FILES)
    tidy(now=datetime.now(UTC) + timedelta(minutes=4))
    assert (left, len([*names_in(storages["public"])])) == (3, len(FILES) + 3)
    tidy(now=datetime.now(UTC) + timedelta(minutes=6))
    assert sorted(names_in(storages["public"])) == FILES


@pytest.mark.usefixtures("store")
def test_the_copy_in_files_has_the_files_too(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(keeping, "addresses_of_site", first_of_site)
    release = release_of(FULL, MASTER)
    keeper = copy_in(tmp_path)
    copies = next(served(tmp_path).rglob("media"))
    held = {str(path.relative_to(copies)): path.read_bytes() for path in copies.rglob("*.*")}
    assert held == in_public() != {}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(release_id=release.pk, reason="有误", by="签发人")
    keeper.update()
    assert [*tmp_path.rglob("*.webp"), *tmp_path.rglob(f"{MASTER.digest}*")] == []


@pytest.mark.parametrize("how", ["hangs", "is gone"])
def test_a_store_that_fails_costs_photos_and_nothing_else(
    how: str, client: Client, s3: Server, settings: Settings, store: Store
) -> None:
    release = release_of(FULL, MASTER)
    user = account("签发")
    conference, desk = ready(text=CLEAN, by=user), client_of(user)
    client.raise_request_exception = desk.raise_request_exception = False
    form = form_data(desk.get(address("publish", conference)).content.decode())
    page = client.get(release.get_absolute_url()).content
    photos = address("photos", conference)
    with failing(how, s3, settings, store):
        for part in (desk_files, public_files):
            with pytest.raises(OSError, match="does not answer") as error:
                part()
            assert error.value.errno == errno.EHOSTDOWN
        assert client.get(release.get_absolute_url()).content == page
        # nginx asks the copy in files then.
        assert client.get(PHOTO).status_code == 500
        for response in (
            desk.post(photos, {"photos": [upload("新.jpg", photo_bytes("red"))]}),
            desk.post(address("publish", conference), form),
        ):
            said = "<h1>存放照片和附件的服务暂时没有应答</h1>" in unescape(response.content.decode())
            assert (response.status_code, said) == (503, True)
        assert (Release.objects.count(), conference.photos.count()) == (1, 1)
        assert Conference.objects.get().state == "draft"
    assert (desk_files(), public_files(), client.get(PHOTO).status_code) == ("", "", 200)
    assert desk.post(address("publish", conference), form).status_code == 302
    assert desk.post(photos, {"photos": [upload("新.jpg", photo_bytes("red"))]}).status_code == 302
    assert (Release.objects.count(), conference.photos.count()) == (2, 2)
