from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from releases.desk import body, enclosures, workflow
from releases.desk.models import Attachment, Conference, Turn
from releases.document import Paragraph
from releases.photos import master_name
from releases.record.media import attachment_name
from tests.desk.making import account, client_of, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return client_of(account("撰稿"))


def preview(conference: Conference) -> str:
    return f"/desk/desk/conference/{conference.pk}/preview/"


def file(conference: Conference, name: str) -> str:
    return f"/desk/desk/conference/{conference.pk}/files/{name}"


def content(response: Any) -> bytes:  # noqa: ANN401  (what the test client returns has no name)
    """Return a file's bytes; the test client closes the file after the last of them."""
    return b"".join(response)


def test_the_preview_is_the_public_template_and_never_kept(desk: Client) -> None:
    conference = ready()
    response = desk.get(preview(conference))
    assert "no-store" in response["Cache-Control"]
    assert [template.name for template in response.templates][:2] == ["record/release.html", "base.html"]
    text = response.content.decode()
    for words in ("澜江市“清水入城”新闻发布会", "预计明年六月底完工。", "三人坐在台上", "解读回应"):
        assert words in text
    name = master_name(conference.photos.get().digest)
    assert file(conference, name) in text
    assert f"/media/{name}" not in text
    # The desk has one language, and so has what it shows.
    assert ("/en/" in text, "hreflang" in text) == (False, False)


def test_every_turn_of_the_preview_is_in_public_afterwards(desk: Client, client: Client) -> None:
    conference = ready()
    before = desk.get(preview(conference)).content.decode()
    version = workflow.publish(conference=conference, by=None)
    after = client.get(f"/releases/{version.release_id}/").content.decode()
    ids = re.compile(r'id="(t\d+)"')
    assert ids.findall(before) == ids.findall(after) != []
    for turn in conference.turns.all():
        for block in body.parsed(turn.body):
            words = block.text if isinstance(block, Paragraph) else "三人坐在台上"
            assert (words in before, words in after) == (True, True)


def test_a_preview_of_contradictions_leads_to_what_must_be_mended(desk: Client) -> None:
    conference = ready()
    Turn.objects.create(conference=conference, number=90, order=90, body="〔图 f9〕")
    response = desk.get(preview(conference), follow=True)
    assert response.redirect_chain == [(f"/desk/desk/conference/{conference.pk}/review/", 302)]
    assert "发言 t90 中有〔图 f9〕，但没有编号为 f9 的图片。" in response.content.decode()


def test_a_draft_of_nothing_can_be_previewed(desk: Client) -> None:
    conference = Conference.objects.create()
    response = desk.get(preview(conference))
    assert (response.status_code, "预览" in response.content.decode()) == (200, True)


def test_private_files_go_to_staff_alone_and_are_never_kept(desk: Client, client: Client) -> None:
    conference = ready()
    photo = conference.photos.get()
    name = master_name(photo.digest)
    response = desk.get(file(conference, name))
    assert response["Content-Type"] == "image/jpeg"
    assert "no-store" in response["Cache-Control"]
    assert content(response)[:3] == b"\xff\xd8\xff"
    assert client.get(file(conference, name)).status_code == 302


def test_attachments_are_handed_out_to_be_saved(desk: Client) -> None:
    conference = ready()
    kept = enclosures.keep(b"%PDF-1.7 x", "方案.pdf")
    Attachment.objects.create(
        conference=conference,
        number=1,
        file_name=kept.file,
        media_type=kept.media_type,
        size=kept.size,
        digest=kept.digest,
    )
    response = desk.get(file(conference, attachment_name(kept.digest, kept.file)))
    assert response["Content-Disposition"].startswith("attachment")
    assert content(response) == b"%PDF-1.7 x"


def test_only_the_conferences_own_files_are_handed_out(desk: Client) -> None:
    conference = ready()
    other = ready(text="另一场发布会\n来源：某局\n时间：2026年4月2日\n图文实录：\n", photo="red")
    theirs = master_name(other.photos.get().digest)
    assert content(desk.get(file(other, theirs))).startswith(b"\xff\xd8\xff")
    for name in (theirs, master_name("a" * 64), "../portal.sqlite3", "photos", "x"):
        assert desk.get(file(conference, name)).status_code == 404


def test_a_lost_file_is_not_found(desk: Client) -> None:
    conference = ready()
    conference.photos.update(digest="ab" * 32)
    assert desk.get(file(conference, master_name("ab" * 32))).status_code == 404
