from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django.fixtures import Settings

from releases.record.templatetags import integrity as tag
from releases.record.templatetags.integrity import integrity
from tests.record.walking import content_of


def said(data: bytes) -> str:
    """Return the attribute for these bytes."""
    return f'integrity="sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}"'


def test_a_file_that_changes_is_another_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "site.js"
    monkeypatch.setattr(finders, "find", lambda _: str(file))
    for data in (b"one", b"another"):
        file.write_bytes(data)
        assert integrity("site/site.js") == said(data)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/desk/login/", "/nowhere/"])
def test_a_page_names_the_bytes_that_are_handed_out(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    named = re.findall(r'(?:src|href)="(/static/[^"]+)" (integrity="[^"]+")', page)
    assert {name for name, _ in named} >= {"/static/site/site.js"} or address.startswith("/desk/")
    assert named
    for name, attribute in named:
        assert attribute == said(content_of(client.get(name))), name


def test_in_production_it_is_that_of_the_collected_file(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    from portal.static import StaticFilesStorage

    settings.STATIC_ROOT = tmp_path
    storage = StaticFilesStorage()
    storage.hashed_files = {"site/site.js": "site/site.0123456789ab.js"}
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "site.0123456789ab.js").write_bytes(b"collected")
    monkeypatch.setattr(tag, "staticfiles_storage", storage)
    assert integrity("site/site.js") == said(b"collected")
