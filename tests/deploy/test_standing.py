"""What is published, withdrawn and killed, as readers of the real nginx see it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from portal.front import SAID_IN_FRONT
from releases.photos import public_names
from releases.record.models import Release
from releases.record.publishing import publish, withdraw
from tests.browser.content import as_migrated
from tests.deploy.standing import DESK, Standing, standing
from tests.desk.processes import shared_database
from tests.nginx import NGINX
from tests.record.making import DOCUMENT, no_files, picture, release_of, with_photo
from tests.test_headers import COMMON

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.sqlite,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]


def _until(all_of: Standing, path: str, words: bytes, status: int = 200) -> float:
    """Ask until the answer has the words; return the seconds that took."""
    begun = time.monotonic()
    while True:
        found, answer = all_of.ask(path)
        if found == status and words in answer:
            return time.monotonic() - begun
        assert time.monotonic() - begun < 10, (path, found, answer)
        time.sleep(0.02)


def _corrected(release: Release, title: str) -> None:
    document = replace(DOCUMENT, title=title)
    publish(document=document, files=no_files, by="签发人", note="更正", release_id=release.pk)


def test_readers_have_publications_and_withdrawals_in_time_and_pages_when_all_is_killed(
    tmp_path: Path,
) -> None:
    as_migrated()
    master = picture()
    stays, goes = release_of(DOCUMENT), release_of(with_photo(DOCUMENT, master), master)
    page, gone = f"/releases/{stays.pk}/", f"/releases/{goes.pk}/"
    assert goes.version
    photo = f"/media/{next(iter(public_names(goes.version.content.photos[0].digest, 1600)))}"
    with shared_database(tmp_path) as environment, standing(tmp_path, environment) as all_of:
        took = []
        for number in range(2):
            # Kept at every moment of its second.
            time.sleep(0.17)
            all_of.ask(page)
            all_of.ask("/releases/?year=2026")
            title = f"第 {number} 次更正的标题"
            _corrected(stays, title)
            begun = time.monotonic()
            for path in (page, "/releases/?year=2026", "/releases/feed/", f"/en{page}"):
                _until(all_of, path, title.encode())
            took.append(time.monotonic() - begun)
        # The page that takes two seconds may just have been begun when the second was over.
        assert max(took) < 2.2, took
        _the_machine_alone_is_asked_some(all_of)
        _each_answer_says_what_every_answer_says(all_of, page, gone)
        assert all_of.ask(photo, headers=(b"Range: bytes=0-9",))[0] == 206
        assert all_of.ask(gone)[0] == 200
        withdraw(release_id=goes.pk, reason="数据有误", by="签发人")
        all_of.kill_application()
        assert _until(all_of, gone, "数据有误".encode(), 410) < 5
        assert all_of.ask(photo)[0] == 404
        # It stays so, in whatever second it is asked.
        for _ in range(15):
            assert all_of.ask(gone)[0] == 410
            status, answer = all_of.ask(f"{page}?from=singlemessage")
            assert (status, title.encode() in answer) == (200, True)
            time.sleep(0.1)
        assert all_of.ask("/search/?q=x")[0] == 503
        assert "静态副本".encode() in all_of.ask("/api/v1/search?q=x")[1]
        _each_answer_says_what_every_answer_says(all_of, page, gone)


def _the_machine_alone_is_asked_some(all_of: Standing) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        assert [all_of.ask(path, host=host)[0] for host in ("www.example.gov.cn", DESK)] == [404, 404]
    assert all_of.ask("/desk/login/")[0] == 404
    assert all_of.ask("/desk/login/", host=DESK)[0] == 200
    assert all_of.ask("/", host="evil.example")[0] == 421


def _each_answer_says_what_every_answer_says(all_of: Standing, *pages: str) -> None:
    """Once, in the same words, whether the application, what nginx keeps, or the copy answers."""
    expected = sorted((name.lower(), COMMON[name]) for name in SAID_IN_FRONT)
    for path in (
        *(page for page in pages for _ in range(2)),
        *("/en/releases/?page=1", "/releases", "/nothing/", "/releases/feed/", "/robots.txt", "/worker.js"),
        *("/search/?q=x", "/verify/", "/verify.json", "/api/v1/releases", "/api/v1/search?q=x"),
    ):
        head = all_of.ask(path)[1].partition(b"\r\n\r\n")[0].decode()
        said = [line.split(": ", 1) for line in head.splitlines()[1:]]
        found = sorted((name.lower(), value) for name, value in said if name.lower() in dict(expected))
        assert found == expected, path
