"""Variants of the shapes, as pages of governments really set them: each has misled a reader before."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from releases.document import Document, Role
from releases.transcripts.dates import CHINA
from releases.transcripts.reading import read
from releases.transcripts.result import TranscriptError
from releases.transcripts.writing import to_text
from tests.transcripts.account import assert_accounted

HEAD = """东湖市新闻发布会
发布人：李木　市教育局局长
王　强　市财政局副局长
主持人：赵婷　市委宣传部副部长
"""


def document_of(text: str) -> Document:
    """Return the document, every character accounted for, and the same when written and read again."""
    parsed = read(text.encode(), "a.txt")
    assert_accounted(parsed, text)
    assert read(to_text(parsed.document).encode(), "again.txt").document == parsed.document
    return parsed.document


def said(text: str) -> list[tuple[str, str, str]]:
    """Return kind, label and words of each turn."""
    return [(turn.kind.value, turn.label, turn.text) for turn in document_of(text).turns]


def people(text: str) -> list[tuple[str, str]]:
    return [(person.name, person.position) for person in document_of(text).people]


def codes(text: str) -> list[str]:
    return [p.code for p in read(text.encode(), "a.txt").problems if not p.code.startswith("missing-")]


def left(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.kind.value) for each in read(text.encode(), "a.txt").leftovers]


@pytest.mark.parametrize(
    "outlet",
    [
        "封面新闻", "每日经济新闻", "第一财经", "财新", "新京报", "深圳特区报", "中国交通报", "21世纪经济报道",
        "凤凰卫视", "CCTV", "香港中通社", "东湖发布", "《东湖日报》", "人民日报 李四", "新华社（张三）",
        "记者（新华社）", "记者王某", "記者", "网友小草", "市民王女士", "企业代表 张总",
    ],
)  # fmt: skip
def test_an_outlet_or_a_citizen_asks(outlet: str) -> None:
    document = document_of(HEAD + f"李木：\n好。\n{outlet}：\n请问学位够吗？\n王强：\n够。\n")
    assert [(turn.kind.value, turn.label, turn.answers) for turn in document.turns] == [
        ("statement", "李木", None),
        ("question", outlet, None),
        ("answer", "王强", "t2"),
    ]


@pytest.mark.parametrize("label", ["市政府通报", "权威发布", "天气预报", "具体新闻", "年报"])
def test_what_only_ends_like_an_outlet_stays_text(label: str) -> None:
    words = f"{label}：\n学位增加了一万个。"
    assert said(HEAD + f"李木：\n好。\n{words}\n") == [("statement", "李木", f"好。\n{words}")]


def test_an_outlet_that_is_said_to_ask_needs_no_question_mark() -> None:
    assert said(HEAD + "东湖电视台提问：\n学位够不够用。\n李木：\n够。\n") == [
        ("question", "东湖电视台提问", "学位够不够用。"),
        ("answer", "李木", "够。"),
    ]


def test_an_unknown_outlet_that_asks_is_doubted() -> None:
    text = HEAD + "李木：\n好。\n东湖生活圈：\n请问学位够吗？\n"
    assert codes(text) == ["possible-speaker"]
    assert codes(HEAD + "李木：\n好。\n东湖生活圈：请问学位够吗？\n") == ["possible-speaker"]
    assert codes(HEAD + "李木：\n好。\n一是建设方面：\n") == []


@pytest.mark.parametrize(
    ("host", "words"),
    [("大家好。", "谢谢提问，够。"), ("请孙立科长介绍。", "这几年变化大。"), ("由孙立回答。", "变化大。")],
)
def test_somebody_unlisted_who_is_called_or_greets_is_a_speaker_with_a_doubt(host: str, words: str) -> None:
    text = HEAD + f"赵婷：{host}\n记者：请问够吗？\n孙立：{words}\n李木：我补充。\n"
    assert said(text)[2] == ("answer", "孙立", words)
    assert codes(text) == ["unsure-speaker"]


def test_somebody_unlisted_whom_nothing_supports_is_doubted() -> None:
    text = HEAD + "李木：好。\n郑和：不是人。\n"
    assert said(text) == [("statement", "李木", "好。\n郑和：不是人。")]
    assert codes(text) == ["possible-speaker"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "市教育局局长李木、副局长王强，市财政局总会计师孙立",
            [("李木", "市教育局局长"), ("王强", "副局长"), ("孙立", "市财政局总会计师")],
        ),
        (
            "市教育局局长李木，市财政局副局长王强、总会计师孙立",
            [("李木", "市教育局局长"), ("王强", "市财政局副局长"), ("孙立", "总会计师")],
        ),
        ("李木 市教育局局长　王强 市财政局副局长", [("李木", "市教育局局长"), ("王强", "市财政局副局长")]),
        ("市教育局局长李木 市财政局局长王强", [("李木", "市教育局局长"), ("王强", "市财政局局长")]),
        ("李木（局长） 王强（副局长）", [("李木", "局长"), ("王强", "副局长")]),
        ("李木（书记、局长），王强（副局长）", [("李木", "书记、局长"), ("王强", "副局长")]),
        ("李木 局长 王强 副局长", [("李木", "局长"), ("王强", "副局长")]),
        ("李木 市教育局党组书记、局长", [("李木", "市教育局党组书记、局长")]),
        ("李木 安徽省 高级工程师", [("李木", "安徽省 高级工程师")]),
        ("市教育局党组成员、副局长 李木", [("李木", "市教育局党组成员、副局长")]),
        ("市贸促会会长王　强", [("王强", "市贸促会会长")]),
        ("司马　青　市财政局局长", [("司马青", "市财政局局长")]),
        ("市就业中心科长（主任）林晓燕", [("林晓燕", "市就业中心科长（主任）")]),
        ("李木、王强", [("李木", ""), ("王强", "")]),
    ],
)
def test_people_on_one_line_are_told_apart(value: str, expected: list[tuple[str, str]]) -> None:
    assert people(f"东湖市新闻发布会\n发布人：{value}\n图文实录：\n") == expected


def test_a_position_that_nobody_prints_is_asked_for() -> None:
    text = "东湖市新闻发布会\n发布人：李木、王强\n图文实录：\n李木：\n好。\n"
    problem = next(p for p in read(text.encode(), "a.txt").problems if p.code == "missing-position")
    assert problem.message == "没有读出李木、王强的职务，请补上。"


@pytest.mark.parametrize(
    "lead",
    [
        "国务院新闻办公室于2023年3月1日（星期三）上午10时举行新闻发布会，请财政部部长刘坤介绍有关情况，并答记者问。",
        "今天，市政府举行新闻发布会，由财政部部长刘坤介绍情况。",
        "今天，市政府举行新闻发布会，财政部部长刘坤等出席发布会。",
    ],
)
def test_positions_are_read_from_the_lead(lead: str) -> None:
    text = f"东湖市发布\n{lead}\n刘坤：\n大家好。\n"
    assert people(text) == [("刘坤", "财政部部长")]
    assert "people-from-prose" in codes(text)


@pytest.mark.parametrize(
    "words",
    [
        "今天我们邀请到市教育局局长李木先生，请他介绍情况。",
        "出席今天发布会的有市教育局局长李木。",
        "今天的嘉宾分别是市教育局局长李木。",
        "首先有请市教育局局长李木介绍情况。",
        "下面由市教育局局长李木作介绍。",
    ],
)
def test_positions_are_read_from_the_hosts_welcome(words: str) -> None:
    text = f"东湖市新闻发布会\n主持人：{words}\n李木：\n大家好。\n"
    assert people(text) == [("李木", "市教育局局长")]
    assert "people-from-speech" in codes(text)


def test_a_printed_list_is_not_lengthened_by_whom_the_host_calls() -> None:
    text = HEAD + "赵婷：\n请市水务局局长孙立讲话。\n李木：\n好。\n"
    assert [name for name, _ in people(text)] == ["李木", "王强", "赵婷"]


def test_a_host_who_says_who_they_are_is_the_moderator() -> None:
    text = "东湖市新闻发布会\n主持人：\n大家好，我是市委宣传部副部长赵婷。\n李木：\n大家好，我是市教育局局长李木。\n"
    assert [(p.name, p.position, p.role) for p in document_of(text).people] == [
        ("赵婷", "市委宣传部副部长", Role.MODERATOR),
        ("李木", "市教育局局长", Role.SPOKESPERSON),
    ]


def test_one_position_may_be_told_of_two() -> None:
    text = "东湖市发布\n今天，市政府召开发布会，市教育局副局长李木、王强出席发布会。\n李木：\n大家好。\n"
    assert people(text) == [("李木", "市教育局副局长"), ("王强", "市教育局副局长")]


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [("一、", "二、", "三、"), ("1.", "★", "（三）"), ("▲", "◆ ", "■")],
)
def test_fields_may_be_counted_or_pointed_at(first: str, second: str, third: str) -> None:
    document = document_of(
        f"东湖市新闻发布会\n{first}时间：2023年6月15日\n{second}地点：市厅\n{third}发布人：李木 局长\n李木：\n好。\n"
    )
    assert (document.held.start, document.venue) == (date(2023, 6, 15), "市厅")
    assert [(p.name, p.position) for p in document.people] == [("李木", "局长")]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("市教育局局长李木（张三 摄）", "市教育局局长李木", "张三 摄"),
        ("▲市教育局局长李木（张三 摄）", "市教育局局长李木", "张三 摄"),
        ("发布会现场 张三/摄", "发布会现场", "张三/摄"),
        ("发布会现场。（张三 摄）", "发布会现场。", "张三 摄"),
        ("▲发布会现场", "发布会现场", ""),
        ("发布会现场", "发布会现场", ""),
    ],
)
def test_words_under_a_photo_are_its_caption(line: str, caption: str, credit: str) -> None:
    document = document_of(HEAD + f"李木：\n好。\nIMG_1.jpg\n{line}\n好的。\n")
    assert [(photo.caption, photo.credit) for photo in document.photos] == [(caption, credit)]
    assert document.turns[0].text == "好。\n好的。"


def test_the_scene_alone_and_away_from_a_photo_is_speech() -> None:
    assert said(HEAD + "李木：\n好。\n发布会现场\n▲好的\n") == [
        ("statement", "李木", "好。\n发布会现场\n▲好的")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "来源：东湖发布发布时间：2022-07-08",
        "发布时间：2022-07-08 10:00来源：东湖发布字号：大 中 小",
        "2022-07-08来源：东湖发布",
        "发布时间：2022-07-08来源：东湖发布字号：",
        "来源：东湖发布　时间：2022-07-08 17:16",
    ],
)
def test_a_pages_own_line_is_read_without_gaps(line: str) -> None:
    document = document_of(f"东湖市新闻发布会\n{line}\n李木：\n好。\n")
    assert (document.source, document.published_on) == ("东湖发布", date(2022, 7, 8))
    assert (document.held.start, document.held.text) == (None, "")


def test_a_second_tells_a_system_from_a_conference() -> None:
    assert document_of("东湖市新闻发布会\n时间：2021-05-06 17:16:33\n").published_on == date(2021, 5, 6)
    assert document_of("东湖市新闻发布会\n时间：2021-05-06 17:16\n").held.start == datetime(
        2021, 5, 6, 17, 16, tzinfo=CHINA
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("东湖市人民政府新闻办公室", "“强信心”系列新闻发布会", "（第三场）"),
            "“强信心”系列新闻发布会（第三场）",
        ),
        (("新征程 新实践", "——东湖市教育新闻发布会"), "新征程 新实践——东湖市教育新闻发布会"),
    ],
)
def test_a_title_of_several_lines_is_one(lines: tuple[str, ...], title: str) -> None:
    assert document_of("\n".join([*lines, "时间：2022年7月8日", "李木：", "好。"])).title == title


@pytest.mark.parametrize("line", ["（来源：东湖发布）", "来源：东湖发布", "文章来源：东湖发布"])
def test_a_source_below_the_text_is_the_source(line: str) -> None:
    document = document_of(HEAD + f"赵婷：\n再见。\n{line}\n")
    assert (document.source, document.turns[-1].text) == ("东湖发布", "再见。")


def test_a_second_source_below_the_text_is_left_over() -> None:
    text = HEAD.replace("\n", "\n来源：东湖市政府\n", 1) + "赵婷：\n再见。\n来源：东湖发布\n"
    assert document_of(text).source == "东湖市政府"
    assert left(text) == [("来源：东湖发布", "furniture")]


@pytest.mark.parametrize(
    "line",
    [
        "附件：1.通知.docx", "文字：张三 摄影：李四", "（完）", "-END-", "（本文为速记稿，未经本人审阅）",
        "编辑｜张三", "网站地图 | 联系我们", "浏览次数：12",
    ],
)  # fmt: skip
def test_what_stands_below_the_text_is_no_speech(line: str) -> None:
    text = HEAD + f"赵婷：\n再见。\n{line}\n"
    assert said(text) == [("statement", "赵婷", "再见。")]
    assert left(text) == [(line, "furniture")]


def test_headlines_of_other_pages_open_no_turn() -> None:
    text = HEAD + "赵婷：\n再见。\n【打印】【关闭】\n相关新闻\n李木：奋力推进教育强市\n"
    assert said(text) == [("statement", "赵婷", "再见。")]
    assert left(text)[-1] == ("李木：奋力推进教育强市", "unplaced")


@pytest.mark.parametrize("host", ["赵婷　副部长", "市委宣传部副部长赵婷"])
def test_prose_below_the_list_is_not_the_last_ones_speech(host: str) -> None:
    told = "今天上午，市政府新闻办举行新闻发布会，介绍情况。"
    text = f"东湖市新闻发布会\n发布人：李木　市教育局局长\n主持人：{host}\n{told}\n赵婷：\n大家好。\n"
    assert said(text) == [("narration", "", told), ("statement", "赵婷", "大家好。")]


@pytest.mark.parametrize(
    "words", ["大家好。", "你好。", "请坐。", "欢迎大家。", "同志们：\n上午好。", "各位网友\n上午好。"]
)
def test_the_host_may_begin_with_a_word_or_two(words: str) -> None:
    assert said(f"东湖市新闻发布会\n来源：某网\n主持人：\n{words}\n")[0] == ("statement", "主持人", words)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "出席人员：\n姓名\t单位\t职务\n李木\t市民政局\t局长\n王强\t市财政局\t副局长\n",
            [("李木", "市民政局局长"), ("王强", "市财政局副局长")],
        ),
        (
            "序号\t姓名\t职务\n1\t李木\t市教育局局长\n2\t王强\t市财政局局长\n主持人：赵婷\n",
            [("李木", "市教育局局长"), ("王强", "市财政局局长"), ("赵婷", "")],
        ),
        ("姓名\t职务\n李木\t市教育局局长\n说明\t以上为发布人，请注意。\n", [("李木", "市教育局局长")]),
    ],
)
def test_a_table_of_people_is_the_list(table: str, expected: list[tuple[str, str]]) -> None:
    assert people(f"东湖市新闻发布会\n{table}图文实录：\n李木：\n好。\n") == expected


@pytest.mark.parametrize(
    ("lead", "first", "second"),
    [
        ("东湖市水务局局长周文答记者问", "1.问：背景是什么？", "2.问：何时？"),
        ("近日，东湖市水务局局长周文就供水回答了记者的提问。", "一、问：背景是什么？", "二、问：何时？"),
        ("记者近日采访了东湖市水务局局长周文。", "一、背景是什么？", "二、何时？"),
    ],
)
def test_an_interview_in_writing_has_its_questions(lead: str, first: str, second: str) -> None:
    document = document_of(f"东湖市供水新闻\n{lead}\n{first}\n答：很好。\n{second}\n答：明年。\n")
    turns = [turn for turn in document.turns if turn.kind.value != "narration"]
    assert [(turn.kind.value, turn.answers is not None) for turn in turns] == [
        ("question", False), ("answer", True), ("question", False), ("answer", True),
    ]  # fmt: skip
    assert {turn.speaker for turn in turns[1::2]} == {"p1"}
    assert document.people[0].name == "周文"


def test_an_office_answers_right_after_a_question_only() -> None:
    text = (
        HEAD
        + "李木：好。\n市教育局：负责学位。\n记者：请问够吗？\n市教育局：够的。\n记者：还有呢？\n市财政局有关负责人：有的。\n"
    )
    assert said(text) == [
        ("statement", "李木", "好。\n市教育局：负责学位。"),
        ("question", "记者", "请问够吗？"),
        ("answer", "市教育局", "够的。"),
        ("question", "记者", "还有呢？"),
        ("answer", "市财政局有关负责人", "有的。"),
    ]
    assert codes(text) == ["unknown-speaker", "unknown-speaker"]


def test_a_name_with_its_title_behind_it_is_a_person() -> None:
    text = "东湖市新闻发布会\n李木局长：\n大家好。\n记者：够吗？\n王强同志：\n够。\n"
    assert [turn.speaker for turn in document_of(text).turns] == ["p1", None, "p2"]
    assert people(text) == [("李木", ""), ("王强", "")]


def test_role_words_may_be_spaced_out_below_the_head() -> None:
    text = HEAD + "主 持 人：\n大家好。\n发 布 人：\n好。\n"
    assert [(turn.label, turn.speaker) for turn in document_of(text).turns] == [
        ("主 持 人", "p3"),
        ("发 布 人", None),
    ]


def test_a_host_who_alone_asks_interviews() -> None:
    text = (
        HEAD
        + "赵婷：李局长，学位够吗？\n李木：够。\n赵婷：那明年呢？\n李木：也够。\n赵婷：好的。\n李木：谢谢。\n"
    )
    assert [(turn.kind.value, turn.answers) for turn in document_of(text).turns] == [
        ("question", None), ("answer", "t1"), ("question", None), ("answer", "t3"),
        ("statement", None), ("answer", "t3"),
    ]  # fmt: skip


def test_a_citizen_beside_an_interviewing_host_asks_for_one_question() -> None:
    text = HEAD + (
        "赵婷：学位够吗？\n李木：够。\n网友小王：请问路修好吗？\n李木：快了。\n赵婷：那钱呢？\n王强：够。\n"
    )
    assert [(turn.kind.value, turn.answers) for turn in document_of(text).turns] == [
        ("question", None), ("answer", "t1"), ("question", None), ("answer", "t3"),
        ("question", None), ("answer", "t5"),
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["下面请李局长介绍，好吗？", "请问哪位记者先提问？", "还有没有问题？"])
def test_a_courtesy_of_the_host_is_no_question(words: str) -> None:
    text = HEAD + f"赵婷：{words}\n李木：好。\n赵婷：{words}\n王强：好。\n"
    assert {turn.kind.value for turn in document_of(text).turns} == {"statement"}
    asked = document_of(
        HEAD + "赵婷：还要等吗？\n李木：不要。\n记者：有，够吗？\n李木：够。\n赵婷：真的？\n李木：真的。\n"
    )
    assert asked.turns[0].kind.value == "statement"


def test_places_are_nobody() -> None:
    words = "主要有：\n江北区：\n建了三所。\n余杭区：\n建了四所，很好。"
    text = HEAD + f"李木：\n{words}\n"
    assert said(text) == [("statement", "李木", words)]
    assert codes(text) == []


def test_a_space_may_stand_for_the_colon_of_somebody_listed() -> None:
    text = (
        HEAD
        + "图文实录：\n赵婷　女士们、先生们，大家好！\n李木　大家好！\n赵婷 10:09:01\n谢谢大家。\n李木 市教育局局长\n"
    )
    document = document_of(text)
    assert [(turn.label, turn.time, turn.text) for turn in document.turns] == [
        ("赵婷", "", "女士们、先生们，大家好！"),
        ("李木", "", "大家好！"),
        ("赵婷", "10:09:01", "谢谢大家。\n李木 市教育局局长"),
    ]


def test_a_date_alone_above_the_first_speaker_is_the_pages() -> None:
    document = document_of("东湖市教育新闻发布会\n2023-06-15 15:00\n李木：\n大家好。\n")
    assert (document.published_on, document.turns[0].time) == (date(2023, 6, 15), "")
    live = document_of(
        "东湖市教育新闻发布会\n2023-06-15 15:00\n李木：\n好。\n2023-06-15 15:01\n李木：\n好。\n"
    )
    assert [turn.time for turn in live.turns] == ["2023-06-15 15:00", "2023-06-15 15:01"]


def test_whoever_speaks_is_a_spokesperson_where_the_list_names_none() -> None:
    text = "东湖市发布会\n出席人员：李木 市教育局局长；王强 处长\n主持人：赵婷 副部长\n赵婷：\n大家好。\n李木：\n我说。\n"
    assert [person.role for person in document_of(text).people] == [
        Role.SPOKESPERSON,
        Role.ATTENDEE,
        Role.MODERATOR,
    ]


def test_a_greeting_before_the_first_label_is_kept_with_what_follows() -> None:
    text = "东湖市教育新闻发布会\n各位记者朋友、同志们：\n今天我们举行发布会。\n李木：\n大家好。\n"
    assert said(text)[0] == ("narration", "", "各位记者朋友、同志们：\n今天我们举行发布会。")


@pytest.mark.parametrize(
    ("printed", "hour"),
    [
        ("5月6日（星期四）上午10时", 10),
        ("2021年5月6日（本周四）上午10:00", 10),
        ("2021年5月6日（四）上午10点", 10),
        ("2021年5月6日（农历三月廿五）上午10时", 10),
        ("2021年5月6日（星期四）（农历三月廿五）上午10时", 10),
        ("2021年5月6日北京时间10时", 10),
        ("2021年5月6日下午两点", 14),
    ],
)
def test_the_hour_is_read_behind_whatever_stands_before_it(printed: str, hour: int) -> None:
    # Published in December: the weekday proves that May of the same year is meant.
    document = document_of(f"东湖市教育新闻发布会\n发布时间：2021-12-13\n时间：{printed}\n李木：\n好。\n")
    assert document.held.start == datetime(2021, 5, 6, hour, tzinfo=CHINA)
    assert document.held.text == printed


@pytest.mark.parametrize(
    "label",
    ["▲李木", "●李木", "李木（主持人）", "市教育局局长李木回答", "李木（局长）答", "（李木）"],
)
def test_a_label_may_be_decorated(label: str) -> None:
    document = document_of(HEAD + f"记者：\n请问够吗？\n{label}：\n够了，好的。\n")
    assert [(turn.speaker, turn.answers) for turn in document.turns] == [(None, None), ("p1", "t1")]


@pytest.mark.parametrize("label", ["主持人·赵婷", "主持人/赵婷", "赵婷（主持人）"])
def test_a_role_word_is_no_part_of_a_name(label: str) -> None:
    text = f"东湖市新闻发布会\n{label}：\n大家好。\n李木：\n大家好，我来介绍。\n"
    assert [(p.name, p.position, p.role) for p in document_of(text).people] == [
        ("赵婷", "", Role.MODERATOR),
        ("李木", "", Role.SPOKESPERSON),
    ]


def test_two_fields_may_be_parted_by_a_comma() -> None:
    text = "东湖市新闻发布会\n发布人：李木 局长，主持人：赵婷 副部长\n参会嘉宾：王强 处长\n李木：\n好。\n"
    assert [(p.name, p.role) for p in document_of(text).people] == [
        ("李木", Role.SPOKESPERSON),
        ("赵婷", Role.MODERATOR),
        ("王强", Role.SPOKESPERSON),
    ]


def test_a_name_below_a_time_is_a_speaker() -> None:
    text = (
        "东湖市新闻发布会\n图文实录：\n15:01:37\n李木\n大家好，我来介绍。\n15:02:10\n王强\n谢谢，我补充。\n"
    )
    assert [(turn.label, turn.time) for turn in document_of(text).turns] == [
        ("李木", "15:01:37"),
        ("王强", "15:02:10"),
    ]


@pytest.mark.parametrize(
    "figures",
    [
        "100 200 300 400 500 600 700 800 万元",
        "4200001234567890 4200001234567891（账号）",
        "2019 2020 2021 2022 2023 2024 2025 2026年",
        f"{'1' * 60}。",
        f"图为{'/' * 190}",
    ],
)
def test_a_line_of_figures_is_read_at_once(figures: str) -> None:
    # Cut in every way there is, it took longer than anybody waits.
    assert said(HEAD + f"李木：\n好。\n{figures}\n")[0][1] == "李木"


def test_many_unlisted_labels_are_refused_at_once() -> None:
    names = "".join(f"王{chr(0x4E00 + n)}{chr(0x5E00 + n)}：好的。\n" for n in range(1200))
    with pytest.raises(TranscriptError, match="人员超过 1000 人"):
        read(f"东湖市新闻发布会\n图文实录：\n{names}".encode(), "a.txt")


@pytest.mark.parametrize(
    "byline",
    [
        "东湖融媒记者 张三",
        "本报记者 张三 通讯员 李四",
        "2024-05-06 16:00 东湖日报 记者 张三",
        "记者 张三",
        "点击蓝字关注我们",
    ],
)
def test_who_wrote_the_page_asks_nothing(byline: str) -> None:
    lead = "5月6日，市政府召开新闻发布会，市教育局局长李木出席。"
    text = f"东湖市举行发布会\n{byline}\n{lead}\n李木：大家好。\n"
    assert said(text) == [("narration", "", lead), ("statement", "李木", "大家好。")]
    assert left(text) == [(byline, "furniture")]


@pytest.mark.parametrize("agency", ["东湖日报讯（记者 张三）", "新华社东湖5月6日电（记者 张三）"])
def test_a_reporter_in_brackets_asks_nothing(agency: str) -> None:
    text = f"东湖市举行发布会\n{agency}5月6日，市政府召开新闻发布会，市教育局局长李木出席。\n李木：大家好。\n"
    assert [(kind, label) for kind, label, _ in said(text)] == [("narration", ""), ("statement", "李木")]


@pytest.mark.parametrize(
    "credit",
    [
        "记者：张三",
        "东湖日报记者：张三",
        "摄影记者：张三 李四",
        "撰稿：张三",
        "文字：张三",
        "主编：张三",
        "素材来源：东湖发布",
        "点赞在看",
    ],
)
def test_credits_below_the_text_are_furniture(credit: str) -> None:
    text = HEAD + f"李木：好。\n{credit}\n"
    assert said(text) == [("statement", "李木", "好。")]
    assert left(text) == [(credit, "furniture")]


@pytest.mark.parametrize("line", ["来源丨东湖日报", "（来源：东湖日报 作者：张三）"])
def test_a_source_may_be_parted_by_a_bar_or_stand_beside_an_author(line: str) -> None:
    assert document_of(HEAD + f"李木：好。\n{line}\n").source == "东湖日报"


def test_money_has_a_source_too() -> None:
    words = "资金有保障。\n来源：中央财政\n投入三亿元。"
    text = HEAD + f"李木：{words}\n王强：我补充。\n"
    assert said(text) == [("statement", "李木", words), ("statement", "王强", "我补充。")]
    assert document_of(text).source == ""


@pytest.mark.parametrize(
    "title",
    ["外交部举行例行记者会", "市教育局局长李木就中考改革答东湖日报记者问", "市长李木会见中外记者", "来了！东湖市“双减”政策新闻发布会",
     "中考怎么改？东湖市召开新闻发布会回应"],
)  # fmt: skip
def test_a_title_may_speak_of_reporters_and_exclaim(title: str) -> None:
    document = document_of(f"{title}\n时间：2024年5月6日\n李木：大家好。\n")
    assert (document.title, len(document.turns)) == (title, 1)


@pytest.mark.parametrize(
    "words",
    [
        "现在进入记者提问环节",
        "局领导回应记者关切\n我们说。",
        "央视记者走基层\n播出后，好。",
        "所有记者：请遵守纪律。",
        "专家提醒：少聚集。",
        "专家门诊：周一。",
        "成员单位有：教育局。",
        "局长信箱：每天看。",
        "医生和护士：辛苦了。",
        "干部包户：三户。",
        "市民反映：学位为什么不够？我们马上核查。",
        "企业代表认为：什么都好？",
        "网友留言：如何办？",
        "网友小草：够吗？\n市民王女士：好吗？\n我们都办结了。",
        "省教育厅发布：如何落实，各地有方案。",
        "手抄报：如何画？",
        "企业负责人：签订责任书。\n现场工作人员：佩戴标识。",
        "孩子放学谁来接？",
        "网友小草：\n这样很好。",
    ],
)
def test_what_an_official_tells_is_nobody_elses(words: str) -> None:
    text = HEAD + f"李木：好。\n{words}\n王强：我补充。\n"
    assert said(text) == [("statement", "李木", f"好。\n{words}"), ("statement", "王强", "我补充。")]


@pytest.mark.parametrize("heading", ["答记者问", "三、答记者问", "记者提问", "媒体提问", "提问环节"])
def test_a_heading_above_the_first_question_is_no_turn(heading: str) -> None:
    text = HEAD + f"李木：好。\n{heading}\n东湖日报记者：请问？\n李木：好。\n"
    assert [(kind, label) for kind, label, _ in said(text)] == [
        ("statement", "李木"),
        ("question", "东湖日报记者"),
        ("answer", "李木"),
    ]


@pytest.mark.parametrize(
    "outlet", ["中国青年报", "路透社", "荆楚网", "大众网·海报新闻", "总台国广", "新华每日电讯", "云上东湖"]
)
def test_more_outlets_ask(outlet: str) -> None:
    assert said(HEAD + f"李木：\n好。\n{outlet}：\n请问够吗？\n王强：\n够。\n")[1] == (
        "question",
        outlet,
        "请问够吗？",
    )


def test_an_office_within_a_question_does_not_answer() -> None:
    text = HEAD + "东湖日报记者：两个问题。\n第一，问市教育局：学位够吗？\n李木：好。\n"
    assert [(kind, label) for kind, label, _ in said(text)] == [
        ("question", "东湖日报记者"),
        ("answer", "李木"),
    ]


def test_whoever_alone_answers_is_no_host() -> None:
    text = "东湖市发布会\n李木：大家好，欢迎出席今天的发布会。\n东湖日报记者：请问？\n李木：好。\n"
    document = document_of(text)
    assert (document.people[0].role, document.turns[2].answers) == (Role.SPOKESPERSON, "t2")


def test_a_name_between_a_photo_and_a_label_is_a_caption() -> None:
    document = document_of(HEAD + "李木：好。\n2.jpg\n市财政局副局长王强\n王强：我补充，谢谢。\n")
    assert [(photo.caption, photo.credit) for photo in document.photos] == [("市财政局副局长王强", "")]
    assert [turn.label for turn in document.turns] == ["李木", "王强"]


@pytest.mark.parametrize("key", ["发布会时间：2024-05-06 15:00:00", "时间：2024-05-06 15:00:00"])
def test_a_whole_minute_may_be_a_conferences(key: str) -> None:
    document = document_of(f"东湖市发布会\n{key}\n发布时间：2024-05-07 09:00:00\n李木：好。\n")
    assert document.held.start == datetime(2024, 5, 6, 15, tzinfo=CHINA)
    assert document.published_on == date(2024, 5, 7)


def test_a_bar_is_no_part_of_the_source() -> None:
    assert document_of("东湖市发布会\n来源：新华社 | 2024-05-10\n李木：好。\n").source == "新华社"


def test_a_bare_name_right_above_another_label_does_not_speak() -> None:
    text = "东湖市新闻发布会\n发布人：李木 市水务局局长\n主持人：王禾\n李木\n王禾：大家好。\n李木：谢谢。\n"
    assert said(text) == [("statement", "王禾", "大家好。"), ("statement", "李木", "谢谢。")]
    assert people(text) == [("李木", "市水务局局长"), ("王禾", "")]
