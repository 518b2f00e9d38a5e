"""Fixtures that every folder of tests may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from portal.media import Store, in_buckets
from portal.roles import Role
from releases.record import pdf_needs
from tests.s3 import server


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what asks nothing of a database: it runs on SQLite, and would do the same here."""
    if connection.vendor != "postgresql":
        return
    asking = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
    items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001  (order)
    """Let Django ask once what the database can do: its queries belong to no page."""
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field


@pytest.fixture
def without_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a machine that cannot make PDF, which takes a second each: for tests of much else."""
    monkeypatch.setattr(pdf_needs, "missing", lambda: ("all",))


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    """Give each test its own private and public storage."""
    folders = {"default": tmp_path / "media" / "desk", "public": tmp_path / "media" / "public"}
    settings.STORAGES = {
        alias: {**storage, "OPTIONS": {**storage["OPTIONS"], "location": folders[alias]}}
        if alias in folders
        else storage
        for alias, storage in settings.STORAGES.items()
    }


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Server]:
    """Yield a real S3-compatible store."""
    if not server.INSTALLED.exists():
        missing = "Swift is not installed: apt-get install python3-swift"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with server.serving(tmp_path_factory.mktemp("swift")) as running:
        yield running


@pytest.fixture
def store(s3: server.Server, settings: Settings) -> Store:
    """Have the test's files in two buckets of its own."""
    found = s3.store()
    settings.STORAGES = settings.STORAGES | in_buckets(found, role=Role.ALL)
    return found
