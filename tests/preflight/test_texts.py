from __future__ import annotations

from dataclasses import replace

from releases.document import Attachment, Paragraph, Photo
from releases.preflight.texts import excerpt, texts
from tests.preflight.making import saying


def test_every_text_of_a_document_has_its_place() -> None:
    document = replace(
        saying("好。"),
        summary="摘要",
        subject="主题",
        photos=(Photo("f1", "a.jpg", "说明", "替代", "摄影"),),
        attachments=(Attachment("a1", "a.pdf", "名称"), Attachment("a2", "b.pdf")),
    )
    turn = replace(document.turns[0], blocks=(Paragraph("好。"), Paragraph("Hello.", "en")))
    assert [(text.place, text.words) for text in texts(replace(document, turns=(turn,)))] == [
        ("title", "清水入城新闻发布会"),
        ("summary", "摘要"),
        ("held.text", "2026年3月29日"),
        ("subject", "主题"),
        ("source", "某市水务局"),
        ("venue", "市民中心"),
        ("people.p1.name", "李木"),
        ("people.p1.position", "市水务局局长"),
        ("turns.t1.label", "李木"),
        ("turns.t1.blocks.0", "好。"),
        ("photos.f1.caption", "说明"),
        ("photos.f1.alt", "替代"),
        ("photos.f1.credit", "摄影"),
        ("attachments.a1.title", "名称"),
    ]


def test_an_excerpt_says_where_it_was_cut() -> None:
    assert excerpt("一二三四五六七八九十" * 3, 14, 15, around=2) == "…三四五六七…"
    assert excerpt("一二三", 0, 1) == "一二三"
