"""Nothing is lost, nothing crashes, and what was read reads the same when written."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from releases.document import (
    Block,
    Document,
    Held,
    Kind,
    Paragraph,
    Person,
    Photo,
    PhotoBlock,
    Role,
    Turn,
)
from releases.transcripts import exact
from releases.transcripts.dates import CHINA
from releases.transcripts.reading import read
from releases.transcripts.result import TranscriptError
from releases.transcripts.writing import plain, to_text
from tests.transcripts.account import assert_accounted

# Fragments of every shape: joined at random they make the mixtures that real pages are.
_FRAGMENTS = st.sampled_from(
    """李木：|市统计局副局长李木：|市水利局局长 王红|李木（市水利局局长）：我来回答|[李木]第一|【王红】|主持人|主持人：|主持人 李木：
主持人：某处处长李木 女士们、先生们，大家好|主持人（某厅宣教处处长李木）：各位好|某局副局长|李木|王红|大家好。|谢谢大家！
[某网]：开始入场。 [09:25]|15:15:37|李木： 你好。2021-05-06 15:30李木： 接着说|媒体提问：|某日报记者：|1、某广播电视台记者：
某电视台记者|问：安全吗？|答：安全。|Li Mu: Good morning, everyone.|发布人：李木 市水利局局长|王红 市统计局副局长|主持人：赵明 新闻办副主任
出席：周平 市财政局局长；吴江 市审计局局长|时间：2021年5月6日（星期四）下午3:00|时　间：12月11日（周六）|地点：市民中心|主题：供水|来源：市水利局 发布时间：2021-05-07 字体:[ ]
供水新闻发布会|某办于2021年5月6日（星期四）上午10时在市民中心举行新闻发布会，邀请市水利局局长李木介绍情况。|文字实录：|图文实录:
出席今天发布会的有：市水利局局长李木；市财政局副局长周平。|图为发布会现场。某网 李木 摄|（资料图）|IMG_01.jpg|微信图片_1.png|图片描述：会场
第2页|一是强化供水：全力保障。|一、聚力建设|会议指出：要抓紧。|李局长：|责编：甲 一审：乙|【关闭】【打印】|扫一扫在手机打开当前页
上一篇：某会|当前位置：首页 > 新闻发布会|2021-05-06 17:16:00|标题：供水|关键词：水；供水|摘要：要点|二〇二一年五月六日""".replace(
        "\n", "|"
    ).split("|")
)
_SEPARATORS = st.sampled_from(
    ["\n", "\r\n", "\n\n", "", " ", "\u3000", "\u00a0", "\t", "\u2028", "\u200b", "：", "。", "\ufeff"]
)
_NOISE = st.text(
    st.sampled_from("李木王红局长主持人：:，。[]（）【】 \u3000\t\n\r0123456789-.jpg年月日时分问答记者"),
    max_size=12,
)


@st.composite
def transcripts(draw: st.DrawFn) -> str:
    """Return a mixture of shapes, with noise between."""
    parts = draw(st.lists(st.tuples(st.one_of(_FRAGMENTS, _NOISE), _SEPARATORS), min_size=1, max_size=25))
    return "".join(part + separator for part, separator in parts)


@given(transcripts())
@example("\ufeff供水新闻发布会\r\n李木：大家好。\r\n")
@example("李木：大家好\x0b王红：再见\x85谢谢")
@settings(max_examples=400, deadline=None)
def test_a_mixture_of_shapes_is_accounted_for_and_reads_back(text: str) -> None:
    try:
        parsed = read(text.encode(), "mixture.txt")
    except TranscriptError as error:
        assert (str(error), text.encode().strip()) == ("文件是空的。", b"")
        return
    assert_accounted(parsed, text)
    assert parsed.document == plain(parsed.document)
    assert read(to_text(parsed.document).encode(), "again.txt").document == parsed.document


@given(st.text(max_size=200))
@example("〔文字稿〕")
@settings(max_examples=300, deadline=None)
def test_any_text_is_accounted_for(text: str) -> None:
    try:
        parsed = read(text.encode(), "text.txt")
    except TranscriptError:
        return
    assert_accounted(parsed, text)
    assert read(to_text(parsed.document).encode(), "again.txt").document == parsed.document


@given(st.binary(max_size=400), st.text(max_size=20))
@settings(max_examples=300, deadline=None)
@example(b"PK\3\4", "a.docx")
@example(b"PK\5\6" + bytes(18), "a.docx")
@example(b"<html>", "a.html")
@example(b"<", "a.html")
@example(b"\xff\xfe\x00", "a.txt")
@example(b"\xff\xfe<\x00", "a.html")
@example("〔文字稿〕\n回答｜p9｜｜｜t9".encode(), "a.txt")
def test_no_bytes_crash(data: bytes, name: str) -> None:
    try:
        parsed = read(data, name)
    except TranscriptError as error:
        assert str(error).endswith("。")
    else:
        assert parsed.source_text == "".join(piece.text for piece in parsed.pieces)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_each_encoding_gives_the_same_document_and_its_own_bytes_back(encoding: str) -> None:
    text = "镕城供水新闻发布会\r\n李木：　蓄水㎡大家好。\r\n𠮷王红：再见。\r\n"
    parsed = read(text.encode(encoding), "a.txt")
    assert parsed.document == read(text.encode(), "a.txt").document
    assert parsed.source_text.removeprefix("\ufeff") == text
    if encoding != "utf-16":
        assert parsed.source_text.encode(encoding.removesuffix("-sig")) == text.encode(encoding)


_words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
_line = (
    st.sampled_from(
        ["大家好。", "李木：", "时间：今天", "图文实录：", "a.jpg", "第2页", "｜", "\\", "〔文字稿〕"]
    )
    | _words
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return any valid document whose parts are numbered in order."""
    people = tuple(
        Person(f"p{number}", draw(_words), draw(_words), draw(st.sampled_from(Role)))
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )
    photos = tuple(
        Photo(f"f{number}", draw(_line), caption=draw(_line), alt=draw(_words), credit=draw(_words))
        for number in range(1, draw(st.integers(0, 2)) + 1)
    )
    turns: list[Turn] = []
    questions: list[str] = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        kind = draw(st.sampled_from(Kind))
        block: st.SearchStrategy[Block] = st.builds(Paragraph, _line, st.sampled_from(["", "en"]))
        if photos:
            block |= st.builds(PhotoBlock, st.sampled_from([photo.id for photo in photos]))
        answers = draw(st.sampled_from([None, *questions])) if kind is Kind.ANSWER else None
        speaker = draw(st.sampled_from([None, *(person.id for person in people)]))
        blocks = tuple(draw(st.lists(block, max_size=3)))
        turns.append(Turn(f"t{number}", kind, speaker, draw(_line), answers, draw(_words), blocks))
        if kind is Kind.QUESTION:
            questions.append(f"t{number}")
    moments = st.datetimes(min_value=datetime(1990, 1, 1)).map(lambda moment: moment.replace(tzinfo=CHINA))  # noqa: DTZ001 - made aware by the map
    held = draw(st.one_of(st.none(), st.dates(), moments))
    return Document(
        title=draw(_line),
        subject=draw(_words),
        source=draw(_words),
        summary=draw(_words),
        venue=draw(_words),
        keywords=tuple(draw(st.lists(_words, max_size=3))),
        published_on=draw(st.one_of(st.none(), st.dates())),
        held=Held(held, draw(_words)),
        people=people,
        turns=tuple(turns),
        photos=photos,
    )


