from __future__ import annotations

import pytest

from releases.desk.forms.review import review_sheet
from releases.desk.models import Conference
from releases.desk.places import anchor, link, prefixes
from tests.desk.making import ready

FORM, REVIEW = "/desk/desk/conference/7/change/", "/desk/desk/conference/7/review/"


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("turns.t5", "turn-t5"),
        ("title", "id_title"),
        ("held.text", "id_held_text"),
        ("people.p1.name", "participants-group"),
        ("photos.f1", "photos-group"),
        ("attachments.a1.title", "attachments-group"),
        ("leftovers", "leftovers"),
        ("", ""),
    ],
)
def test_a_place_has_an_anchor(place: str, found: str) -> None:
    assert anchor(place) == found


@pytest.mark.parametrize(
    ("place", "page", "address"),
    [
        ("turns.t5.blocks.2", "form", "#id_turns-4-body"),
        ("turns.t5.label", "review", "#id_turns-4-label"),
        ("turns.t5", "review", "#id_turns-4-body"),
        ("photos.f1.caption", "form", "#id_photos-0-caption"),
        ("photos.f1", "form", "#id_photos-0-alt"),
        ("photos.f2", "review", f"{FORM}#photos-group"),
        ("turns.t9", "review", "#turn-t9"),
        ("turns.t9", "", f"{REVIEW}#turn-t9"),
        ("title", "form", "#id_title"),
        ("title", "review", f"{FORM}#id_title"),
        ("leftovers", "form", f"{REVIEW}#leftovers"),
        ("leftovers", "review", "#leftovers"),
        ("", "form", ""),
    ],
)
def test_a_link_stays_on_the_page_where_it_can(place: str, page: str, address: str) -> None:
    rows = {"t5": "turns-4", "f1": "photos-0"}
    assert link(place, Conference(pk=7), page=page, rows=rows) == address


@pytest.mark.django_db
def test_rows_are_found_by_their_ids() -> None:
    conference = ready(photo="")
    conference.turns.filter(number=1).update(order=9)
    assert prefixes(review_sheet(conference).formsets) == {
        "t2": "turns-0",
        "t3": "turns-1",
        "t4": "turns-2",
        "t5": "turns-3",
        "t1": "turns-4",
    }
