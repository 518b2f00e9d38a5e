from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import HttpResponseBase
from django.test import Client

from releases.photos import master_name, rendition_name
from releases.record.caching import Life
from releases.record.models import Release
from releases.record.publishing import withdraw
from tests.record.making import DOCUMENT, LEAFLET, picture, release_of, with_leaflet, with_photo
from tests.record.walking import content_of

pytestmark = pytest.mark.django_db

MASTER = picture()


@pytest.fixture
def release() -> Release:
    """Publish a release with a photo and a leaflet."""
    return release_of(with_leaflet(with_photo(DOCUMENT, MASTER)), MASTER)


def body(client: Client, path: str) -> tuple[bytes, HttpResponseBase]:
    """Return what a file's address serves."""
    response = client.get(path)
    return content_of(response), response


@pytest.mark.usefixtures("release")
def test_photo_is_served_and_kept_for_an_hour(client: Client) -> None:
    content, response = body(client, f"/media/{master_name(MASTER.digest)}")
    assert content == MASTER.data
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Cache-Control"] == Life.VERSION.value
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("inline")


def test_kept_photo_is_confirmed_until_it_is_withdrawn(
    client: Client, release: Release, committed: Callable[[], AbstractContextManager[list[object]]]
) -> None:
    path = f"/media/{master_name(MASTER.digest)}"
    known = {"if-none-match": body(client, path)[1].headers["ETag"]}
    again = client.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    with committed():
        withdraw(release_id=release.pk, reason="数据有误", by="签发人")
    assert client.get(path, headers=known).status_code == 404


@pytest.mark.usefixtures("release")
def test_rendition_is_served_as_webp(client: Client) -> None:
    content, response = body(client, f"/media/{rendition_name(MASTER.digest, 480)}")
    assert (content[:4], content[8:12]) == (b"RIFF", b"WEBP")
    assert response.headers["Content-Type"] == "image/webp"


def test_attachment_is_saved_not_opened(client: Client, release: Release) -> None:
    page = client.get(release.get_absolute_url()).context["page"]
    content, response = body(client, page.attachments[0].url)
    assert content == LEAFLET
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "内部稿" not in response.headers["Content-Disposition"]


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    "path",
    [
        f"/media/{master_name('ab' * 32)}",
        "/media/notes.txt",
        "/media/../desk/secret.jpg",
        "/media/%2e%2e/desk/secret.jpg",
        "/media//etc/passwd",
        "/media/photos/",
        "/media/",
    ],
)
def test_anything_else_is_404(client: Client, path: str) -> None:
    storages["public"].save("notes.txt", ContentFile(b"not ours"))
    storages["default"].save("secret.jpg", ContentFile(b"draft"))
    assert client.get(path).status_code == 404


def test_files_of_withdrawn_release_are_404(
    client: Client, release: Release, committed: Callable[[], AbstractContextManager[list[object]]]
) -> None:
    page = client.get(release.get_absolute_url()).context["page"]
    paths = [page.photos[0].full, page.photos[0].src, page.attachments[0].url]
    assert all(body(client, path)[0] for path in paths)
    with committed():
        withdraw(release_id=release.pk, reason="有误", by="签发人")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
