from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from releases.record.api.asked import Following
from tests.record.api.reading import errors, got
from tests.record.making import several

pytestmark = pytest.mark.django_db

LIMIT = "应为 1 到 100 的整数。"
MOMENT = "应为带时区的时间，例如 2026-03-29T16:00:00+08:00。"
CURSOR = "不是这个列表给出的游标，请照 next 里的网址读取下一页。"
NUL = "这里有无法识别的字符。"


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("?x=1", {"x": "没有这个参数。"}),
        ("openapi.json?x=1", {"x": "没有这个参数。"}),
        ("sections?limit=5", {"limit": "没有这个参数。"}),
        ("releases/20260101-1?limit=5", {"limit": "没有这个参数。"}),
        ("releases?page=2", {"page": "没有这个参数。"}),
        ("releases?%00=1", {"\x00": "没有这个参数。"}),
        ("releases?limit=0", {"limit": LIMIT}),
        ("releases?limit=101", {"limit": LIMIT}),
        ("turns?limit=x", {"limit": LIMIT}),
        ("people?limit=1&limit=2", {"limit": "只能写一次。"}),
        ("releases?year=x", {"year": "年份应为四位数字，例如 2026。"}),
        ("releases?source=%00", {"source": "这里有无法查找的字符，请重新输入。"}),
        (f"releases?section={'x' * 201}", {"section": "最多 200 个字。"}),
        ("releases?section=%00", {"section": NUL}),
        ("questions?topic=x", {"topic": "没有这个主题，请重新选择。"}),
        ("questions?department=%00", {"department": "没有这个部门，请重新选择。"}),
        ("turns?kind=title", {"kind": "应为 statement、question、answer、narration 之一。"}),
        ("turns?speaker=%00&release=%00", {"speaker": NUL, "release": NUL}),
        ("turns?cursor=x", {"cursor": CURSOR}),
        ("people?cursor=%00", {"cursor": NUL}),
        (f"releases?cursor={'x' * 2001}", {"cursor": "最多 2000 个字。"}),
        ("releases?updated_since=2026-03-29", {"updated_since": MOMENT}),
        ("releases?updated_since=2026-03-29T16:00:00", {"updated_since": MOMENT}),
        ("turns?updated_since=0001-01-01T00:00:00%2B08:00", {"updated_since": MOMENT}),
        ("questions?updated_since=%00", {"updated_since": MOMENT}),
        ("questions?updated_since=2026-03-29T16:00Z&cursor=x", {"cursor": CURSOR}),
        ("releases?updated_since=2026-03-29T16:00Z&year=2026", {"year": "不能与 updated_since 同用。"}),
        ("search", {"q": "请填写要找的词。"}),
        ("search?q=%00", {"q": "这里有无法查找的字符，请重新输入。"}),
        ("search?q=a&page=0", {"page": "这个数太小。"}),
        ("search?q=a&kind=x&year=1", {"kind": "没有这个选项。", "year": "这个数太小。"}),
        ("search?q=a&limit=5", {"limit": "没有这个参数。"}),
        (f"releases?{'a=1&' * 20_001}", {"*": "参数太多。"}),
    ],
)
def test_every_parameter_that_is_wrong_is_named(client: Client, address: str, wrong: dict[str, str]) -> None:
    assert errors(client, address) == wrong


def test_a_parameter_without_a_value_asks_for_nothing(client: Client) -> None:
    several(1)
    whole = got(client, "releases")
    assert got(client, "releases?year=&limit=&cursor=&updated_since=&words=") == whole
    assert len(whole["items"]) == 1


def test_a_plus_that_nobody_escaped_is_still_an_offset(client: Client) -> None:
    several(1)
    assert got(client, "releases?updated_since=2020-01-01T00:00:00+08:00")["items"]
    assert not got(client, "releases?updated_since=2126-01-01T00:00:00%2B08:00")["items"]


ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES))  # noqa: DTZ001  (bounds are naive)
def test_any_moment_is_read_as_it_was_written(moment: datetime) -> None:
    paging = Following(QueryDict(f"updated_since={quote(moment.isoformat())}"))
    assert paging.is_valid()
    assert paging.cleaned_data["updated_since"] == moment


@given(st.text())
def test_any_other_text_is_refused_or_a_moment(text: str) -> None:
    paging = Following(QueryDict(f"updated_since={quote(text, errors='replace')}"))
    moment = paging.cleaned_data["updated_since"] if paging.is_valid() else None
    assert moment is None or moment.tzinfo is UTC
