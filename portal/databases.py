"""DATABASES, from one address, for what the process does with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from portal.roles import Role

# Longer than any query takes: whoever waits for a connection so long is told that the site is busy.
POOL_SECONDS = 10
# A page waits for a connection twice at most, and nginx turns to the copy after five seconds.
PUBLIC_POOL_SECONDS = 2
# A pool that finds no server waits ever longer between two looks, unless it gives up; the next who asks then
# has it look at once.
RECONNECT_SECONDS = 2
# A server that is gone says nothing; the operating system would wait for two minutes. libpq takes 1 for 2.
CONNECT_SECONDS, PUBLIC_CONNECT_SECONDS = 5, 2


def configured(url: str, *, role: Role, most: int, keep: int) -> dict[str, Any]:
    """Return the settings of one database.

    ``most`` is how many connections the process may open; with 0 each of its threads keeps one of its own,
    for ``keep`` seconds. An address that is none raises ImproperlyConfigured.
    """
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_health_checks=True))
    except ValueError:
        # The address holds a password, and is not repeated.
        raise ImproperlyConfigured(
            "DATABASE_URL: write postgres://account:password@host:port/name or sqlite:///file, in a password"
            " %40 for @, %2F for /, %23 for #."
        ) from None
    if found["ENGINE"].endswith("sqlite3"):
        return {**found, **(_sqlite(found["NAME"]) if role.has_desk else _sqlite_read_only(found["NAME"]))}
    patience = CONNECT_SECONDS if role.has_desk else PUBLIC_CONNECT_SECONDS
    options = {"connect_timeout": patience, **found.get("OPTIONS", {})}
    if not most:
        return {**found, "OPTIONS": options, "CONN_MAX_AGE": keep}
    # Opened when they are needed: what answers from memory needs none.
    pool = {
        "min_size": 0,
        "max_size": most,
        "timeout": POOL_SECONDS if role.has_desk else PUBLIC_POOL_SECONDS,
        "reconnect_timeout": RECONNECT_SECONDS,
    }
    return {**found, "OPTIONS": {**options, "pool": pool}, "CONN_MAX_AGE": 0}


def _sqlite(name: str) -> dict[str, Any]:
    # SQLite makes its file but not the folder it stands in.
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    return {
        "OPTIONS": {
            # A deferred transaction that turns into a writer fails at once as "locked"; this one waits.
            "transaction_mode": "IMMEDIATE",
            # A writer who waits is not next in any order: of eight that never rest one waited for 30 seconds.
            "timeout": 120,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    }


def _sqlite_read_only(name: str) -> dict[str, Any]:
    """Open the file so that nothing can be written, and none is made where there is none.

    The file holds the desk's tables, too: this keeps from writing, and not from reading them.
    """
    return {
        "NAME": f"{Path(name).absolute().as_uri()}?mode=ro",
        "OPTIONS": {"timeout": 10, "init_command": "PRAGMA query_only=ON;"},
    }
