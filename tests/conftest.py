"""Fixtures that every folder of tests may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import storages
from pytest_django.fixtures import SettingsWrapper


@pytest.fixture(autouse=True)
def _own_media(settings: SettingsWrapper, tmp_path: Path) -> None:
    """Give each test its own private and public storage."""
    for alias, folder in (("default", "desk"), ("public", "public")):
        settings.STORAGES = {
            **settings.STORAGES,
            alias: {
                **settings.STORAGES[alias],
                "OPTIONS": {**settings.STORAGES[alias]["OPTIONS"], "location": tmp_path / "media" / folder},
            },
        }
    storages._storages.clear()
