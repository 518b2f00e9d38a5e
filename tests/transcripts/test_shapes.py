"""The 29 shapes in which governments write, each parsed to exactly one document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from releases.document import Document, Held, Kind, Paragraph, Person, Photo, PhotoBlock, Role, Turn
from releases.transcripts.dates import CHINA
from releases.transcripts.exact import FIRST_LINE
from releases.transcripts.reading import read
from releases.transcripts.result import Parsed
from releases.transcripts.writing import to_text
from tests.transcripts.account import assert_accounted

HEAD = """澜江市水利工作新闻发布会
来源：澜江市水利局　发布时间：2021-05-07
时间：2021年5月6日下午3:00
主题：保供水 防洪涝
地点：澜江市民中心二楼
发布人：李木 市水利局局长
王红 市统计局副局长
主持人：赵明 市政府新闻办副主任
图文实录：
"""
PEOPLE = (
    Person("p1", "李木", "市水利局局长", Role.SPOKESPERSON),
    Person("p2", "王红", "市统计局副局长", Role.SPOKESPERSON),
    Person("p3", "赵明", "市政府新闻办副主任", Role.MODERATOR),
)
HEADED = Document(
    title="澜江市水利工作新闻发布会",
    subject="保供水 防洪涝",
    source="澜江市水利局",
    published_on=date(2021, 5, 7),
    held=Held(datetime(2021, 5, 6, 15, tzinfo=CHINA), "2021年5月6日下午3:00"),
    venue="澜江市民中心二楼",
    people=PEOPLE,
)


def parse(text: str) -> Parsed:
    parsed = read(text.encode(), "transcript.txt")
    assert_accounted(parsed, text)
    again = to_text(parsed.document)
    assert read(again.encode(), "again.txt").document == parsed.document
    assert not again.startswith(FIRST_LINE), "written in the exact form, not as people write"
    return parsed


def body(text: str, *, codes: tuple[str, ...] = ()) -> tuple[Turn, ...]:
    """Parse a body below the common head and return its turns; all else must be as the head says."""
    parsed = parse(HEAD + text)
    document = parsed.document
    assert tuple(problem.code for problem in parsed.problems) == codes
    assert parsed.leftovers == ()
    assert document == replace(HEADED, turns=document.turns)
    return document.turns


def headless(text: str) -> Parsed:
    """Parse a text with a title only, so that its roster must come from the text."""
    return parse("澜江市水利工作新闻发布会\n" + text)


def say(number: int, speaker: str | None, label: str, *words: str, time: str = "") -> Turn:
    return Turn(f"t{number}", Kind.STATEMENT, speaker, label, None, time, _paragraphs(words))


def ask(number: int, label: str, *words: str, time: str = "") -> Turn:
    return Turn(f"t{number}", Kind.QUESTION, None, label, None, time, _paragraphs(words))


def reply(number: int, to: int, speaker: str | None, label: str, *words: str, time: str = "") -> Turn:
    return Turn(f"t{number}", Kind.ANSWER, speaker, label, f"t{to}", time, _paragraphs(words))


def _paragraphs(words: tuple[str, ...]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text) for text in words)


def codes(parsed: Parsed) -> list[str]:
    return [problem.code for problem in parsed.problems if not problem.code.startswith("missing-")]


# 1 · 2: the name on a line of its own, or before the words


def test_shape_1_name_and_colon_on_a_line() -> None:
    assert body("李木：\n\n大家好。\n\n下面我介绍情况。\n王红:\n谢谢。\n") == (
        say(1, "p1", "李木", "大家好。", "下面我介绍情况。"),
        say(2, "p2", "王红", "谢谢。"),
    )


def test_shape_2_name_and_colon_inline() -> None:
    assert body("赵明：大家好。\n李木: 我来介绍。\n　　全市水库安全。\n") == (
        say(1, "p3", "赵明", "大家好。"),
        say(2, "p1", "李木", "我来介绍。", "全市水库安全。"),
    )


# 3 · 4 · 5 · 6: a title or an office before the name


@pytest.mark.parametrize(
    "label", ["市水利局局长李木", "市水利局局长 李木", "市水利局 李木", "李木局长", "市政府李木"]
)
def test_shapes_3_to_6_resolve_against_the_list(label: str) -> None:
    assert body(f"{label}：大家好。\n") == (say(1, "p1", label, "大家好。"),)


def test_shape_3_title_joined_to_the_name_builds_the_roster() -> None:
    parsed = headless("市统计局副局长李木：大家好。\n市水利局局长欧阳明：各位好。\n")
    assert parsed.document.people == (
        Person("p1", "李木", "市统计局副局长", Role.SPOKESPERSON),
        Person("p2", "欧阳明", "市水利局局长", Role.SPOKESPERSON),
    )
    assert parsed.document.turns == (
        say(1, "p1", "市统计局副局长李木", "大家好。"),
        say(2, "p2", "市水利局局长欧阳明", "各位好。"),
    )
    assert codes(parsed) == []


def test_shape_4_title_space_name_builds_the_roster() -> None:
    parsed = headless(
        "市统计局副局长 李木：\n大家好。\n县长　阿依·古丽：\n各位好。\n市水利局局长 李　亮：\n你们好。\n"
    )
    assert parsed.document.people == (
        Person("p1", "李木", "市统计局副局长", Role.SPOKESPERSON),
        Person("p2", "阿依·古丽", "县长", Role.SPOKESPERSON),
        Person("p3", "李亮", "市水利局局长", Role.SPOKESPERSON),
    )
    assert parsed.document.turns == (
        say(1, "p1", "市统计局副局长 李木", "大家好。"),
        say(2, "p2", "县长 阿依·古丽", "各位好。"),
        say(3, "p3", "市水利局局长 李 亮", "你们好。"),
    )


def test_shape_5_without_a_colon() -> None:
    parsed = headless(
        "市统计局局长、新闻发言人 李木\n大家好，欢迎各位。\n市水利局局长 王红\n我来介绍。\n李木\n我补充一点。\n"
    )
    assert parsed.document.people == (
        Person("p1", "李木", "市统计局局长、新闻发言人", Role.MODERATOR),
        Person("p2", "王红", "市水利局局长", Role.SPOKESPERSON),
    )
    assert parsed.document.turns == (
        say(1, "p1", "市统计局局长、新闻发言人 李木", "大家好，欢迎各位。"),
        say(2, "p2", "市水利局局长 王红", "我来介绍。"),
        say(3, "p1", "李木", "我补充一点。"),
    )
    assert codes(parsed) == ["guessed-moderator"]


def test_shape_6_organisation_and_name_builds_the_roster_with_a_doubt() -> None:
    parsed = headless("某省政府新闻办李木：大家好。\n市水利局王红：各位好。\n")
    assert parsed.document.people == (
        Person("p1", "李木", "某省政府新闻办", Role.SPOKESPERSON),
        Person("p2", "王红", "市水利局", Role.SPOKESPERSON),
    )
    assert [turn.speaker for turn in parsed.document.turns] == ["p1", "p2"]
    assert codes(parsed) == ["unsure-speaker", "unsure-speaker"]


# 7 · 8 · 9 · 10: the host


def test_shape_7_three_lines_without_a_colon() -> None:
    parsed = headless(
        "主持人\n市政府新闻办副主任\n李木\n大家好。\n\n发布人\n\n市水利局局长\n\n王红\n\n各位好。\n"
    )
    assert parsed.document.people == (
        Person("p1", "李木", "市政府新闻办副主任", Role.MODERATOR),
        Person("p2", "王红", "市水利局局长", Role.SPOKESPERSON),
    )
    assert parsed.document.turns == (
        say(1, "p1", "主持人 市政府新闻办副主任 李木", "大家好。"),
        say(2, "p2", "发布人 市水利局局长 王红", "各位好。"),
    )


def test_shape_8_title_and_speech_on_one_line() -> None:
    parsed = headless("主持人： 某处处长李木 女士们、先生们，大家好。\n主持人：请提问。\n")
    assert parsed.document.people == (Person("p1", "李木", "某处处长", Role.MODERATOR),)
    assert parsed.document.turns == (
        say(1, "p1", "主持人 某处处长李木", "女士们、先生们，大家好。"),
        say(2, "p1", "主持人", "请提问。"),
    )


def test_shape_9_title_and_name_in_brackets() -> None:
    parsed = headless("主持人（某厅宣教处处长李木）：各位好。\n主持人(李木):请提问。\n")
    assert parsed.document.people == (Person("p1", "李木", "某厅宣教处处长", Role.MODERATOR),)
    assert parsed.document.turns == (
        say(1, "p1", "主持人（某厅宣教处处长李木）", "各位好。"),
        say(2, "p1", "主持人(李木)", "请提问。"),
    )


def test_shape_10_role_word_and_name() -> None:
    assert body("主持人 赵明：大家好。\n主持人赵明：请看。\n主持人：再见。\n") == (
        say(1, "p3", "主持人 赵明", "大家好。"),
        say(2, "p3", "主持人赵明", "请看。"),
        say(3, "p3", "主持人", "再见。"),
    )


# 11 · 12: the title after the name, brackets around it


def test_shape_11_title_in_brackets_after_the_name() -> None:
    parsed = headless("李木（市水利局局长）：我来回答。\n李木：再补充。\n")
    assert parsed.document.people == (Person("p1", "李木", "市水利局局长", Role.SPOKESPERSON),)
    assert parsed.document.turns == (
        say(1, "p1", "李木（市水利局局长）", "我来回答。"),
        say(2, "p1", "李木", "再补充。"),
    )


def test_shape_12_name_in_brackets() -> None:
    assert body("[李木]第一，保供水。\n【王红】第二，防洪涝。\n［赵明］：好。\n【数据】不是人。\n") == (
        say(1, "p1", "李木", "第一，保供水。"),
        say(2, "p2", "王红", "第二，防洪涝。"),
        say(3, "p3", "赵明", "好。", "【数据】不是人。"),
    )


# 13 · 14 · 15: times


def test_shape_13_a_time_after_each_turn_several_a_line() -> None:
    assert body(
        "[澜江网]：开始入场。 [09:25][赵明]：大家好。 [09:30]\n[李木]：我介绍。\n水库安全。 [09:41:05]\n"
    ) == (
        Turn("t1", Kind.NARRATION, None, "澜江网", None, "09:25", _paragraphs(("开始入场。",))),
        say(2, "p3", "赵明", "大家好。", time="09:30"),
        say(3, "p1", "李木", "我介绍。", "水库安全。", time="09:41:05"),
    )


def test_shape_14_a_time_line_before_the_speaker() -> None:
    assert body("15:15:37\n李木：\n大家好。\n15:16:02\n\n王红：各位好。\n15:18 赵明：谢谢。\n") == (
        say(1, "p1", "李木", "大家好。", time="15:15:37"),
        say(2, "p2", "王红", "各位好。", time="15:16:02"),
        say(3, "p3", "赵明", "谢谢。", time="15:18"),
    )


def test_shape_15_a_full_time_glued_on() -> None:
    assert body(
        "李木： 你好。2021-05-06 15:30李木： 接着说。2021-05-06 15:32王红：我说。 2021-05-06 15:40\n"
    ) == (
        say(1, "p1", "李木", "你好。", time="2021-05-06 15:30"),
        say(2, "p1", "李木", "接着说。", time="2021-05-06 15:32"),
        say(3, "p2", "王红", "我说。", time="2021-05-06 15:40"),
    )


# 16 · 17 · 18 · 19: questions


@pytest.mark.parametrize(
    "label", ["媒体提问", "记者", "记者提问", "问", "现场记者", "网友提问", "问题1", "追问", "记者 问"]
)
def test_shape_16_anonymous_question(label: str) -> None:
    assert body(f"赵明：请提问。\n{label}：水库安全吗？\n李木：安全。\n") == (
        say(1, "p3", "赵明", "请提问。"),
        ask(2, label, "水库安全吗？"),
        reply(3, 2, "p1", "李木", "安全。"),
    )


def test_shape_17_outlet_named_and_numbered() -> None:
    assert body(
        "某日报记者：水库安全吗？\n李木：安全。\n2、某广播电视台记者：何时完工？\n王红：年底。\n新华社：请问投资多少？\n王红：一亿元。\n"
    ) == (
        ask(1, "某日报记者", "水库安全吗？"),
        reply(2, 1, "p1", "李木", "安全。"),
        ask(3, "某广播电视台记者", "何时完工？"),
        reply(4, 3, "p2", "王红", "年底。"),
        ask(5, "新华社", "请问投资多少？"),
        reply(6, 5, "p2", "王红", "一亿元。"),
    )


def test_shape_18_outlet_without_a_colon() -> None:
    assert body(
        "某电视台记者\n水库安全吗？\n李木：安全。\n某网记者 请问何时完工？\n王红：年底。\n现场记者 请问谁建？\n王红：本市。\n"
    ) == (
        ask(1, "某电视台记者", "水库安全吗？"),
        reply(2, 1, "p1", "李木", "安全。"),
        ask(3, "某网记者", "请问何时完工？"),
        reply(4, 3, "p2", "王红", "年底。"),
        ask(5, "现场记者", "请问谁建？"),
        reply(6, 5, "p2", "王红", "本市。"),
    )


def test_shape_19_question_and_answer_with_the_answerer_named_at_the_top() -> None:
    parsed = parse(
        "澜江市水利局局长李木就供水工作答记者问\n问：水库安全吗？\n答：安全。\n每天巡查。\n问：何时完工？\n答：年底。\n"
    )
    assert parsed.document == Document(
        title="澜江市水利局局长李木就供水工作答记者问",
        people=(Person("p1", "李木", "澜江市水利局局长", Role.SPOKESPERSON),),
        turns=(
            ask(1, "问", "水库安全吗？"),
            reply(2, 1, "p1", "答", "安全。", "每天巡查。"),
            ask(3, "问", "何时完工？"),
            reply(4, 3, "p1", "答", "年底。"),
        ),
    )
    assert codes(parsed) == ["people-from-prose"]


def test_shape_19_with_several_officials_leaves_the_answerer_open() -> None:
    assert body("问：水库安全吗？\n答：安全。\n", codes=("unknown-speaker",)) == (
        ask(1, "问", "水库安全吗？"),
        reply(2, 1, None, "答", "安全。"),
    )


# 20: two languages


def test_shape_20_bilingual_pairs() -> None:
    turns = body(
        "赵明：\n女士们、先生们，大家好。\nZhao Ming:\nLadies and gentlemen, good afternoon.\n"
        "某日报记者：水库安全吗？\nDaily: Are the reservoirs safe?\n李木：安全。\nLi Mu: Yes, they are safe.\n"
    )
    assert turns == (
        Turn("t1", Kind.STATEMENT, "p3", "赵明", None, "", (
            Paragraph("女士们、先生们，大家好。"),
            Paragraph("Zhao Ming:", "en"),
            Paragraph("Ladies and gentlemen, good afternoon.", "en"),
        )),
        Turn("t2", Kind.QUESTION, None, "某日报记者", None, "", (
            Paragraph("水库安全吗？"),
            Paragraph("Daily: Are the reservoirs safe?", "en"),
        )),
        Turn("t3", Kind.ANSWER, "p1", "李木", "t2", "", (
            Paragraph("安全。"),
            Paragraph("Li Mu: Yes, they are safe.", "en"),
        )),
    )  # fmt: skip


# 21 · 22 · 23: the head, and people


def test_shape_21_one_label_covers_the_lines_below() -> None:
    parsed = parse(
        "当前位置: 首页 > 解读回应 > 新闻发布会\n某园区媒体见面暨新闻发布会\n来源:某园区 发布时间:2023-03-30 字体:[ ]\n\n"
        "时　间:2023年3月29日下午16:00\n\n主 题:新征程 新实践\n\n地　点:1号楼1542会议室\n\n"
        "发布人:李木 某园区党工委副书记、管委会主任\n\n王　红 某园区投资促进局副局长\n\n欧阳明华　某园区行政审批局局长\n\n"
        "主持人:赵明 市委宣传部副部长\n\n图文实录:\n\nIMG_01.jpg\n\n赵明:\n\n大家好!\n\n扫一扫在手机打开当前页"
    )
    assert parsed.document == Document(
        title="某园区媒体见面暨新闻发布会",
        subject="新征程 新实践",
        source="某园区",
        published_on=date(2023, 3, 30),
        held=Held(datetime(2023, 3, 29, 16, tzinfo=CHINA), "2023年3月29日下午16:00"),
        venue="1号楼1542会议室",
        people=(
            Person("p1", "李木", "某园区党工委副书记、管委会主任", Role.SPOKESPERSON),
            Person("p2", "王红", "某园区投资促进局副局长", Role.SPOKESPERSON),
            Person("p3", "欧阳明华", "某园区行政审批局局长", Role.SPOKESPERSON),
            Person("p4", "赵明", "市委宣传部副部长", Role.MODERATOR),
        ),
        turns=(
            Turn("t1", Kind.NARRATION, blocks=(PhotoBlock("f1"),)),
            say(2, "p4", "赵明", "大家好!"),
        ),
        photos=(Photo("f1", "IMG_01.jpg"),),
    )
    assert [(left.line, left.text, left.kind.value) for left in parsed.leftovers] == [
        (1, "当前位置: 首页 > 解读回应 > 新闻发布会", "furniture"),
        (3, "字体:[ ]", "furniture"),
        (27, "扫一扫在手机打开当前页", "furniture"),
    ]
    assert parsed.problems == ()


@pytest.mark.parametrize(
    "opening", ["文字实录：", "全程实录如下：", "以下是部分实录：", "【图文实录】", "实录"]
)
def test_shape_22_a_head_of_one_sentence(opening: str) -> None:
    sentence = "某办于2021年5月6日（星期四）上午10时在市民中心举行新闻发布会，邀请市水利局局长李木、市统计局副局长王红介绍情况，由新闻办副主任赵明主持。"
    parsed = parse(f"澜江市供水新闻发布会\n{sentence}\n{opening}\n赵明：大家好。\n李木：我来介绍。\n")
    assert parsed.document == Document(
        title="澜江市供水新闻发布会",
        held=Held(datetime(2021, 5, 6, 10, tzinfo=CHINA), "2021年5月6日（星期四）上午10时"),
        venue="市民中心",
        people=(*PEOPLE[:2], Person("p3", "赵明", "新闻办副主任", Role.MODERATOR)),
        turns=(
            Turn("t1", Kind.NARRATION, blocks=(Paragraph(sentence),)),
            say(2, "p3", "赵明", "大家好。"),
            say(3, "p1", "李木", "我来介绍。"),
        ),
    )
    assert codes(parsed) == ["held-from-prose", "venue-from-prose", "people-from-prose"]


def test_shape_23_attendees_only_in_the_hosts_speech() -> None:
    speech = "出席今天发布会的有：市水利局局长李木；市委副书记、市长王红；市财政局副局长周平。"
    parsed = headless(f"主持人：大家好。\n{speech}\n李木：我来介绍。\n王红：我补充。\n")
    assert parsed.document.people == (
        Person("p1", "李木", "市水利局局长", Role.SPOKESPERSON),
        Person("p2", "王红", "市委副书记、市长", Role.SPOKESPERSON),
        Person("p3", "周平", "市财政局副局长", Role.ATTENDEE),
    )
    assert parsed.document.turns == (
        say(1, None, "主持人", "大家好。", speech),
        say(2, "p1", "李木", "我来介绍。"),
        say(3, "p2", "王红", "我补充。"),
    )
    assert codes(parsed) == ["unknown-moderator", "people-from-speech"]


def test_shape_23_on_lines_of_their_own_are_no_speakers() -> None:
    parsed = headless(
        "主持人：大家好。\n出席今天发布会的有：\n市水利局局长 李木\n市统计局副局长 王红\n下面请李木介绍，谢谢。\n李木：好。\n"
    )
    assert parsed.document.turns == (
        say(
            1,
            None,
            "主持人",
            "大家好。",
            "出席今天发布会的有：",
            "市水利局局长 李木",
            "市统计局副局长 王红",
            "下面请李木介绍，谢谢。",
        ),
        say(2, "p1", "李木", "好。"),
    )
    assert [(p.name, p.role) for p in parsed.document.people] == [
        ("李木", "spokesperson"),
        ("王红", "attendee"),
    ]


def test_shape_23_beside_a_printed_list_is_only_noted() -> None:
    speech = "出席今天活动的有:市水利局局长李木，市财政局副局长周平，以及各部门负责人。"
    assert body(f"赵明：\n{speech}\n", codes=("attendee-not-listed",)) == (say(1, "p3", "赵明", speech),)


# 24: photos


def test_shape_24_captions_and_bare_file_names() -> None:
    parsed = parse(
        HEAD
        + "IMG_01.jpg\n图为发布会现场。某网 李木 摄\n赵明：大家好。\n\n微信图片_2021.PNG\n（资料图）\n谢谢。\n图为王红发言\nIMG_03.jpeg\n"
    )
    assert parsed.document.photos == (
        Photo("f1", "IMG_01.jpg", caption="图为发布会现场。", credit="某网 李木 摄"),
        Photo("f2", "微信图片_2021.PNG", caption="资料图"),
        Photo("f3", "IMG_03.jpeg", caption="图为王红发言"),
    )
    assert parsed.document.turns == (
        Turn("t1", Kind.NARRATION, blocks=(PhotoBlock("f1"),)),
        Turn("t2", Kind.STATEMENT, "p3", "赵明", None, "", (
            Paragraph("大家好。"), PhotoBlock("f2"), Paragraph("谢谢。"), PhotoBlock("f3"),
        )),
    )  # fmt: skip
    assert (parsed.problems, parsed.leftovers) == ((), ())


def test_shape_24_a_caption_without_its_photo_is_left_over() -> None:
    parsed = parse(HEAD + "赵明：大家好。\n图为发布会现场。李木摄\n谢谢。\n")
    assert parsed.document.turns == (say(1, "p3", "赵明", "大家好。", "谢谢。"),)
    assert [(left.line, left.text, left.kind.value) for left in parsed.leftovers] == [
        (11, "图为发布会现场。李木摄", "unplaced")
    ]
    assert codes(parsed) == ["caption-without-photo"]


# 25: dates are in test_dates.py; here, a year from elsewhere in the page


def test_shape_25_a_year_from_the_printed_day_of_publication() -> None:
    parsed = parse(
        "供水新闻发布会\n来源：市水利局 2022-01-04 17:16:00\n时间：12月11日（周六）下午3:00\n赵明：大家好。\n"
    )
    assert parsed.document.held == Held(datetime(2021, 12, 11, 15, tzinfo=CHINA), "12月11日（周六）下午3:00")
    assert parsed.document.published_on == date(2022, 1, 4)
    assert parsed.document.source == "市水利局"
    assert "supplied-year" in codes(parsed)


# 26 · 27 · 28 · 29


@pytest.mark.parametrize(
    "page_break", ["第2页", "- 2 -", "上一页 1 2 3 下一页", "（第2页/共3页）", "[1] [2] 下一页"]
)
def test_shape_26_an_answer_crosses_a_page_break(page_break: str) -> None:
    parsed = parse(HEAD + f"问：水库安全吗？\n李木：水库安全，\n{page_break}\n请大家放心。\n")
    assert parsed.document.turns == (
        ask(1, "问", "水库安全吗？"),
        reply(2, 1, "p1", "李木", "水库安全，", "请大家放心。"),
    )
    assert [(left.text, left.kind.value) for left in parsed.leftovers] == [(page_break, "furniture")]
    assert codes(parsed) == ["page-break"]


def test_shape_27_inner_lists_and_colons_are_no_speakers() -> None:
    inner = (
        "一是强化供水：全力保障。", "二是防洪。", "一、聚力建设：抓项目", "1.巡查水库", "2、加固堤防：三处", "会议指出：要抓紧。",
        "项目：三个", "时间：年底", "（一）完善机制：落实责任", "据统计，全市水库：12座", "第一：抓落实", "关键：早动手",
        "强调：安全第一", "市领导强调：安全第一。", "李木同志在会上强调，水库安全。", "总投资：1.2亿元",
    )  # fmt: skip
    assert body("李木：\n" + "\n".join(inner) + "\n") == (say(1, "p1", "李木", *inner),)


def test_shape_28_later_by_title_only() -> None:
    assert body("问：安全吗？\n李局长：安全。\n王副局长：数据也准。\n赵主任：谢谢。\n") == (
        ask(1, "问", "安全吗？"),
        reply(2, 1, "p1", "李局长", "安全。"),
        reply(3, 1, "p2", "王副局长", "数据也准。"),
        say(4, "p3", "赵主任", "谢谢。"),
    )


def test_shape_28_nobody_or_several_of_the_title_stay_open() -> None:
    text = (
        HEAD.replace("王红 市统计局副局长", "李红 市统计局局长")
        + "问：安全吗？\n李局长：安全。\n周局长：是的。\n"
    )
    parsed = parse(text)
    assert parsed.document.turns == (
        ask(1, "问", "安全吗？"),
        reply(2, 1, None, "李局长", "安全。"),
        reply(3, 1, None, "周局长", "是的。"),
    )
    assert [(p.code, p.line, p.turn) for p in parsed.problems] == [
        ("ambiguous-speaker", 11, "t2"),
        ("unknown-speaker", 12, "t3"),
    ]


def test_shape_29_closings_and_residue() -> None:
    closing = [
        "责编：周平 一审：吴江", "【关闭】【打印】", "扫一扫在手机打开当前页", "上一篇：某会", "下一篇：另一会",
        "版权所有：澜江市人民政府", "某ICP备00000000号",
    ]  # fmt: skip
    parsed = parse(HEAD + "赵明：再见。\n" + "\n".join(closing) + "\n澜江欢迎你\n")
    assert parsed.document.turns == (say(1, "p3", "赵明", "再见。"),)
    assert [(left.text, left.kind.value) for left in parsed.leftovers] == [
        *((text, "furniture") for text in closing),
        ("澜江欢迎你", "unplaced"),
    ]
    assert codes(parsed) == []
