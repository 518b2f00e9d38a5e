"""Everything as it is deployed: nginx with TLS, both roles as in production, PostgreSQL's accounts, Redis."""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.deploy.standing import PUBLIC, Standing, standing
from tests.desk.processes import shared_database
from tests.record.keeping.redis_server import RedisServer
from tests.roles.accounts import as_account
from tests.roles.serving import ROOT


@contextmanager
def deployed(folder: Path) -> Iterator[tuple[Standing, RedisServer]]:
    """Start all of it on this test's PostgreSQL, each role with its own account.

    Whoever is logged in with a client of the test's is so here, and needs no second factor.
    """
    # The path of a socket is limited to some hundred bytes.
    with (
        tempfile.TemporaryDirectory(prefix="portal-redis-") as short,
        RedisServer(Path(short)) as redis,
        shared_database(folder) as database,
    ):
        production = {
            "DEVELOPMENT": "0",
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            "RECORD_KEY": base64.b64encode(bytes(32)).decode(),
            "STATIC_ROOT": str(folder / "static"),
            "TRUST_X_FORWARDED_PROTO": "1",
            "ALLOWED_HOSTS": PUBLIC,
            "SITE_URL": f"https://{PUBLIC}",
            "CACHE_URL": redis.url,
            "SECOND_FACTOR": "0",
        }
        own = {
            role: {"DATABASE_URL": as_account(f"portal_{role}", database)["DATABASE_URL"]}
            for role in ("public", "desk")
        }
        own["public"] |= {"SECRET_KEY": "of the public alone " * 3, "DESK_MEDIA_DIR": str(folder / "none")}
        environment = database | production
        # A third of all files are words of the admin's that no page here needs, and compressing each takes time.
        collected = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        collected += ["--ignore", "i18n"]
        subprocess.run(collected, env=environment, cwd=ROOT, check=True)
        with standing(folder, environment, mirrored=False, secure=True, own=own) as all_of:
            yield all_of, redis
