"""However many ask at once, no more connections are opened than Granian has threads."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import psycopg
import pytest

from tests.desk.processes import shared_database
from tests.roles.accounts import as_account
from tests.roles.serving import granian, status

MOST = 4
# More of each than there are connections.
CALLERS = THREADS = 24
ASKED = 96


@pytest.mark.postgresql
@pytest.mark.django_db
def test_no_load_takes_more_connections_than_there_are(tmp_path: Path) -> None:
    with shared_database(tmp_path) as environment:
        own = as_account("portal_public", environment) | {"ROLE": "public", "DEVELOPMENT": "1"}
        with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as owner:
            owner.execute(f"ALTER ROLE portal_public CONNECTION LIMIT {MOST}")
            try:
                bounded = _load(own | {"GRANIAN_BLOCKING_THREADS": str(MOST)})
                # The same number for both, and the pool keeps to it even where the threads do not.
                waiting = _load(
                    own | {"GRANIAN_BLOCKING_THREADS": str(MOST)}, "--blocking-threads", str(THREADS)
                )
                unbounded = _load(own, "--blocking-threads", str(THREADS))
            finally:
                owner.execute("ALTER ROLE portal_public CONNECTION LIMIT -1")
    assert (bounded, waiting) == ({200: ASKED}, {200: ASKED})
    # It is load enough: each thread with a connection of its own would have been too many. Who finds none in the
    # midst of a page says 500, who finds none to begin with 503.
    assert unbounded.keys() - {503} == {200, 500}


def _load(environment: dict[str, str], *options: str) -> Counter[int]:
    """Return how often which status was answered."""
    with granian(environment, *options) as port, ThreadPoolExecutor(CALLERS) as callers:
        asked = [f"/search/?q={number}" for number in range(ASKED)]
        return Counter(callers.map(partial(status, port), asked))
