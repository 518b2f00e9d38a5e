from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from releases.desk.models import Conference, Photo
from releases.record.models import Section
from tests.desk.making import TRANSCRIPT, account, client_of, photo_bytes, ready, section, upload

pytestmark = pytest.mark.django_db

NEW = "/desk/desk/conference/import/"


@pytest.fixture
def desk() -> Client:
    return client_of(account("撰稿"))


def errors(page: bytes) -> list[str]:
    lists = re.findall(r'<ul class="errorlist[^"]*"[^>]*>(.*?)</ul>', page.decode(), re.DOTALL)
    return [html.unescape(item) for each in lists for item in re.findall(r"<li>(.*?)</li>", each)]


def messages(page: bytes) -> list[str]:
    found = re.search(r'<ul class="messagelist">(.*?)</ul>', page.decode(), re.DOTALL)
    return re.findall(r"<li[^>]*>(.*?)</li>", found[1]) if found else []


def test_pasted_words_become_a_draft(desk: Client) -> None:
    response = desk.post(
        NEW, {"text": TRANSCRIPT.replace("\n", "\r\n"), "section": section().pk}, follow=True
    )
    conference = Conference.objects.get()
    assert response.redirect_chain == [(f"/desk/desk/conference/{conference.pk}/review/", 302)]
    assert (conference.title, conference.section) == ("澜江市“清水入城”新闻发布会", section())
    assert conference.sources.get().file_name == "粘贴的文字.txt"
    assert messages(response.content) == ["文字稿已导入为草稿。请对照原文核对。"]


def test_exactly_one_of_file_and_words_is_asked_for(desk: Client) -> None:
    sentence = "请选择一个文字稿文件，或者粘贴文字（二选一）。"
    assert errors(desk.post(NEW, {"text": "  "}).content) == [sentence]
    both = {"text": TRANSCRIPT, "file": upload("a.txt", TRANSCRIPT.encode())}
    assert errors(desk.post(NEW, both).content) == [sentence]
    assert not Conference.objects.exists()


def test_what_cannot_be_read_is_said_and_pasted_words_stay(desk: Client) -> None:
    response = desk.post(NEW, {"file": upload("a.pdf", b"%PDF-1.7")})
    assert errors(response.content) == [
        "PDF 文件不能直接读取，请上传 Word（.docx）、网页或文本格式的文字稿。"
    ]
    response = desk.post(NEW, {"text": TRANSCRIPT, "section": "999"})
    assert len(errors(response.content)) == 1
    assert "预计明年六月底完工。" in response.content.decode()


def test_the_same_file_again_leads_to_its_conference(desk: Client) -> None:
    desk.post(NEW, {"file": upload("a.txt", TRANSCRIPT.encode())}, follow=True)
    response = desk.post(NEW, {"file": upload("b.txt", TRANSCRIPT.encode())}, follow=True)
    conference = Conference.objects.get()
    assert response.redirect_chain == [(f"/desk/desk/conference/{conference.pk}/review/", 302)]
    assert messages(response.content) == [
        "这个文件以前导入过，就是下面这场《澜江市“清水入城”新闻发布会》，没有重复导入。"
    ]


def test_photos_come_along_and_a_bad_one_is_named(desk: Client) -> None:
    text = TRANSCRIPT.replace("图文实录：", "图文实录：\n9M0A9576.jpg")
    photos = [
        upload("9m0a9576.JPG", photo_bytes()),
        upload("坏.jpg", b"MZ"),
        upload("合影.jpg", photo_bytes("red")),
    ]
    response = desk.post(NEW, {"text": text, "photos": photos}, follow=True)
    assert messages(response.content)[:2] == [
        "“坏.jpg”：不是可识别的图片文件（支持 JPG、PNG、WebP、GIF、BMP、TIFF）。",
        "已收到 2 张图片，请为它们填写替代文字和说明。",
    ]
    assert [(photo.file_name, bool(photo.digest)) for photo in Photo.objects.order_by("number")] == [
        ("9M0A9576.jpg", True),
        ("合影.jpg", True),
    ]


def test_too_much_is_refused(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("releases.desk.forms.importing.MAX_BYTES", 100)
    monkeypatch.setattr("releases.desk.forms.importing.MAX_PHOTOS", 1)
    monkeypatch.setattr("releases.desk.forms.importing.MAX_PHOTO_BYTES", 100)
    big = {"file": upload("a.txt", TRANSCRIPT.encode())}
    assert errors(desk.post(NEW, big).content) == ["文件超过 0 MB 的上限。"]
    many = {"text": "x", "photos": [upload("a.jpg", b"a"), upload("b.jpg", b"b")]}
    assert errors(desk.post(NEW, many).content) == ["一次最多上传 1 张图片。"]
    heavy = {"text": "x", "photos": [upload("a.jpg", photo_bytes())]}
    assert errors(desk.post(NEW, heavy).content) == ["“a.jpg”超过 0 MB 的上限。"]
    assert not Conference.objects.exists()


def test_importing_again_goes_into_the_same_conference(desk: Client) -> None:
    conference = ready(photo="")
    address = f"/desk/desk/conference/{conference.pk}/import/"
    assert f'<option value="{section().pk}" selected>' in desk.get(address).content.decode()
    revised = TRANSCRIPT.replace("六月底", "九月底")
    response = desk.post(address, {"text": revised, "section": Section.objects.get(path="jdhy").pk})
    assert response["Location"] == f"/desk/desk/conference/{conference.pk}/review/"
    conference.refresh_from_db()
    assert (Conference.objects.count(), conference.section) == (1, Section.objects.get(path="jdhy"))
    assert conference.turns.get(kind="answer").body == "预计明年九月底完工。"


def test_another_conferences_file_is_refused(desk: Client) -> None:
    ready(photo="")
    other = Conference.objects.create(title="别的")
    response = desk.post(f"/desk/desk/conference/{other.pk}/import/", {"text": TRANSCRIPT})
    assert errors(response.content) == ["这个文件已经导入到另一场发布会《澜江市“清水入城”新闻发布会》。"]


def test_photos_have_a_page_of_their_own(desk: Client) -> None:
    conference = ready()
    conference.photos.update(digest="", width=0, height=0)
    address = f"/desk/desk/conference/{conference.pk}/photos/"
    assert "f1 9M0A9576.jpg" in desk.get(address).content.decode()
    assert errors(desk.post(address, {}).content) == ["请选择图片文件。"]
    response = desk.post(address, {"photos": [upload("9M0A9576.jpg", photo_bytes())]}, follow=True)
    assert response.redirect_chain == [(f"/desk/desk/conference/{conference.pk}/change/", 302)]
    assert conference.photos.get().digest
    again = desk.post(address, {"photos": [upload("9M0A9576.jpg", photo_bytes())]}, follow=True)
    assert (messages(again.content), conference.photos.count()) == (
        ["有 1 张图片这里已经有了，没有重复收入。"],
        1,
    )
