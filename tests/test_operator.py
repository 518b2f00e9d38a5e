from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from portal import roles
from portal.ready import asking
from releases.desk import scheduling

PARTS = ("database", "migrations", "publisher", "public_files", "desk_files")


def test_alive_asks_nothing(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example.gov.cn"]
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/healthz", headers={"host": "127.0.0.1:8000"})
    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert (answer["Cache-Control"], answer["Cross-Origin-Resource-Policy"]) == ("no-store", "same-origin")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_ready_names_each_part(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert answer.json() == {"ready": True, "status": "ok", "parts": dict.fromkeys(PARTS, "ok")}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_part_that_fails_is_503_without_a_word_of_where(client: Client, settings: Settings) -> None:
    logging.disable(logging.ERROR)
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "no.such.Storage"}}
    answer = client.get("/readyz")
    logging.disable(logging.NOTSET)
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert answer.json() == {
        "ready": False,
        "status": "failing",
        "parts": dict.fromkeys(PARTS, "ok") | {"desk_files": "InvalidStorageError"},
    }


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_no_reader_misses_is_told_and_turns_nobody_away(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.MIRROR_DIR = str(tmp_path)
    settings.READY = roles.ready(settings.ROLE, mirrored=True)
    monkeypatch.setattr(asking, "groups", asking.groups.__wrapped__)
    scheduling.beat(at=timezone.now() - timedelta(minutes=6))
    wrong = {"mirror": f"there is no copy in {tmp_path}", "publisher": "silent"}
    parts = dict.fromkeys((*PARTS, "mirror"), "ok") | wrong
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "status": "degraded", "parts": parts})
    # Beside a part that answering takes, they do not make it well.
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "no.such.Storage"}}
    logging.disable(logging.ERROR)
    answer = client.get("/readyz")
    logging.disable(logging.NOTSET)
    parts |= {"desk_files": "InvalidStorageError"}
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "status": "failing", "parts": parts})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_migration_that_is_missing_turns_everybody_away(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("record", "0011_revision")
    answer = client.get("/readyz")
    MigrationRecorder(connection).record_applied("record", "0011_revision")
    assert (answer.status_code, answer.json()["status"]) == (503, "failing")
    assert answer.json()["parts"] == dict.fromkeys(PARTS, "ok") | {"migrations": "1 to apply"}


@pytest.mark.django_db
def test_other_methods_and_addresses_are_none(client: Client) -> None:
    assert [client.post("/healthz").status_code, client.get("/healthz/").status_code] == [404, 404]
