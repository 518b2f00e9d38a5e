"""Files in buckets, as readers of the real nginx get them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.core.files.storage import storages
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from portal.media import Store
from releases.photos import master_name
from releases.record.mirror import keeping
from releases.record.mirror.addresses_of_site import first_of_site
from releases.record.publishing import withdraw
from tests.browser.content import as_migrated
from tests.deploy.standing import PUBLIC, sent
from tests.nginx import NGINX, running, site
from tests.ports import free_port
from tests.record.making import DOCUMENT, picture, release_of, with_photo
from tests.record.mirror.copying import copy_in
from tests.s3.server import PAUSE, Server, asked, hasty

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.sqlite,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]
MASTER = picture()
PATH = f"/media/{master_name(MASTER.digest)}"


@pytest.mark.usefixtures("without_pdf")
def test_a_file_is_fetched_once_and_gone_when_it_is_withdrawn(
    tmp_path: Path,
    live_server: LiveServer,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    s3: Server,
    store: Store,
) -> None:
    settings.ALLOWED_HOSTS = [PUBLIC, "news.example.gov.cn"]
    as_migrated()
    release = release_of(with_photo(DOCUMENT, MASTER), MASTER)
    monkeypatch.setattr(keeping, "addresses_of_site", first_of_site)
    copy_in(tmp_path / "copy")
    port, behind = free_port(), live_server.url.removeprefix("http://")
    fetched, looked_for = (asked(storages["public"], one) for one in ("GetObject", "HeadObject"))

    def get(*headers: bytes) -> tuple[int, bytes, bytes]:
        status, answer = sent(port, [f"GET {PATH} HTTP/1.1".encode(), f"Host: {PUBLIC}".encode(), *headers])
        head, _, body = answer.partition(b"\r\n\r\n")
        return status, head, body

    places = {"127.0.0.1:8000": behind, "127.0.0.1:8081": f"127.0.0.1:{free_port()}"}
    places |= {"/srv/portal/var/public/": f"{tmp_path}/empty/", "/srv/portal/mirror/": f"{tmp_path}/copy/"}
    folder = tmp_path / "nginx"
    with running(folder, site(folder, port, places), port):
        status, head, body = get(b"Range: bytes=5-9")
        assert (status, body) == (206, MASTER.data[5:10])
        assert f"Content-Range: bytes 5-9/{len(MASTER.data)}".encode() in head
        status, head, body = get()
        assert (status, body) == (200, MASTER.data)
        assert {
            "Content-Type: image/jpeg",
            f"Content-Length: {len(MASTER.data)}",
            f'ETag: "{MASTER.digest}"',
            "Accept-Ranges: bytes",
            "X-Content-Type-Options: nosniff",
            "Cross-Origin-Resource-Policy: cross-origin",
        } < set(head.decode().split("\r\n"))
        assert (store.url.encode() in head, store.public.encode() in head) == (False, False)
        assert len(fetched) == 1
        looked = len(looked_for)
        time.sleep(1.1)
        assert get()[::2] == (200, MASTER.data)
        # Whether it is still there, and no more.
        assert (len(fetched), len(looked_for)) == (1, looked + 1)

        with hasty():
            with s3.frozen():
                time.sleep(1.1)
                # The copy's.
                status, head, body = get()
                assert (status, body, b"no-cache" in head) == (200, MASTER.data, True)
            time.sleep(PAUSE)

        withdraw(release_id=release.pk, reason="有误", by="签发人")
        time.sleep(1.1)
        assert get()[0] == 404
        kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        assert MASTER.data[-1000:] not in kept
