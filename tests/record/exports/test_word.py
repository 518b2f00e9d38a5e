from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import zxingcpp
from PIL import Image

from releases.document import Document
from releases.record.exports.word import write
from releases.transcripts.reading import read
from tests.record.exports.making import FULL, URL, bare, edition, photo_at_the_end, wordless
from tests.record.making import DOCUMENT


def opened(data: bytes) -> Any:  # noqa: ANN401  (python-docx has no types)
    """Return the file as python-docx reads it."""
    return docx.Document(io.BytesIO(data))


def spoken(document: Document) -> list[tuple[str, str, str, int | None]]:
    """Return of each turn its kind, who speaks, the words, and which turn it answers."""
    places = {turn.id: place for place, turn in enumerate(document.turns)}
    names = {person.id: person.name for person in document.people}
    return [
        (
            turn.kind.value,
            names.get(turn.speaker or "", turn.label),
            turn.text,
            places.get(turn.answers or ""),
        )
        for turn in document.turns
    ]


def test_word_file_reads_in_again_as_the_same_turns() -> None:
    document = read(write(edition(DOCUMENT)), "20260329-1.docx").document
    assert spoken(document) == spoken(DOCUMENT)
    assert [(one.name, one.position, one.role) for one in document.people] == [
        (one.name, one.position, one.role) for one in DOCUMENT.people
    ]
    assert (document.title, document.subject, document.venue, document.source) == (
        DOCUMENT.title,
        DOCUMENT.subject,
        DOCUMENT.venue,
        DOCUMENT.source,
    )


def test_word_file_has_styles_photos_and_where_it_is_from() -> None:
    found = opened(write(edition()))
    named = [(one.style.name, one.text) for one in found.paragraphs]
    assert named[0] == ("Title", FULL.title)
    assert ("发言人", "江畔晚报记者：") in named
    assert named[named.index(("发言人", "江畔晚报记者：")) + 1] == ("Normal", "（会后答复，最迟 2026-04-15）")
    assert ("Caption", "图片说明：发布会现场　摄影：澜江日报") in named
    assert named[-1] == ("Caption", f"文档摘要值（SHA-256）：{FULL.digest}")
    assert found.sections[0].header.paragraphs[0].text == f"{FULL.source}　{URL}v1/"
    photo, code = found.inline_shapes
    assert photo._inline.docPr.get("descr") == "主席台全景"
    part = found.part.related_parts[code._inline.graphic.graphicData.pic.blipFill.blip.embed]
    (read_code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(part.blob)).convert("L"))
    assert read_code.text == "https://news.example.gov.cn/p/20260329-1/1"


def test_word_file_tells_nothing_of_the_machine() -> None:
    facts = opened(write(edition())).core_properties
    assert (facts.author, facts.last_modified_by, facts.comments) == (
        edition().organiser,
        edition().organiser,
        "",
    )
    assert facts.created == facts.modified
    with zipfile.ZipFile(io.BytesIO(write(edition()))) as package:
        assert {part.date_time for part in package.infolist()} == {(2026, 3, 30, 9, 30, 0)}


def test_word_file_of_an_announcement_has_no_transcript() -> None:
    lines = [one.text for one in opened(write(edition(replace(FULL, turns=(), photos=())))).paragraphs]
    assert "图文实录：" not in lines
    assert opened(write(bare())).paragraphs[0].text == "无题"


def test_a_photo_without_words_has_no_line_below() -> None:
    lines = [one.text for one in opened(write(wordless())).paragraphs]
    assert not any(line.startswith("图片说明") for line in lines)
    assert lines[3:7] == ["入场。", "落座。", "", "提问："]


def test_a_photo_that_stands_nowhere_is_behind_the_end_of_the_text() -> None:
    lines = [one.text for one in opened(write(photo_at_the_end())).paragraphs]
    end = lines.index("扫一扫在手机打开当前页")
    assert lines[end + 2 :][:3] == ["发布会照片", "", "图片说明：全景　摄影：澜江日报"]
    assert len(opened(write(photo_at_the_end())).inline_shapes) == 2
    read_in = read(write(photo_at_the_end()), "20260329-1.docx").document
    assert [turn.text for turn in read_in.turns] == ["何时？"]
