from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from portal.logs import JsonFormatter
from releases.record.publishing import withdraw
from tests.desk.making import account
from tests.record.making import DOCUMENT, release_of

# What readers and staff type, are called and come from.
SECRETS = ["绝密的词", "203.0.113.77", "Mozilla", "wang-five", "guess-word", "evil.example", "%E7%BB%9D"]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Return what all loggers write meanwhile, as in production."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    """Return the lines."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_line_of_ours_is_written_whole(written: io.StringIO) -> None:
    logging.getLogger("releases.desk.scheduling").warning("Schedule %s waits", 7)
    (line,) = lines(written)
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert re.fullmatch(r"test_logs:\d+", line.pop("place"))
    assert line == {"level": "WARNING", "logger": "releases.desk.scheduling", "event": "Schedule 7 waits"}


def test_why_there_is_no_connection_is_told(written: io.StringIO) -> None:
    logging.getLogger("psycopg.pool").warning("error connecting in %r: %s", "pool-1", "no password supplied")
    assert [line["event"] for line in lines(written)] == [
        "error connecting in 'pool-1': no password supplied"
    ]


def test_of_others_only_the_programs_words_are_kept(written: io.StringIO) -> None:
    logging.getLogger("axes").warning("Repeated failure by %s", "wang-five")
    logging.getLogger("releasesque").error(f"{'wang'}-five failed")
    assert [line["event"] for line in lines(written)] == ["Repeated failure by %s", ""]


def test_an_exception_tells_types_and_places_but_no_values(written: io.StringIO) -> None:
    try:
        try:
            int("绝密的词")
        except ValueError as error:
            raise LookupError("wang-five") from error
    except LookupError:
        logging.getLogger("releases").exception("Failed")
    (line,) = lines(written)
    assert [each["type"] for each in line["exception"]] == ["builtins.LookupError", "builtins.ValueError"]
    assert all(
        re.fullmatch(r"test_logs.py:\d+ test_an_exception_\w+", each["places"][0])
        for each in line["exception"]
    )
    assert "绝密的词" not in written.getvalue()
    assert "wang-five" not in written.getvalue()


@pytest.mark.django_db
def test_no_request_leaves_a_word_of_who_asked_for_what(written: io.StringIO, settings: Settings) -> None:
    client = Client(
        raise_request_exception=False,
        headers={"user-agent": "Mozilla/5.0"},
        REMOTE_ADDR="203.0.113.77",
    )
    account("签发", "wang-five")
    for address in (
        "/绝密的词/?q=绝密的词",
        "/search/?q=绝密的词&page=0",
        "/desk/preview/绝密的词/?a=wang-five",
    ):
        client.get(address)
    client.post("/releases/", {"q": "绝密的词"})
    client.generic("绝密的词", "/desk/preview/绝密的词/")
    for _ in range(6):
        client.post("/desk/login/", {"username": "wang-five", "password": "guess-word"})
    settings.RECORD_KEY = "绝密的词"
    client.get("/record/head.json?q=绝密的词")
    settings.ALLOWED_HOSTS = ["news.example.gov.cn"]
    client.get("/", headers={"host": "evil.example"})
    found = lines(written)
    assert [line for line in found if line["level"] not in ("DEBUG", "INFO")]
    assert [secret for secret in SECRETS if secret in written.getvalue()] == []
    told = [(line["logger"], line.get("view"), line.get("method"), line.get("status")) for line in found]
    assert ("django.request", "desk:shared", "GET", 404) in told
    assert ("django.request", "desk:shared", "other", 405) in told
    assert ("django.request", "files:head", "GET", 500) in told
    assert any(logger == "django.security.DisallowedHost" for logger, *_ in told)


@pytest.mark.django_db
def test_no_crawler_fills_the_log(written: io.StringIO, settings: Settings) -> None:
    client = Client(raise_request_exception=False)
    release = release_of(DOCUMENT)
    withdraw(release_id=release.pk, reason="数据有误", by="签发人")
    asked = [
        client.get(f"/releases/{release.pk}/"),
        client.get("/wp-login.php"),
        client.head("/desktop/"),
        client.get("/search/?page=0"),
        client.post("/"),
        client.generic("EVIL", "/api/v1/releases"),
    ]
    assert [response.status_code for response in asked] == [410, 404, 404, 400, 405, 405]
    client.get("/desk/preview/guessed/")
    settings.RECORD_KEY = "none"
    client.get("/record/head.json")
    settings.ALLOWED_HOSTS = []
    client.get("/", headers={"host": "evil.example"})
    told = [
        (line["logger"], line["level"], line.get("status"))
        for line in lines(written)
        if line["level"] not in ("DEBUG", "INFO")
    ]
    assert told == [
        ("django.request", "WARNING", 404),
        ("django.request", "ERROR", 500),
        ("django.security.DisallowedHost", "ERROR", 400),
    ]
