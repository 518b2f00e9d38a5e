from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from portal.metrics import connections

TOKEN = "t" * 30
SHOWN = {"authorization": f"Bearer {TOKEN}"}
# As readers and staff do.
UNKNOWN, PREVIEW = "/nowhere/绝密的词/?q=1", "/desk/preview/绝密的词/"


def figures(client: Client) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Return every figure by its name and labels."""
    answer = client.get("/metrics", headers=SHOWN)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def requests(view: str, status: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the key of how often a view was answered with a class of status."""
    return ("portal_requests_total", (("status", status), ("view", view)))


@pytest.mark.django_db
def test_requests_are_counted_by_view_and_class_of_status(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    before = figures(client)
    for address in ("/", "/", UNKNOWN, PREVIEW, "/desk/"):
        client.get(address)
    after = figures(client)
    counted = {
        key: value - before.get(key, 0) for key, value in after.items() if key[0] == "portal_requests_total"
    }
    assert {key: value for key, value in counted.items() if value} == {
        requests("record:home", "2xx"): 2,
        requests("none", "4xx"): 1,
        requests("desk:shared", "4xx"): 1,
        requests("admin:index", "3xx"): 1,
    }
    took = ("portal_request_seconds_count", (("view", "record:home"),))
    assert after[took] - before.get(took, 0) == 2
    text = client.get("/metrics", headers=SHOWN).content.decode()
    assert [word for word in ("绝密", "127.0.0.1", "/desk/", "nowhere") if word in text] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "headers"),
    [
        ("", {}),
        ("", {"authorization": "Bearer "}),
        (TOKEN, {}),
        (TOKEN, {"authorization": TOKEN}),
        (TOKEN, {"authorization": f"Bearer {TOKEN[:-1]}"}),
        (TOKEN, {"authorization": "Bearer \u00fc"}),
    ],
)
def test_without_the_token_there_is_no_such_address(
    client: Client, settings: Settings, token: str, headers: dict[str, str]
) -> None:
    settings.METRICS_TOKEN = token
    answers = [client.get(address, headers=headers) for address in ("/metrics", "/metrisc")]
    told = [(each.status_code, dict(each.headers), each.content.replace(b"isc", b"ics")) for each in answers]
    assert told[0] == told[1]
    assert told[0][0] == 404


@pytest.mark.django_db
def test_connections_are_counted_where_there_are_some() -> None:
    found = {each.name: each.samples[0].value for each in connections()}
    if connection.vendor == "postgresql":
        assert found["portal_database_connections"] >= 1
        assert found["portal_database_connections_most"] == 100
    else:
        assert found == {}


COUNT = "from portal.metrics import REQUESTS; REQUESTS.labels('record:home', '2xx').inc(2)"
READ = (
    "from portal.metrics import _All; print({each.name: each.samples[0].value for each in _All().collect()})"
)


def test_processes_that_share_a_folder_are_counted_together(tmp_path: Path) -> None:
    def run(code: str) -> str:
        own = {"PATH": os.environ["PATH"], "DEVELOPMENT": "1", "VAR_DIR": str(tmp_path)}
        own |= {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings"}
        settings = f"from django.conf import settings; settings.METRICS_SOURCES = []; {code}"
        root = Path(__file__).parent.parent
        done = subprocess.run(
            [sys.executable, "-c", settings], env=own, cwd=root, capture_output=True, text=True, check=True
        )
        return done.stdout

    run(COUNT)
    run(COUNT)
    assert run(READ) == "{'portal_requests': 4.0}\n"
