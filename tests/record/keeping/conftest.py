"""A site that keeps pages, and looks for every change at once."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from releases.record.keeping import stamp


@pytest.fixture
def kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return a reader of a site that keeps pages in memory; a change shows at the next request."""
    settings.KEPT_PAGES_BYTES = 16 * 1024 * 1024
    monkeypatch.setattr(stamp, "FRESH", -1.0)
    return Client()
