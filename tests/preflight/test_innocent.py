"""What a sensible editor lets stand is no finding, and what only resembles it still is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from releases.document import Document, Held, Kind, Paragraph, Person, Role, Turn
from releases.preflight import (
    Context,
    Finding,
    Severity,
    check,
    figures,
    links,
    marks,
    pairs,
    personal,
    residue,
    rollcall,
    timing,
    wording,
)
from releases.preflight.context import Wording
from releases.transcripts.reading import read
from tests.preflight.making import CONTEXT, TODAY, found, said, saying

DEMO = Path(__file__).parents[2] / "releases" / "demo" / "transcripts"
HOST = Person("p2", "陈舟", "市委宣传部副部长", Role.MODERATOR)


def everything(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the findings of all checks that ask for something to be done."""
    return (each for each in check(document, context) if each.severity is not Severity.NOTE)


@pytest.mark.parametrize(
    "words",
    [
        # Words of two sides that meet.
        "普及有关健康知识，相关健身设施已经建好，机关健步走今天开始，有关健全机制的意见已经印发。",
        "修复强烈土壤侵蚀，热烈土壤改良。",
        "实现抱负贵在坚持，胜负贵在一心。",
        "防范台风登陆系统性风险。",
        "党的十九大、全党的十九大精神。",
        "实现这一目的的办法，我们的目的的确清楚，标的的价格不变。",
        "为了了解情况，为了了结此案，实在受不了了，办得了了。",
        "现在在建项目五个，全市在在建工地开展检查，群众有实实在在的获得感。",
        "与与会代表交流，参与与支持同样重要。",
        "请大家帮助把把关，一把把锁已经换新，修好了门把把手。",
        "尤其其中的老人，以及其其他设施，极其其他。",
        "以及及时公开，普及及推广，涉及及关联事项。",
        "合并并入系统，光伏并并网发电。",
        "将将军山公园改造，小将将出征。",
        "棉被被送到，把被被子盖上。",
        "大家体验体验、交流交流、感受感受。",
        # Numbers that are no persons.
        "总投资13800000000元，总量15900000000吨，占地18600000000平方米。",
        "统一社会信用代码913206007140000002，民政代码523206005092000001。",
        "总机025-83210000，热线0513-85216666转8001，订单20230401123456789。",
        # Offices and figures beside a road.
        "请到人民路12号3楼305会议室办理。",
        "咨询地址：人民路100号政务中心大楼305室、和平路8号科技园2栋301室。",
        "幸福路小区3号楼120户、滨江花园5栋2单元12户居民受益。",
        "幸福路小区2号楼3单元120户居民、5栋1单元300万元补助。",
        # Dates.
        "2024年一季度至2月29日共办三场。",
        "热线4008-20-88，传真8008-45-67。",
        "今晚20时至明晨，昨晚21时，每晚18时亮灯，当晚22时，明晚19时。",
        # Figures.
        "拨备覆盖率达205%，任务完成率为112%，同比增长120%，是去年的150%。",
        "全市共有党员30人，其中女党员12人，少数民族党员5人。",
        "全市共有1.5万人，其中男8000人，女7000人。",
        # Marks.
        "见第四条（一、二），见《办法》（2022，5），见附件（甲、1）。",
        "整治‘5G时代’的问题，他说‘App’好，‘it’s fine’也好。",
        "包括1）甲，2）乙；分别为：1）丙，2）丁。",
        "the cities’ plan, rock ’n’ roll, the ’90s。",
        "（1）甲，（二）乙，1）丙，〔2019〕19号。",
        # The page.
        "午间不得关闭窗口，要打开“扫一扫”，手机即可办理，也可在微信“扫一扫”用手机端。",
        "请用支付宝扫一扫，用手机查询。",
        # Links.
        "网址以http://或https://开头。",
        "请看（https://www.a.gov.cn/b）和(https://www.c.gov.cn/d_(e))。",
        "见https://www.政务.cn。",
        "见https://www.a.gov.cn./b。",
        "见https://www.a.gov.cn/a,https://www.b.gov.cn/b;https://gov.cn/c。",
    ],
)  # fmt: skip
def test_good_words_ask_for_nothing(words: str) -> None:
    assert found(everything, saying(words)) == []


@pytest.mark.parametrize(
    "words",
    [
        "大家体验体验、交流交流、感受感受、探讨探讨。",
        "请看（https://www.a.gov.cn/b）和(https://www.c.gov.cn/d_(e))。",
        "见https://www.a.gov.cn./b。",
        "见https://www.a.gov.cn/a,https://www.b.gov.cn/b;https://gov.cn/c。",
        "网址以http://开头，见http://www.政务.cn。",
    ],
)
def test_good_words_are_not_even_noted(words: str) -> None:
    assert check(saying(words), CONTEXT) == []


