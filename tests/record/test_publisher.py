from __future__ import annotations

from pytest_django.fixtures import Settings

from releases.record.publisher import publisher


def test_publisher_is_the_organiser_else_the_site(settings: Settings) -> None:
    settings.SITE_ORGANISER, settings.SITE_NAME = "某市新闻办公室", "某市发布"
    assert publisher() == "某市新闻办公室"
    settings.SITE_ORGANISER = ""
    assert publisher() == "某市发布"
