from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from releases.record.addresses import absolute


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/releases/20260329-1/", "https://www.lanjiang.gov.cn/releases/20260329-1/"),
        ("https://media.lanjiang.gov.cn/a.jpg", "https://media.lanjiang.gov.cn/a.jpg"),
    ],
)
def test_addresses_come_from_settings(settings: Settings, path: str, address: str) -> None:
    settings.SITE_URL = "https://www.lanjiang.gov.cn"
    assert absolute(path) == address
