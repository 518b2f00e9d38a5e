"""Word files: paragraphs, tables, bold names, numbers as text, photos in place."""

from __future__ import annotations

import io

import docx
import pytest

from releases.document import Document, Kind, Paragraph, Person, Photo, PhotoBlock, Role, Turn
from releases.transcripts.docx import read as read_lines
from releases.transcripts.reading import read
from releases.transcripts.result import Parsed, TranscriptError
from releases.transcripts.writing import to_text
from tests.transcripts.account import assert_accounted
from tests.transcripts.word import body, package, paragraph, part, png, relation, relations


def parse(data: bytes) -> Parsed:
    parsed = read(data, "transcript.docx")
    assert_accounted(parsed, read_lines(data).text)
    assert read(to_text(parsed.document).encode(), "again.txt").document == parsed.document
    return parsed


def codes(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed.problems if not problem.code.startswith("missing-")]


def lines(content: str, parts: dict[str, str | bytes] | None = None) -> list[str]:
    return read_lines(package(body(content), parts)).text.split("\n")


def test_a_file_from_word_reads_whole() -> None:
    made = docx.Document()
    made.add_heading("澜江市供水新闻发布会", 0)
    table = made.add_table(rows=3, cols=2)
    rows = [
        ("时间", "2021年5月6日下午3:00"),
        ("发布人", "李木 市水利局局长"),
        ("主持人", "赵明 市政府新闻办副主任"),
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = cells
    table.rows[1].cells[1].add_paragraph("王红 市统计局副局长")
    made.add_paragraph("图文实录：")
    made.add_picture(io.BytesIO(png(colour="red")))
    made.add_paragraph("图为发布会现场。某网 周平 摄")
    host = made.add_paragraph()
    host.add_run("赵明").bold = True
    host.add_run(" 大家好。")
    official = made.add_paragraph()
    official.add_run("李木：").bold = True
    official.add_run("我来介绍。")
    official.add_run().add_picture(io.BytesIO(png(colour="blue")))
    official.add_run("再说一点。")
    made.add_paragraph("第一项", style="List Number")
    made.add_paragraph("第二项", style="List Number")
    out = io.BytesIO()
    made.save(out)
    parsed = parse(out.getvalue())
    assert parsed.document.title == "澜江市供水新闻发布会"
    assert parsed.document.people == (
        Person("p1", "李木", "市水利局局长", Role.SPOKESPERSON),
        Person("p2", "王红", "市统计局副局长", Role.SPOKESPERSON),
        Person("p3", "赵明", "市政府新闻办副主任", Role.MODERATOR),
    )
    assert parsed.document.turns == (
        Turn("t1", Kind.NARRATION, blocks=(PhotoBlock("f1"),)),
        Turn("t2", Kind.STATEMENT, "p3", "赵明", blocks=(Paragraph("大家好。"),)),
        Turn("t3", Kind.STATEMENT, "p1", "李木", blocks=(
            Paragraph("我来介绍。"), PhotoBlock("f2"), Paragraph("再说一点。"), Paragraph("1. 第一项"), Paragraph("2. 第二项"),
        )),
    )  # fmt: skip
    assert parsed.document.photos == (
        Photo("f1", "image1.png", caption="图为发布会现场。", credit="某网 周平 摄"),
        Photo("f2", "image2.png"),
    )
    assert parsed.files == {"image1.png": png(colour="red"), "image2.png": png(colour="blue")}
    assert parsed.leftovers == ()
    assert codes(parsed) == []


def test_a_transcript_in_a_table_of_speakers_and_speech() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    content = paragraph("供水新闻发布会") + paragraph("发布人：李木 市水利局局长") + paragraph("实录：")
    content += "<w:tbl>" + row("记者", "水库安全吗？") + row("李木", "安全。") + "</w:tbl>"
    parsed = parse(package(body(content)))
    assert parsed.document.turns == (
        Turn("t1", Kind.QUESTION, None, "记者", blocks=(Paragraph("水库安全吗？"),)),
        Turn("t2", Kind.ANSWER, "p1", "李木", "t1", blocks=(Paragraph("安全。"),)),
    )


def test_a_row_keeps_every_paragraph_and_a_nested_table() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    cell = f"<w:tc>{paragraph('一')}{paragraph('二')}{inner}</w:tc>"
    assert lines(f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('三')}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>") == [
        "一\t三",
        "二",
        "甲\t乙",
    ]
    assert lines("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr><w:tr/></w:tbl>" + paragraph("后")) == ["后"]
    assert lines(f"<w:tc>{paragraph('无表')}</w:tc><w:tr/>") == ["无表"]


