"""Each word of the checks' lists does what it stands there for, and each bound holds at its edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from releases.document import Document, Held, Kind, Person, Photo, Turn
from releases.preflight import (
    dialogue,
    figures,
    links,
    marks,
    pairs,
    personal,
    pictures,
    required,
    residue,
    rollcall,
    timing,
)
from releases.preflight.starter import STARTER
from releases.preflight.texts import excerpt
from releases.preflight.texts import texts as texts_of
from tests.preflight.making import CONTEXT, TODAY, found, said, saying
from tests.preflight.test_personal import IDENTITY, luhn

ROADS = ("路", "街", "巷", "弄", "大道", "小区", "花园", "公寓", "苑", "村", "里")
HOUSES = ("号楼", "号", "栋", "幢", "座")
OFFICES = (
    "中心", "大厦", "大楼", "大厅", "政府", "机关", "办公楼", "公司", "研发园", "科技园", "产业园", "创业园", "医院", "学院",
)  # fmt: skip
PAGE = (
    "字体：[", "字号: 【", "【关闭】", "【打印】", "【返回】", "打印本页", "返回顶部", "上一篇：", "下一条:", "责任编辑：",
    "点击次数：", "点击数：", "您当前位置：", "您现在所在位置：", "当前位置：", "点击蓝字关注", "往期推荐", "往期回顾",
)  # fmt: skip
ENTITIES = ("nbsp", "amp", "lt", "gt", "quot", "ldquo", "rdquo", "mdash", "hellip", "middot", "#8220")
TAGS = ("p", "br", "div", "span", "a", "b", "strong", "img", "td", "tr", "table", "font", "o:p")
PROGRAM = (
    "错误!未找到引用源", "错误！ 未定义书签", 'HYPERLINK "', "MERGEFIELD", "PAGEREF", "_Toc123456", "mso-a", "Evaluation Only",
)  # fmt: skip
SHARES = (
    "占", "占比", "占全市的", "占总数", "比例", "比重", "覆盖率", "达标率", "合格率", "满意率", "满意度", "普及率", "入学率",
    "就业率", "参保率", "达标", "满意",
)  # fmt: skip
OPEN = ("等", "以上", "余", "多", "约", "近", "超", "左右", "不含", "另")
COMPARED = (
    "由", "从", "去年", "前年", "上年", "同期", "以前", "过去", "原来", "提高", "降低", "下降", "上升", "增长", "增加", "减少",
    "每", "第", "其中", "新增", "5年",
)  # fmt: skip
VERBS = (
    "达", "达到", "为", "是", "有", "共", "约", "近", "超", "超过", "仅", "降至", "升至", "增至", "提高到", "下降到", "增加到", "减少到",
)  # fmt: skip
TWICE = (
    "研究", "讨论", "考虑", "商量", "了解", "锻炼", "很多", "非常", "许多", "仔细", "好好", "体验", "感受", "尝试", "交流",
    "探讨", "学习", "休息", "参观", "宣传", "检查", "沟通", "天天", "人人", "年年", "慢慢", "多多", "特别", "十分", "一件",
    "想想", "看看", "说说", "谈谈", "听听", "走走", "坐坐", "问问", "试试", "讲讲", "议议",
)  # fmt: skip


def texts(words: list[tuple[str, str, str, str]]) -> list[str]:
    return [text for _, _, text, _ in words]


@pytest.mark.parametrize("road", ROADS)
@pytest.mark.parametrize("house", HOUSES)
def test_an_address_is_a_road_a_house_and_a_room(road: str, house: str) -> None:
    assert texts(said(personal.check, f"和平{road}12{house}502室。")) == [f"和平{road}12{house}502室"]
    for mark in "，。；、！？ ":
        assert said(personal.check, f"和平{road}12{house}{mark}502室。") == []
    assert said(personal.check, f"和平12{house}502室。") == []


@pytest.mark.parametrize("office", OFFICES)
def test_an_office_is_no_home(office: str) -> None:
    assert said(personal.check, f"和平路12号{office}502室。") == []
    for home in ("家属院", "宿舍"):
        words = f"和平路12号{office}{home}502室"
        assert texts(said(personal.check, words)) == [words]


@pytest.mark.parametrize(
    "words",
    ["和平路8号1234567室。", "和平路8号3栋502室内装修。", "和平路8号3栋502室外活动。", "和平路8号1室。"],
)
def test_other_rooms_are_no_home(words: str) -> None:
    assert said(personal.check, words) == []


def test_only_what_is_said_may_tell_a_home() -> None:
    document = replace(saying("好。"), venue="和平路12号3栋502室")
    assert found(personal.check, document) == []


@pytest.mark.parametrize(
    "unit", ["元", "万元", "万吨", "万千瓦", "万立方米", "万平方米", "亿", "吨", "千瓦", "立方米", "平方米"]
)
def test_an_amount_is_no_mobile(unit: str) -> None:
    assert said(personal.check, f"共13812341234{unit}，共13812341234 {unit}。") == []


@pytest.mark.parametrize("number", [f"1{IDENTITY}", f"{IDENTITY}A", f"{IDENTITY}1"])
def test_an_identity_number_stands_alone(number: str) -> None:
    assert said(personal.check, number) == []


@pytest.mark.parametrize("number", ["A13812341234", "0.13812341234", "13812341234A", "113812341234"])
def test_a_mobile_stands_alone(number: str) -> None:
    assert said(personal.check, number) == []


def test_a_card_stands_alone() -> None:
    card = luhn("622202020011223")
    for number in (f"A{card}", f"{card}A", f"0.{card}"):
        assert said(personal.check, number) == []


@pytest.mark.parametrize(("length", "is_one"), [(14, False), (15, True), (19, True), (20, False)])
def test_a_card_has_fifteen_to_nineteen_digits(length: int, is_one: bool) -> None:  # noqa: FBT001
    card = luhn("62220202001122334455"[: length - 1])
    assert texts(said(personal.check, card)) == [card] * is_one


@pytest.mark.parametrize("words", PAGE)
def test_a_pages_words_are_residue(words: str) -> None:
    assert texts(said(residue.check, f"甲{words}乙")) == [words]


@pytest.mark.parametrize("then", ["打开", "查看", "浏览", "阅读", "看", "上打开"])
def test_the_line_below_a_code_is_residue(then: str) -> None:
    assert texts(said(residue.check, f"甲扫一扫在手机{then}")) == ["扫一扫在手机"]
    assert said(residue.check, "甲扫一扫在手机登记") == []


@pytest.mark.parametrize(
    "words", [f"&{each};" for each in ENTITIES] + [f"<{each} x>" for each in TAGS] + ["</p>"]
)
def test_markup_is_residue(words: str) -> None:
    assert texts(said(residue.check, f"甲{words}乙")) == [words]


@pytest.mark.parametrize("words", ["&abc;", "&nbsp", "&#1;", "<pp>", "<x>", "<blockquote>"])
def test_what_is_no_known_markup_stays(words: str) -> None:
    assert said(residue.check, words) == []


@pytest.mark.parametrize("words", PROGRAM)
def test_what_a_program_left_is_residue(words: str) -> None:
    assert texts(said(residue.check, f"甲{words}乙")) == [words]


@pytest.mark.parametrize("share", SHARES)
def test_a_share_is_at_most_the_whole(share: str) -> None:
    for verb in ("", "约", "达到", "为", "近", "超过", "是"):
        assert texts(said(figures.check, f"{share}{verb}100.1%。")) == ["100.1%"]
        assert said(figures.check, f"{share}{verb}100%。") == []
    assert said(figures.check, f"{share}稳定，增长120%。") == []


@pytest.mark.parametrize("word", OPEN)
def test_a_total_that_says_it_is_open_is_fine(word: str) -> None:
    assert said(figures.check, f"{word}：共有学校20所，其中公办12所，民办9所。") == []


@pytest.mark.parametrize(
    "total", ["共", "共有", "总计", "合计", "一共", "总数", "总数为", "累计", "累计有", "现有"]
)
def test_a_total_is_what_is_said_to_be_one(total: str) -> None:
    assert texts(said(figures.check, f"{total}20所，其中公办12所，民办9所。")) == ["20所"]


@pytest.mark.parametrize(
    "words",
    [
        "共有学校20所里其中公办12所，民办9所。",
        "共有学校20所，公办12所，民办9所。",
        "有学校20所，其中公办12所，民办9所。",
    ],
)
def test_parts_are_parts_only_where_that_is_said(words: str) -> None:
    assert said(figures.check, words) == []


def test_parts_that_make_nine_tenths_should_make_the_whole() -> None:
    assert [each[1] for each in said(figures.check, "共有20所，其中公办12所，民办6所。")] == ["amber"]
    assert [each[1] for each in said(figures.check, "共有20所，其中公办12所，民办5所。")] == ["note"]


@pytest.mark.parametrize("word", COMPARED)
def test_a_value_of_another_time_does_not_differ(word: str) -> None:
    assert said(figures.check, "城区学位总量500个。", f"{word}城区学位总量400个。") == []
    assert texts(said(figures.check, "城区学位总量500个。", "城区学位总量400个。")) == ["400个"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_no_part_of_what_is_counted(verb: str) -> None:
    # 提高 and its like compare, unless the same words stood there before.
    words = said(figures.check, "城区学位总量500个。", f"城区学位总量{verb}400个。")
    compares = verb.startswith(("提高", "下降", "增加", "减少"))
    assert texts(words) == ([] if compares else ["400个"])


def test_what_is_counted_has_a_name_of_four() -> None:
    assert said(figures.check, "出勤率达到98分。", "出勤率达到97分。") == []
    assert texts(said(figures.check, "就业质量达到98分。", "就业质量达到97分。")) == ["97分"]


@pytest.mark.parametrize("word", TWICE)
def test_a_verb_said_twice_is_fine(word: str) -> None:
    assert said(marks.check, f"大家{word}{word}。") == []


@pytest.mark.parametrize("mark", "，。、；：")
def test_a_mark_stands_once(mark: str) -> None:
    assert said(marks.check, f"甲{mark}{mark}乙") == [("doubled-mark", "amber", mark * 2, mark)]
    assert said(marks.check, f"甲{mark}乙") == []


@pytest.mark.parametrize(("half", "full"), [(",", "，"), (";", "；"), (":", "："), ("?", "？"), ("!", "！")])
def test_a_half_width_mark_has_its_full_one(half: str, full: str) -> None:
    assert said(marks.check, f"甲{half}乙") == [("half-width-mark", "note", half, full)]
    assert said(marks.check, f"100%{half}好") == [("half-width-mark", "note", half, full)]


@pytest.mark.parametrize("words", ["比例:3", "甲,abc", "网址:/a", "PCR,即", "9:三", "100%,a", "a,b"])
def test_a_half_width_mark_beside_latin_is_fine(words: str) -> None:
    assert said(marks.check, words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # The last paragraph has none behind it.
        (("“甲。",), ["“"]),
        (("（甲。", "“乙。”"), ["（"]),
        (("他说：（甲。", "“乙。”"), ["（"]),
        (("甲“乙。", "“丙。”"), ["“"]),
        (("他说：“甲。", "“乙。”"), []),
        (("他说：“甲。", "乙。”"), ["“", "”"]),
        (("“甲。", "“乙。", "“丙。”"), []),
        (("‘it’s 好’。",), []),
        (("‘App’ 好。",), []),
        (("他说‘App’",), []),
        (("他说好.’",), ["’"]),
    ],
)
def test_quotations_open_and_close(words: tuple[str, ...], expected: list[str]) -> None:
    assert texts(said(pairs.check, *words)) == expected


@pytest.mark.parametrize(
    "pair", ["“”", "‘’", "《》", "〈〉", "（）", "()", "【】", "[]", "「」", "『』", "〔〕"]
)
def test_each_pair_has_two_sides(pair: str) -> None:
    assert said(pairs.check, f"甲{pair[0]}乙{pair[1]}丙") == []
    assert texts(said(pairs.check, f"甲{pair[0]}乙")) == [pair[0]]
    assert texts(said(pairs.check, f"乙{pair[1]}丙")) == [pair[1]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("http://a.gov.cn/b_(c)，", ["http://a.gov.cn/b_(c)"]),
        ("http://a.gov.cn/b)c，", ["http://a.gov.cn/b)c"]),
        ("http://a.gov.cn/b))，", ["http://a.gov.cn/b"]),
        ("http://a.gov.cn/a,http://b.gov.cn/b", ["http://a.gov.cn/a", "http://b.gov.cn/b"]),
        ("http://a.gov.cn/a,b;c", ["http://a.gov.cn/a,b;c"]),
        ("abcD:\\a", []),
        ("在D:\\a", ["D:\\a"]),
    ],
)
def test_a_link_ends_where_it_ends(words: str, expected: list[str]) -> None:
    assert texts(said(links.check, words)) == expected


@pytest.mark.parametrize("host", ["oa.local", "oa.lan", "oa.intranet", "oa.internal", "oa"])
def test_a_host_of_an_office_is_inside(host: str) -> None:
    assert said(links.check, f"https://{host}/a") == [("link-inside", "red", f"https://{host}/a", "")]


@pytest.mark.parametrize("name", ["市民中心开放日.jpg", "发布会.现场.png", "", "现场"])
def test_a_file_with_a_name_needs_no_caption(name: str) -> None:
    photo = Photo("f1", name, "", "三人坐在台上", "", "a" * 64, 1600, 900)
    assert found(pictures.check, replace(saying("好。"), photos=(photo,))) == []


@pytest.mark.parametrize(
    "name",
    [
        "IMG_0001.jpg",
        "DSC00412.JPG",
        "9M0A9576.jpg",
        "微信图片_20230330182741.jpg",
        "mmexport1680000000000.png",
    ],
)
def test_a_file_that_a_camera_named_wants_a_caption(name: str) -> None:
    photo = Photo("f1", name, "", "三人坐在台上", "", "a" * 64, 1600, 900)
    assert found(pictures.check, replace(saying("好。"), photos=(photo,))) == [
        ("camera-file", "note", name, "")
    ]


def test_a_venue_is_only_noted() -> None:
    assert found(required.check, replace(saying("好。"), venue=" ")) == [("no-venue", "note", "", "")]


def test_questions_and_answers_are_amber() -> None:
    question, answer = Turn("t1", Kind.QUESTION), Turn("t2", Kind.ANSWER, answers="t1")
    for turns in ((question,), (replace(answer, answers=None),), (answer, question)):
        (finding,) = dialogue.check(replace(saying(), turns=turns), CONTEXT)
        assert finding.severity.value == "amber"


def test_the_starter_list_is_that_of_the_inspections() -> None:
    assert [(wrong, right) for wrong, right, _ in STARTER] == [
        ("共合国", "共和国"),
        ("中国入民", "中国人民"),
        ("扫黑险恶", "扫黑除恶"),
        ("烈土", "烈士"),
        ("攻府", "政府"),
        ("拔款", "拨款"),
        ("关健", "关键"),
        ("负贵", "负责"),
        ("秸杆", "秸秆"),
        ("登陆系统", "登录系统"),
        ("党十九大", "党的十九大"),
    ]


@pytest.mark.parametrize("period", ["凌晨", "清晨", "早上", "上午", "中午", "下午", "傍晚", "晚上", "晚"])
def test_no_period_goes_with_a_24_hour_clock(period: str) -> None:
    late = period in ("下午", "傍晚", "晚上", "晚")
    for hour in range(13, 25):
        better = f"{period}{hour - 12}时" if late and hour != 24 else ""
        assert said(timing.check, f"{period}{hour}时。") == [
            ("period-and-24-hours", "amber", f"{period}{hour}时", better)
        ]
    for other in (f"{period}12时", f"{period}25时", f"{period}，16时", f"{period}3时"):
        assert said(timing.check, other) == []


def test_an_announcement_is_published_before_its_day() -> None:
    ahead = replace(saying(), held=Held(TODAY, "今天"), published_on=date(2026, 11, 20))
    assert found(timing.check, replace(ahead, turns=())) == []
    assert found(timing.check, ahead) == [("published-before-held", "red", "", "")]
    assert found(timing.check, replace(ahead, held=Held())) == []


def test_a_year_that_is_printed_counts() -> None:
    assert said(timing.check, "2024年2月29日至2026年2月29日。") == [
        ("impossible-date", "red", "2026年2月29日", "")
    ]
    (finding,) = timing.check(saying("2026年4月31日。"), CONTEXT)
    assert finding.message == "“2026年4月31日”：2026年4月31日不存在，请核对日期。"


def test_a_missing_year_is_that_of_the_page() -> None:
    # A Saturday, a Sunday and a Monday in 2025, 2026 and 2027.
    words = "3月29日（星期四）"
    dated = replace(saying(words), held=Held(), published_on=date(2026, 3, 30))
    assert found(timing.check, dated) == [("weekday-differs", "amber", words, "")]
    assert found(timing.check, replace(dated, published_on=None)) == []
    printed = replace(saying(), held=Held(date(2026, 3, 29), words))
    assert found(timing.check, printed) == [("weekday-differs", "amber", words, "")]


def test_who_is_not_listed_is_named_as_printed_or_by_the_turn() -> None:
    turns = (Turn("t1", Kind.STATEMENT, None, "李局长"), Turn("t2", Kind.STATEMENT))
    assert [each.message for each in rollcall.check(replace(saying(), turns=turns), CONTEXT)] == [
        "发言 t1 没有对应名单中的人（显示为“李局长”），请选定发言人。",
        "发言 t2 没有对应名单中的人（显示为“t2”），请选定发言人。",
    ]


def test_a_position_that_nobody_wrote_differs_from_none() -> None:
    unknown = replace(CONTEXT, names=frozenset({"李木"}), positions={"李木": ("", None)})
    assert found(rollcall.check, saying("好。"), unknown) == []
    known = replace(unknown, positions={"李木": ("局长", None)})
    unprinted = replace(saying("好。"), people=(Person("p1", "李木"),))
    assert found(rollcall.check, unprinted, known) == []


def test_texts_leave_out_what_is_not_written() -> None:
    person, turn = Person("p1", "李木"), Turn("t1", Kind.NARRATION)
    bare = Document(people=(person,), turns=(turn,), photos=(Photo("f1", "a.jpg"),))
    assert [(each.place, each.words) for each in texts_of(bare)] == [("people.p1.name", "李木")]


def test_an_excerpt_is_whole_where_nothing_is_cut() -> None:
    assert excerpt("一二三四五", 2, 3, around=2) == "一二三四五"
    assert excerpt("一二三四五六", 2, 3, around=2) == "一二三四五…"
    assert excerpt("〇一二三四五", 3, 4, around=2) == "…一二三四五"
