from __future__ import annotations

from django.template import Context, Template
from django.utils import translation
from pytest_django.fixtures import Settings

from releases.record.templatetags import keep

SOURCE = "{% load keep %}{% keep value %}{{ value }} {{ other }} {% translate '首页' %}{% endkeep %}"


def made(template: Template, value: object, other: str) -> str:
    """Return what stands in the part, of which ``other`` tells when it was made."""
    return template.render(Context({"value": value, "other": other}))


def test_a_part_is_made_once_for_each_value_and_language() -> None:
    template = Template(SOURCE)
    assert made(template, "a", "first") == made(template, "a", "second") == "a first 首页"
    assert made(template, "b", "second") == "b second 首页"
    with translation.override("en"):
        assert made(template, "a", "third") == "a third Home"
    assert made(template, {"name": 1}, "fourth") == made(template, {"name": 1}, "fifth")
    assert made(template, {"name": 2}, "fifth").endswith("fifth 首页")


def test_a_part_is_not_kept_without_a_value_or_while_somebody_debugs(settings: Settings) -> None:
    template = Template(SOURCE)
    assert [made(template, None, other) for other in ("a", "b")] == ["None a 首页", "None b 首页"]
    settings.DEBUG = True
    assert [made(template, 1, other) for other in ("a", "b")] == ["1 a 首页", "1 b 首页"]


def test_no_more_is_kept_than_there_is_room_for() -> None:
    template = Template(SOURCE)
    for number in range(keep._ROOM + 1):
        made(template, number, "first")
    assert made(template, 0, "second") == "0 second 首页"
    assert made(template, keep._ROOM, "second") == f"{keep._ROOM} first 首页"
