"""The whole way through real pages: a Word file becomes a public page, is corrected, is withdrawn."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import storages
from django.test import Client
from PIL import Image

from releases.desk import roles
from releases.desk.models import Conference, State
from releases.record.models import Release
from tests.desk.making import (
    TRANSCRIPT,
    account,
    client_of,
    form_data,
    photo_bytes,
    section,
    upload,
    word_bytes,
)

pytestmark = pytest.mark.django_db


def imported(client: Client, data: bytes, name: str = "实录.docx") -> Conference:
    """Import through the page and return the draft."""
    response = client.post(
        "/desk/desk/conference/import/", {"file": upload(name, data), "text": "", "section": section().pk}
    )
    assert response.status_code == 302, response.content.decode()
    conference = Conference.objects.latest("pk")
    assert response["Location"] == f"/desk/desk/conference/{conference.pk}/review/"
    return conference


def saved(client: Client, conference: Conference, **changes: str) -> None:
    """Open the form, change some of it, save, and insist that it was saved."""
    address = f"/desk/desk/conference/{conference.pk}/change/"
    data = form_data(client.get(address).content.decode())
    response = client.post(address, {**data, **changes})
    assert response.status_code == 302, response.content.decode()


def published(client: Client, conference: Conference, **answers: str) -> Conference:
    """Sign it off through the page that asks."""
    conference.refresh_from_db()
    address = f"/desk/desk/conference/{conference.pk}/publish/"
    response = client.post(address, {"revision": conference.revision, **answers})
    assert response.status_code == 302, response.content.decode()
    conference.refresh_from_db()
    return conference


def test_a_word_file_becomes_a_public_page_and_goes_again(client: Client) -> None:
    desk = client_of(account(roles.PUBLISHER))
    conference = imported(desk, word_bytes(photo=photo_bytes()))
    photo = conference.photos.get()
    assert photo.digest
    saved(
        desk,
        conference,
        **{
            "photos-0-alt": "发布会现场，三人坐在台上",
            "photos-0-caption": "发布会现场",
            "title": "清水入城新闻发布会",
        },
    )
    published(desk, conference)
    release = Release.objects.get(pk=conference.release_id)
    address = f"/releases/{release.pk}/"
    page = client.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    for words in ("清水入城新闻发布会", "预计明年六月底完工。", "发布会现场，三人坐在台上", "李木"):
        assert words in text
    first_published_at = release.published_at
    ids = [turn.public_id for turn in conference.turns.all()]

    turn = conference.turns.get(body="预计明年六月底完工。")
    index = ids.index(turn.public_id)
    saved(desk, conference, **{f"turns-{index}-body": "预计明年九月底完工。"})
    assert "预计明年六月底完工。" in client.get(address).content.decode(), "an edit is not public by itself"
    published(desk, conference, kind="correction", note="完工时间更正为九月底。")
    corrected = client.get(address).content.decode()
    assert "预计明年九月底完工。" in corrected
    assert f'id="{turn.public_id}"' in corrected
    assert [turn.public_id for turn in conference.turns.all()] == ids
    release.refresh_from_db()
    assert release.published_at == first_published_at

    response = desk.post(f"/desk/desk/conference/{conference.pk}/withdraw/", {"reason": "数据有误，核实中。"})
    assert response.status_code == 302
    gone = client.get(address)
    assert gone.status_code == 410
    assert "数据有误，核实中。" in gone.content.decode()
    conference.refresh_from_db()
    assert conference.state == State.WITHDRAWN


def test_a_photo_out_of_a_word_file_keeps_no_place_and_no_camera() -> None:
    desk = client_of(account(roles.EDITOR))
    conference = imported(desk, word_bytes(photo=photo_bytes()))
    photo = conference.photos.get()
    names = [
        f"photos/{photo.digest[:2]}/{name}"
        for name in storages["default"].listdir(f"photos/{photo.digest[:2]}")[1]
    ]
    assert len(names) == 4
    for name in names:
        with storages["default"].open(name) as file:
            data = file.read()
        with Image.open(io.BytesIO(data)) as image:
            assert (name, dict(image.getexif())) == (name, {})
        assert b"SecretCamera" not in data


def test_the_review_page_shows_every_line_of_the_source_beside_its_turns() -> None:
    desk = client_of(account(roles.EDITOR))
    conference = imported(desk, TRANSCRIPT.encode(), "实录.txt")
    page = desk.get(f"/desk/desk/conference/{conference.pk}/review/").content.decode()
    for number in range(1, len(TRANSCRIPT.splitlines()) + 1):
        assert f'id="line-{number}"' in page
    for turn in conference.turns.all():
        assert f'id="turn-{turn.public_id}"' in page
        assert f'href="#turn-{turn.public_id}"' in page
