"""The real nginx with TLS, PostgreSQL, Redis and Granian in both roles, with the files of docs/deploy/."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from releases.photos import public_names
from tests.browser.content import as_migrated
from tests.deploy.answers import SAID, Reader, nothing_is_lost_on_the_way
from tests.deploy.attacking import nobody_is_shown_what_another_sent_or_may_read
from tests.deploy.deployed import deployed
from tests.desk.making import CLEAN, account, ready
from tests.nginx import NGINX
from tests.record.asking import asked
from tests.record.making import picture, release_of, with_photo

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
    *(
        pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not installed")
        for name in ("redis-server", "openssl", "curl")
    ),
]


def test_readers_get_what_they_need_and_nobody_what_is_not_theirs(tmp_path: Path) -> None:
    """All in one: it takes ten seconds to start."""
    as_migrated()
    master = picture()
    release = release_of(with_photo(asked(answer=SAID, on=date(2026, 3, 29)), master), master)
    photo = f"/media/{min(public_names(master.digest, master.width))}"
    ready(text=CLEAN)
    staff = Client()
    staff.force_login(account("签发", "issuer-wang"))
    cookie = f"Cookie: sessionid={staff.cookies['sessionid'].value}".encode()
    with deployed(tmp_path) as (front, redis):
        nothing_is_lost_on_the_way(Reader(front, tmp_path), release, photo)
        nobody_is_shown_what_another_sent_or_may_read(
            front, redis, cookie=cookie, kept_in=tmp_path / "nginx/kept"
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT usename FROM pg_stat_activity WHERE usename ~ '^portal_'")
            assert sorted(cursor.fetchall()) == [("portal_desk",), ("portal_public",)]