@pytest.mark.parametrize(
    ("words", "code", "severity", "text"),
    [
        ("这是关健所在。", "wording", "red", "关健"),
        ("革命烈土永垂不朽。", "wording", "red", "烈土"),
        ("由他负贵。", "wording", "red", "负贵"),
        ("请登陆系统办理。", "wording", "red", "登陆系统"),
        ("学习党十九大精神。", "wording", "red", "党十九大"),
        ("我们的的工作。", "doubled-word", "amber", "的的"),
        ("完成了了任务。", "doubled-word", "amber", "了了"),
        ("项目在在推进。", "doubled-word", "amber", "在在"),
        ("落实与与督查。", "doubled-word", "amber", "与与"),
        ("今年将将完成。", "doubled-word", "amber", "将将"),
        ("我们把把工作做好。", "doubled-word", "amber", "把把"),
        ("问题被被解决。", "doubled-word", "amber", "被被"),
        ("同志们们好。", "doubled-word", "amber", "们们"),
        ("设施及及其附属。", "doubled-word", "amber", "及及"),
        ("设施及其其附属。", "doubled-word", "amber", "其其"),
        ("位于于市区。", "doubled-word", "amber", "于于"),
        ("开工并并推进。", "doubled-word", "amber", "并并"),
        ("打13812341234元旦后有效。", "mobile-number", "red", "13812341234"),
        ("打13812341234万老师。", "mobile-number", "red", "13812341234"),
        ("电话１３８１２３４１２３４。", "mobile-number", "red", "１３８１２３４１２３４"),
        ("号码１１０１０５１９４９１２３１００２Ｘ。", "identity-number", "red", "１１０１０５１９４９１２３１００２Ｘ"),
        ("人民政府干部住在和平路12号3栋502室。", "home-address", "amber", "人民政府干部住在和平路12号3栋502室"),
        ("家住滨江花园5栋2单元1201。", "home-address", "amber", "家住滨江花园5栋2单元1201"),
        ("住在和平路8号机关家属院301室。", "home-address", "amber", "住在和平路8号机关家属院301室"),
        ("2025年2月29日。", "impossible-date", "red", "2025年2月29日"),
        ("于2月29日开工。", "impossible-date", "amber", "2月29日"),
        ("传真1999-20-88。", "impossible-date", "red", "1999-20-88"),
        ("晚18时开始。", "period-and-24-hours", "amber", "晚18时"),
        ("每天晚上20时。", "period-and-24-hours", "amber", "晚上20时"),
        ("占全市120％。", "share-over-100", "amber", "120％"),
        ("群众满意度达120%。", "share-over-100", "amber", "120%"),
        ("绿化覆盖率120%。", "share-over-100", "amber", "120%"),
        ("共有党员30人，其中男20人，女12人。", "parts-and-total", "amber", "30人"),
        ("共有党员30人，其中男15人，女12人。", "parts-and-total", "amber", "30人"),
        ("共有党员30人，其中男15人，女11人。", "parts-and-total", "note", "30人"),
        ("见附件1）。", "unpaired-mark", "amber", "）"),
        ("他说好’。", "unpaired-mark", "amber", "’"),
        ("他说‘5G好。", "unpaired-mark", "amber", "‘"),
        ("关闭窗口", "residue", "amber", "关闭窗口"),
        ("微信扫一扫，手机查看。", "residue", "amber", "扫一扫，手机"),
        ("扫一扫二维码微信关注", "residue", "amber", "扫一扫二维码微信"),
        ("见http:/www.a.gov.cn/b。", "link-broken", "amber", "http:/www.a.gov.cn/b"),
        ("见https://www/b。", "link-inside", "red", "https://www/b"),
        ("见（http://a.gov.cn/b?）。", "link-plain", "note", "http://a.gov.cn/b"),
        ("见(http://a.gov.cn/b).", "link-plain", "note", "http://a.gov.cn/b"),
    ],
)  # fmt: skip
def test_their_like_is_still_found(words: str, code: str, severity: str, text: str) -> None:
    assert [each[:3] for each in found(lambda d, c: iter(check(d, c)), saying(words))] == [
        (code, severity, text)
    ]


def test_a_doubled_character_is_offered_once() -> None:
    assert said(marks.check, "我们的的工作。") == [("doubled-word", "amber", "的的", "的")]


