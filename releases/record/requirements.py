"""What a document must have before it may become public, whoever asks."""

from __future__ import annotations

import re
from datetime import date, datetime

from releases.document import Document, canonical
from releases.record.models import Section

# A ref is part of an address; a name, title or source is a column.
_REF = re.compile(r"[A-Za-z0-9_-]{0,64}")
# With these a person reads other words than a program does (CVE-2021-42574); Chinese needs none of them.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LENGTHS = {"标题": 300, "来源": 200, "姓名": 100, "签发人": 150}


class PublishingError(Exception):
    """The record refuses; the message is one Chinese sentence for staff."""


def check(document: Document, *, by: str) -> Section:
    """Return the section the document belongs in, or raise PublishingError for what is wrong."""
    if not document.title.strip():
        raise PublishingError("请填写标题。")
    if not by.strip():
        raise PublishingError("缺少签发人。")
    day_of(document)
    _check_characters(document)
    _check_lengths(document, by)
    section = Section.objects.filter(path=document.section).first()
    if section is None:
        raise PublishingError(
            f"没有路径为“{document.section}”的栏目。" if document.section else "请先选择栏目。"
        )
    return section


def day_of(document: Document) -> date:
    """Return the day the release is filed under, or raise PublishingError."""
    start = document.held.start
    if isinstance(start, datetime) and start.tzinfo is None:
        raise PublishingError("举行时间没有时区。")
    if document.day is None:
        raise PublishingError("请填写举行时间或原发布日期：编号由日期组成。")
    return document.day


def _check_characters(document: Document) -> None:
    text = canonical(document.to_json())
    # JSON writes NUL as an escape, but PostgreSQL cannot keep it in the columns made from it.
    if "\\u0000" in text.replace("\\\\", ""):
        raise PublishingError("文字里有无法保存的控制字符，请删去后重试。")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PublishingError("文字里有残缺的字符，请删去后重试。") from error
    if _TURNING.search(text):
        raise PublishingError("文字里有看不见的、会改变文字顺序的字符，请删去后重试。")


def _check_lengths(document: Document, by: str) -> None:
    values = [("标题", document.title), ("来源", document.source), ("签发人", by)]
    values += [("姓名", person.name) for person in document.people]
    for label, value in values:
        if len(value) > _LENGTHS[label]:
            raise PublishingError(f"{label}超过 {_LENGTHS[label]} 个字：{value[:20]}……")
    if any(not _REF.fullmatch(person.ref) for person in document.people):
        raise PublishingError("人物编号只能由字母、数字、连字符和下划线组成。")
    if any(len(turn.id) > 20 for turn in document.turns):
        raise PublishingError("段落编号太长。")
