"""Fixtures that every folder of tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001  (order)
    """Let Django ask once what the database can do: its queries belong to no page."""
    with django_db_blocker.unblock():
        assert connection.features.supports_json_field


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