@given(documents())
@settings(max_examples=300, deadline=None)
def test_any_valid_document_reads_back(document: Document) -> None:
    assert read(to_text(document).encode(), "document.txt").document == document
    assert exact.read(exact.write(document)).document == document


def test_what_no_transcript_holds_is_left_out_and_the_rest_numbered_in_order() -> None:
    document = Document(
        title="供水",
        section="jdhy/xwfbh",
        published_on=date(2021, 5, 7),
        people=(Person("p7", "李木", "市水利局局长", ref="li-mu"),),
        turns=(
            Turn("t9", Kind.QUESTION, None, "记者", blocks=(Paragraph("安全吗？"), PhotoBlock("f4"))),
            Turn("t3", Kind.ANSWER, "p7", "李木", "t9", blocks=(Paragraph("安全。"),)),
        ),
        photos=(Photo("f4", "a.jpg", digest="0" * 64, width=4, height=3),),
    )
    assert read(to_text(document).encode(), "a.txt").document == Document(
        title="供水",
        published_on=date(2021, 5, 7),
        people=(Person("p1", "李木", "市水利局局长"),),
        turns=(
            Turn("t1", Kind.QUESTION, None, "记者", blocks=(Paragraph("安全吗？"), PhotoBlock("f1"))),
            Turn("t2", Kind.ANSWER, "p1", "李木", "t1", blocks=(Paragraph("安全。"),)),
        ),
        photos=(Photo("f1", "a.jpg"),),
    )
