from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from releases.record.api import cursors
from releases.record.api.problems import Problem
from tests.record.api.reading import errors, got
from tests.record.making import several

PLACES = st.lists(st.text(max_size=30) | st.integers(-1, 100_000), max_size=3)


@given(PLACES)
def test_a_cursor_reads_back_as_its_place(place: list[str | int]) -> None:
    cursor = cursors.written("releases", place)
    assert cursors.read("releases", cursor) == place
    assert quote(cursor) == cursor


@given(PLACES, st.data())
def test_a_cursor_with_one_character_changed_is_refused(place: list[str | int], data: st.DataObject) -> None:
    cursor = cursors.written("releases", place)
    index = data.draw(st.integers(0, len(cursor) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda found: found != cursor[index]))
    with pytest.raises(Problem) as refused:
        cursors.read("releases", cursor[:index] + other + cursor[index + 1 :])
    assert refused.value.kind == "bad-parameter"


@given(st.text())
def test_no_other_text_is_a_cursor(text: str) -> None:
    with pytest.raises(Problem):
        cursors.read("releases", text)


@pytest.mark.django_db
def test_a_cursor_leads_on_in_its_own_list_alone(client: Client) -> None:
    several(2)
    lists = ("releases", "turns", "questions", "people")
    changes = "updated_since=2020-01-01T00:00:00Z"
    asked = [*(f"{name}?limit=1" for name in lists), *(f"{name}?{changes}&limit=1" for name in lists[:3])]
    leading = {address: got(client, address)["next"].partition("cursor=")[2] for address in asked}
    for address in asked:
        for other, cursor in leading.items():
            if address == other:
                assert got(client, f"{address}&cursor={cursor}")["items"]
            else:
                assert set(errors(client, f"{address}&cursor={cursor}")) == {"cursor"}