def test_a_number_typed_wide_is_masked_narrow() -> None:
    assert [each[3] for each in said(personal.check, "１３８１２３４１２３４，１１０１０５１９４９１２３１００２Ｘ。")] == [
        "11*************02X", "138****1234",
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["533206007140000008", "913206007140000002"])
def test_an_organisations_code_is_no_card(number: str) -> None:
    assert personal.is_card(number)
    assert said(personal.check, f"代码{number}。") == []


def test_a_card_of_eighteen_digits_is_one() -> None:
    number = next(
        f"62220202001122334{digit}" for digit in range(10) if personal.is_card(f"62220202001122334{digit}")
    )
    assert [each[:3] for each in said(personal.check, f"账号{number}。")] == [("bank-card", "red", number)]


def test_a_day_without_a_year_that_no_year_has_needs_no_year() -> None:
    undated = replace(saying("定于2月30日、13月1日、4月0日举行，2月29日闭幕，3月5日/5日见。"), held=Held())
    assert found(timing.check, undated) == [
        ("impossible-date", "red", "2月30日", ""),
        ("impossible-date", "red", "13月1日", ""),
        ("impossible-date", "red", "4月0日", ""),
    ]


def test_a_day_before_a_stroke_is_still_a_day() -> None:
    assert said(timing.check, "3月5日（星期一）-6日") == [
        ("weekday-differs", "amber", "3月5日（星期一）", "")
    ]
    assert said(timing.check, "3月5日-6日，3月1日/周一") == []


def test_the_leap_day_of_the_year_itself_is_fine() -> None:
    leap = replace(saying("截至2月29日。"), held=Held(date(2024, 3, 1), "2024年3月1日"))
    assert found(timing.check, leap) == []


def test_an_announcement_may_lie_ahead() -> None:
    ahead = replace(saying(), held=Held(date(2027, 1, 9), "2027年1月9日（星期六）"), turns=())
    assert found(everything, ahead) == []


def test_an_offices_term_is_right_where_its_right_form_stands() -> None:
    own = (Wording("十九大", "党的十九大"), Wording("群众", "人民群众"))
    context = Context(today=TODAY, wordings=own)
    assert found(wording.check, saying("党的十九大和人民群众。"), context) == []
    assert found(wording.check, saying("群众学习十九大，党的十九大。"), context) == [
        ("wording", "red", "群众", "人民群众"),
        ("wording", "red", "十九大", "党的十九大"),
    ]


def test_chance_excuses_only_the_words_it_knows() -> None:
    context = Context(today=TODAY, wordings=(Wording("关健康", "关于健康"),))
    assert found(wording.check, saying("有关健康。"), context) == [("wording", "red", "关健康", "关于健康")]


def hosted(*turns: Turn) -> Document:
    return replace(saying(), people=(*saying().people, HOST), turns=turns)


def turn(number: int, words: str, speaker: str | None = "p2", kind: Kind = Kind.STATEMENT) -> Turn:
    return Turn(f"t{number}", kind, speaker, "", blocks=(Paragraph(words),))


WELCOME = "出席今天发布会的有：市水务局局长李木，市政府新闻办副主任缪娟。"


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ((turn(1, WELCOME),), ["缪娟"]),
        ((turn(1, WELCOME, None, Kind.NARRATION),), ["缪娟"]),
        ((turn(1, WELCOME, None),), ["缪娟"]),
        # Who took part in something else is not here.
        ((turn(1, WELCOME, "p1"),), []),
        ((turn(1, WELCOME, None, Kind.QUESTION),), []),
        ((turn(1, "问。", None, Kind.QUESTION), turn(2, WELCOME, "p2", Kind.ANSWER)), []),
    ],
)
def test_only_the_host_says_who_is_here(turns: tuple[Turn, ...], expected: list[str]) -> None:
    named = [each for each in rollcall.check(hosted(*turns), CONTEXT) if each.code == "present-but-unlisted"]
    assert [each.text for each in named] == expected


def test_a_name_may_be_spaced_out() -> None:
    welcome = "出席发布会的有：市水务局副局长王　强。"
    assert said(rollcall.check, welcome) == [("present-but-unlisted", "amber", "王　强", "")]
    for name in ("王强", "王 强", "王　强"):
        document = saying(welcome)
        listed = replace(document, people=(*document.people, Person("p2", name, "副局长", Role.ATTENDEE)))
        assert found(rollcall.check, listed) == []


def test_two_who_are_both_listed_are_two_people() -> None:
    document = saying("好。")
    brothers = (Person("p1", "李建国", "局长"), Person("p2", "李建华", "副局长", Role.ATTENDEE))
    context = Context(today=TODAY, names=frozenset({"李建华"}))
    assert found(rollcall.check, replace(document, people=brothers), context) == []
    assert found(rollcall.check, replace(document, people=brothers[:1]), context) == [
        ("name-near-another", "amber", "李建国", "李建华")
    ]


