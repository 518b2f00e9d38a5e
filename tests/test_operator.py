from __future__ import annotations

import logging

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

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
    assert answer.json() == {"ready": True, "parts": dict.fromkeys(PARTS, "ok")}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_part_that_fails_is_503_without_a_word_of_where(client: Client, settings: Settings) -> None:
    logging.disable(logging.ERROR)
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "no.such.Storage"}}
    answer = client.get("/readyz")
    logging.disable(logging.NOTSET)
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    assert answer.json() == {
        "ready": False,
        "parts": dict.fromkeys(PARTS, "ok") | {"desk_files": "InvalidStorageError"},
    }


@pytest.mark.django_db
def test_other_methods_and_addresses_are_none(client: Client) -> None:
    assert [client.post("/healthz").status_code, client.get("/healthz/").status_code] == [404, 404]
