from __future__ import annotations

import pytest

from releases.record.mirror.address import Address


@pytest.mark.parametrize(
    ("path", "asked", "file"),
    [
        ("/", (), "/index.html"),
        ("/releases/", (("year", "2026"), ("page", "2")), "/releases/index;year=2026;page=2.html"),
        ("/releases/", (("source", "市 A/B"),), "/releases/index;source=%E5%B8%82+A%2FB.html"),
        ("/releases/feed/", (), "/releases/feed/index.atom"),
        ("/releases/20260329-1.turns.csv", (), "/releases/20260329-1.turns.csv"),
        ("/sitemap-releases.xml", (("p", "2"),), "/sitemap-releases;p=2.xml"),
        ("/q/20260329-1/t3", (("v", "2"),), "/q/20260329-1/t3;v=2"),
        ("/api/", (), "/api/index.html"),
        ("/api/v1/", (), "/api/v1/index.json"),
        ("/api/v1/releases/20260329-1", (), "/api/v1/releases/20260329-1.json"),
        ("/api/v1/openapi.json", (), "/api/v1/openapi.json"),
    ],
)
def test_an_address_has_one_file(path: str, asked: tuple[tuple[str, str], ...], file: str) -> None:
    assert Address(path, asked).file() == file


def test_a_name_is_no_longer_than_a_file_may_have() -> None:
    assert Address("/releases/", (("source", "市" * 20),)).can_be_kept()
    assert not Address("/releases/", (("source", "市" * 30),)).can_be_kept()