def test_what_rises_from_one_value_to_another_does_not_differ() -> None:
    assert said(figures.check, "退休人员由400元涨到六千。", "退休人员由6000元再涨。") == []
    assert [each[0] for each in said(figures.check, "退休人员补贴400元。", "退休人员补贴600元。")] == [
        "figure-differs"
    ]


def test_a_slogan_with_spaces_ends_with_its_quotation() -> None:
    assert said(marks.check, "“甲 乙”和丙 丁，“戊 己”。") == [("stray-space", "note", " ", "")]
    (finding,) = marks.check(saying("“甲 乙 丙”和丙 丁 戊，“戊 己”。"), CONTEXT)
    assert (finding.start, finding.message) == (
        9,
        "汉字之间有空格（本段 2 处）：…甲 乙 丙”和丙 丁 戊，“戊 己…",
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("（“甲）乙”", ["“", "”"]),
        ("“（甲“乙”", ["“", "（"]),
        ("“甲（乙）“丙”。", ["“"]),
        ("（[【甲）", ["【", "["]),
        ("（（甲）", ["（"]),
    ],
)
def test_marks_that_cross_are_told_apart(words: str, expected: list[str]) -> None:
    assert [each[2] for each in said(pairs.check, words)] == expected


def test_words_in_another_language_are_read_for_what_harms() -> None:
    english = "Call 13812341234, see http://10.0.0.1/ or\u200b<br>. “It is 关健."
    document = saying("好。")
    spoken = replace(document, turns=(replace(document.turns[0], blocks=(Paragraph(english, "en"),)),))
    assert [each[:3] for each in found(lambda d, c: iter(check(d, c)), spoken)] == [
        ("mobile-number", "red", "13812341234"),
        ("residue", "amber", "<br>"),
        ("invisible-character", "amber", "\u200b"),
        ("link-inside", "red", "http://10.0.0.1/"),
    ]
    assert [found(each.check, spoken) for each in (pairs, marks, timing)] == [[], [], []]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("https://1.2.3.4/", [("link-address", "amber"), ("link-leaves", "note")]),
        ("https://172.16.0.9:8443/", [("link-inside", "red")]),
        ("https://127.0.0.1", [("link-inside", "red")]),
        ("https://100.64.0.1/", [("link-inside", "red")]),
        ("https://gov.cn.example.com/", [("link-leaves", "note")]),
        ("https://www.a.gov.cn@evil.example/", [("link-leaves", "note")]),
        ("https://agov.cn/", [("link-leaves", "note")]),
        ("HTTPS://WWW.A.GOV.CN/", []),
        ("HTTP://WWW.A.GOV.CN/", [("link-plain", "note")]),
    ],
)
def test_a_host_is_what_the_browser_would_ask(words: str, expected: list[tuple[str, str]]) -> None:
    assert [each[:2] for each in said(links.check, f"见{words} 。")] == expected


def test_a_line_of_a_page_is_one_only_where_it_stands_alone() -> None:
    assert [each[2] for each in said(residue.check, "关闭窗口", "扫一扫用手机看")] == [
        "关闭窗口",
        "扫一扫用手机",
    ]
    assert said(residue.check, "请关闭窗口", "我们扫一扫用手机看") == []


def test_the_demos_transcripts_hold_no_surprise() -> None:
    context = Context(today=TODAY, imported=False)
    named = {
        path.name: [(each.code, each.place, each.text) for each in everything(document, context)]
        for path in sorted(DEMO.iterdir())
        if (document := read(path.read_bytes(), path.name).document)
    }
    assert {name: each for name, each in named.items() if each} == {
        "2024-06-12-flood-season.txt": [("period-and-24-hours", "held.text", "下午15时")],
        "2025-09-25-business-climate.html": [("period-and-24-hours", "held.text", "下午15:00")],
        "2025-12-11-lantern-show.txt": [("period-and-24-hours", "held.text", "下午16:00")],
        # Until when is typed at the desk.
        "2026-03-10-water-price.txt": [("promised-later", "turns.t9.blocks.2", "会后书面答复")],
        "2026-05-21-kindergarten-childcare.txt": [("promised-later", "turns.t7.blocks.0", "会后向你提供")],
        "2026-10-29-autumn-influenza.txt": [("promised-later", "turns.t17.blocks.0", "会后书面答复")],
        # Its day is filled in by load_demo.
        "announcement.txt": [("no-day", "held", "")],
    }