_LEVELS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="none"/></w:lvl>'
)
_NUMBERING = part(
    "numbering",
    f'<w:abstractNum w:abstractNumId="7">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="99"/></w:num>',
)


def numbered(text: str, num: str, level: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def test_list_numbers_become_text() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="L"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    )
    content = (
        numbered("甲", "1") + numbered("子", "1", 1) + numbered("丑", "1", 1) + numbered("乙", "1") + numbered("寅", "1", 1)
        + numbered("点", "1", 2) + numbered("无", "1", 3) + numbered("丙", "2") + numbered("丁", "2")
        + numbered("无此列表", "3") + numbered("也无", "44") + numbered("取消", "0")
        + paragraph("样式", '<w:pStyle w:val="L"/>') + paragraph("别的样式", '<w:pStyle w:val="M"/>')
        + '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    )  # fmt: skip
    assert lines(content, {"word/numbering.xml": _NUMBERING, "word/styles.xml": styles}) == [
        "一、甲", "1. 子", "2. 丑", "二、乙", "1. 寅", "• 点", "无", "五、丙", "六、丁", "无此列表", "也无", "取消", "1. 样式", "别的样式", "",
    ]  # fmt: skip


def test_text_boxes_breaks_tabs_and_second_copies() -> None:
    content = (
        "<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/><w:t>右</w:t><w:noBreakHyphen/></w:r>"
        f"<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{paragraph('框里')}<w:p/></w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph('框里')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>之后</w:t></w:r></w:p>"
        f"<w:txbxContent>{paragraph('独立')}</w:txbxContent><a:p><a:t>图形里</a:t></a:p><w:t>段外</w:t><w:tab/>"
    )
    assert lines(content) == ["上", "下\t右-之后", "框里", "独立"]


def test_tracked_changes_hidden_words_comments_and_notes() -> None:
    content = (
        paragraph("供水新闻发布会")
        + "<w:p><w:r><w:t>李木：大家好。</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新。</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>"
    )
    notes = part("footnotes", paragraph("脚注一") + "<w:p/>")
    parsed = parse(
        package(body(content), {"word/footnotes.xml": notes, "word/comments.xml": part("comments", "")})
    )
    assert parsed.document.turns[0].text == "大家好。新。"
    assert [(left.text, left.kind.value) for left in parsed.leftovers] == [("脚注一", "unplaced")]
    assert codes(parsed) == ["tracked-changes", "hidden-text", "comments", "unsure-speaker"]
    assert "密" not in parsed.source_text


def test_an_empty_file_is_an_empty_document() -> None:
    parsed = parse(package(body("")))
    assert (parsed.document, parsed.pieces) == (Document(), ())


def test_tab_stops_and_default_numbers_are_no_text() -> None:
    styles = part("styles", '<w:docDefaults><w:numId w:val="1"/></w:docDefaults>')
    assert lines(paragraph("甲", "<w:tabs><w:tab/></w:tabs>"), {"word/styles.xml": styles}) == ["甲"]


def test_bold_ends_where_it_is_switched_off() -> None:
    content = (
        '<w:p><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>平</w:t></w:r></w:p>'
        "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>段落标记</w:t></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r><w:r><w:t> 细</w:t></w:r></w:p>"
    )
    assert [hint.bold for hint in read_lines(package(body(content))).hints] == [0, 0, 1]


def picture(name: str, description: str = "") -> str:
    described = f'<wp:docPr descr="{description}"/>' if description else ""
    return f'<w:drawing>{described}<a:blip r:embed="{name}"/></w:drawing>'


def test_photos_by_relation_with_their_descriptions() -> None:
    content = (
        paragraph("供水新闻发布会") + paragraph("李木：")
        + f"<w:p><w:r>{picture('r1', '会场全景')}</w:r></w:p>"
        + f"<w:p><w:r>{picture('r2', 'C:&#92;照片&#92;IMG_9.jpg')}</w:r></w:p>"
        + '<w:p><w:r><w:pict><v:imagedata r:id="r3"/></w:pict></w:r></w:p>'
        + f"<w:p><w:r>{picture('r1')}{picture('r4')}{picture('r5')}{picture('')}</w:r></w:p>"
    )  # fmt: skip
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(
            relation("r1", "image", "media/a.png"),
            relation("r2", "image", "/word/more/a.png"),
            relation("r3", "image", "media/b c.emf"),
            relation("r4", "image", "media/gone.png"),
        ),
        "word/media/a.png": png(),
        "word/more/a.png": png(5, 5),
        "word/media/b c.emf": b"\1\0\0\0",
    }
    parsed = parse(package(body(content), parts))
    assert parsed.document.photos == (
        Photo("f1", "a.png", alt="会场全景"),
        Photo("f2", "_a.png"),
        Photo("f3", "b_c.emf"),
    )
    assert [block.photo for turn in parsed.document.turns for block in turn.blocks if isinstance(block, PhotoBlock)] == [
        "f1", "f2", "f3", "f1",
    ]  # fmt: skip
    assert parsed.files == {"a.png": png(), "_a.png": png(5, 5)}
    assert codes(parsed).count("missing-photo") == 0
    assert [problem.code for problem in parsed.problems if "photo" in problem.code] == [
        "unusable-photo", "missing-photo", "missing-photo",
    ]  # fmt: skip


