"""Fixtures that every folder of tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


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
