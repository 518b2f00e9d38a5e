from __future__ import annotations

import io
from dataclasses import replace
from html.parser import HTMLParser

import segno
from django.utils import translation

from releases.document import Kind
from releases.record.exports import page
from releases.record.exports.edition import Edition
from releases.record.exports.page import Kept
from releases.record.models import VersionKind
from tests.record.exports.making import FULL, bare, edition
from tests.record.making import DOCUMENT, picture, with_photo


class Reader(HTMLParser):
    """Keeps the words and every address that the page would load or lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.scripts += tag == "script" or any(name.startswith("on") for name in values)
        if tag in ("img", "link"):
            self.loads.append(values.get("src") or values.get("href") or "")
        if tag == "a":
            self.leads.append(values.get("href") or "")

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def read(one: Edition, *kept: Kept) -> Reader:
    """Return the page of the edition as a reader finds it."""
    url_of = page.addresses(
        one,
        photos=[(f"small-{photo.id}", f"full-{photo.id}") for photo in one.document.photos],
        attachments=[f"beside-{attachment.id}" for attachment in one.document.attachments],
    )
    files = {entry.name: b"".join(entry.chunks()) for entry in page.entries(one, url_of, kept)}
    assert list(files) == ["index.html", "page.css", "qr.svg"]
    assert files["qr.svg"].startswith(b"<?xml")
    reader = Reader()
    reader.feed(files["index.html"].decode())
    return reader


def test_a_page_says_what_the_public_page_says_in_its_order() -> None:
    words = read(edition()).words
    wanted = [
        FULL.title,
        f"来源：{FULL.source}",
        "发布时间：2026-03-30 09:30",
        FULL.summary,
        FULL.held.text,
        FULL.venue,
        "图文实录",
        *(line for turn in FULL.turns if turn.kind is Kind.QUESTION for line in turn.text.splitlines()),
    ]
    places = [words.index(line) for line in wanted]
    assert places == sorted(places)
    assert words[-1] == "扫一扫在手机打开当前页"
    assert f"文档摘要值（SHA-256）：{FULL.digest}" in words
    assert "更新时间" not in "".join(words)


def test_a_page_loads_and_leads_to_nothing_but_what_it_was_given() -> None:
    found = read(edition(), Kept("a%20b.txt", "a b.txt"))
    assert found.scripts == 0
    assert found.loads == ["page.css", "small-f1", "qr.svg"]
    anchors = {f"#{turn.id}" for turn in FULL.turns}
    assert [one for one in found.leads if one not in anchors] == [
        "full-f1",
        "https://www.example.gov.cn/a_b",
        "beside-a1",
        "a%20b.txt",
    ]


def test_the_code_on_paper_asks_what_has_changed_since() -> None:
    one, paper = edition(number=2), "https://news.example.gov.cn/p/20260329-1/2"
    url_of = page.addresses(one, photos=[("small", "full")], attachments=["beside"])
    files = {entry.name: b"".join(entry.chunks()) for entry in page.entries(one, url_of)}
    code = io.BytesIO()
    segno.make_qr(paper, error="m").save(code, kind="svg", border=4, omitsize=True)
    assert files["qr.svg"] == code.getvalue()
    assert f'alt="二维码 {paper}"' in files["index.html"].decode()


def test_a_photo_that_stands_nowhere_is_shown_at_the_end() -> None:
    alone = replace(FULL, turns=FULL.turns[1:])
    found = read(edition(alone))
    assert "发布会照片" in found.words
    assert "small-f1" in found.loads


def test_a_later_version_begins_with_its_note() -> None:
    words = read(edition(number=2, kind=VersionKind.CORRECTION, note="更正数字")).words
    assert words[1:3] == ["更正（2026-03-31）", "更正数字"]
    assert "更新时间：2026-03-31 09:30" in words


def test_an_announcement_says_that_the_transcript_will_come() -> None:
    assert "本场图文实录发布后，将出现在本页；网址和二维码不变。" in read(bare()).words


def test_a_page_is_chinese_whoever_asks() -> None:
    with translation.override("en"):
        words = read(edition()).words
    assert words == read(edition()).words


def test_each_photo_has_its_own_address() -> None:
    document = with_photo(with_photo(DOCUMENT, picture()), picture(80))
    assert read(edition(document)).loads == ["page.css", "small-f1", "small-f2", "qr.svg"]


def test_what_could_not_be_seen_is_left_out() -> None:
    assert read(edition(replace(DOCUMENT, title="甲\u202e乙"))).words[0] == "甲乙"