def test_a_web_link_is_text() -> None:
    content = (
        '<w:p><w:hyperlink r:id="r1"><w:r><w:t>https://www.example.gov.cn/</w:t></w:r></w:hyperlink></w:p>'
    )
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(
            relation("r1", "hyperlink", "https://www.example.gov.cn/", external=True),
            relation("r2", "hyperlink", "mailto:a@example.gov.cn", external=True),
            relation("r3", "hyperlink", "#bookmark", external=True),
        )
    }
    assert lines(content, parts) == ["https://www.example.gov.cn/"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (package(body(""), root=relation("r0", "officeDocument", "xl/workbook.xml")), "这不是 Word 文字稿（.docx），请用 Word 另存为 .docx 后再上传。"),
        (package(body("")[:-9]), "Word 文件已损坏，无法打开。"),
        (package("<a>&b;</a>"), "Word 文件已损坏，无法打开。"),
        (package(body(""))[:-30], "Word 文件已损坏，无法打开。"),
        (b"PK\3\4", "Word 文件已损坏，无法打开。"),
    ],
    ids=["spreadsheet", "cut-xml", "entity", "cut-zip", "stub"],
)  # fmt: skip
def test_what_is_no_word_file_gets_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(data, "a.docx")
    assert str(caught.value) == sentence


def test_a_part_named_outside_the_package_is_not_looked_for() -> None:
    parts: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relations(relation("r1", "image", "../../../etc/passwd"))
    }
    source = read_lines(package(body(f"<w:p><w:r>{picture('r1')}</w:r></w:p>"), parts))
    assert (source.text, dict(source.files)) == ("", {})
    assert [problem.code for problem in source.problems] == ["missing-photo"]


def test_line_ends_inside_a_run_keep_every_hint_at_its_line() -> None:
    source = read_lines(
        package(body("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲\u2028乙</w:t></w:r></w:p>" + paragraph("丙")))
    )
    assert (source.text, [hint.bold for hint in source.hints]) == ("甲\n乙\n丙", [3, 0, 0])
