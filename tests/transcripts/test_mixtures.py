"""Mixtures of the shapes, as whole transcripts."""

from releases.document import Document, Kind, Paragraph, Role
from releases.transcripts.exact import FIRST_LINE
from releases.transcripts.reading import read
from releases.transcripts.writing import to_text
from tests.transcripts.account import assert_accounted

HEAD = """澜江市召开公共交通优化新闻发布会
来源：澜江市政府新闻办 发布时间：2024-05-06 17:16:00
时间：2024年5月6日（星期一）上午10时
地点：澜江市新闻发布厅
主题：公共交通优化
发布人：李木 市统计局副局长
王小禾 市水利局局长
主持人：赵临 市政府新闻办副主任
文字实录：
"""


def _document(text: str) -> Document:
    parsed = read(text.encode(), "a.txt")
    assert_accounted(parsed, text)
    again = to_text(parsed.document)
    assert read(again.encode(), "again.txt").document == parsed.document
    assert not again.startswith(FIRST_LINE)
    return parsed.document


def _said(document: Document) -> list[tuple[str, str | None, str, str | None, str]]:
    return [(turn.kind.value, turn.speaker, turn.label, turn.answers, turn.text) for turn in document.turns]


def _codes(text: str) -> list[str]:
    return [p.code for p in read(text.encode(), "a.txt").problems if not p.code.startswith("missing-")]


def _people(document: Document) -> list[tuple[str, str, Role]]:
    return [(person.name, person.position, person.role) for person in document.people]


def test_page_buttons_are_never_people() -> None:
    document = _document(HEAD + "赵临：各位好。\n李木：好。\n【关闭】【打印】\n[关闭窗口]\n")
    assert [person.name for person in document.people] == ["李木", "王小禾", "赵临"]


def test_roster_on_one_line_with_semicolons_is_read_and_so_is_a_bare_name() -> None:
    document = _document(
        "关于水价调整的新闻发布会\n时间：2024年12月11日\n地点：市新闻发布厅\n"
        "发布人：李木 市统计局副局长；王小禾 市水利局局长\n主持人：赵临\n"
        "赵临（市政府新闻办副主任、新闻发言人）：各位记者，大家好。\n"
        "澜江日报记者 王平：请问水价何时调整？\n王小禾:明年一月。\n主持人：今天到此结束。\n"
    )
    assert _people(document) == [
        ("李木", "市统计局副局长", Role.SPOKESPERSON),
        ("王小禾", "市水利局局长", Role.SPOKESPERSON),
        ("赵临", "市政府新闻办副主任、新闻发言人", Role.MODERATOR),
    ]
    assert [turn.speaker for turn in document.turns] == ["p3", None, "p2", "p3"]


def test_header_labels_with_a_prefix_and_commas_are_fields() -> None:
    document = _document(
        "市政府新闻办举行安全生产发布会\n新闻发布会时间：2022年3月5日 10:00\n新闻发布会地点：市政府二楼\n"
        "新闻发布会主题：安全生产\n新闻发布人：李木，市应急管理局局长\n王小禾，市消防救援支队支队长\n"
        "新闻主持人：赵临，市政府新闻办主任\n现场实录\n"
        "赵临\n各位媒体朋友：\n大家上午好！\n李木\n各位记者朋友：\n现在通报有关情况。\n"
        "记者提问\n请问隐患有多少？\n李木\n一共三百处。\n"
    )
    assert _people(document) == [
        ("李木", "市应急管理局局长", Role.SPOKESPERSON),
        ("王小禾", "市消防救援支队支队长", Role.SPOKESPERSON),
        ("赵临", "市政府新闻办主任", Role.MODERATOR),
    ]
    assert (document.venue, document.subject, document.held.text) == (
        "市政府二楼",
        "安全生产",
        "2022年3月5日 10:00",
    )
    # A roster name alone on its line is a speaker; an address to the audience never is.
    assert [(turn.kind, turn.speaker) for turn in document.turns] == [
        (Kind.STATEMENT, "p3"),
        (Kind.STATEMENT, "p1"),
        (Kind.QUESTION, None),
        (Kind.ANSWER, "p1"),
    ]


def test_positions_the_host_announces_are_given_to_those_who_later_speak() -> None:
    document = _document(
        "澜江市防汛新闻发布会\n时间：2024年7月1日\n主持人：\n各位记者，大家好！出席发布会的有：市水利局局长李木先生、"
        "市气象局副局长王小禾女士。\n李木：\n谢谢主持人。\n记者：请问雨情？\n王小禾：偏多两成。\n"
    )
    assert [(p.name, p.position) for p in document.people] == [
        ("李木", "市水利局局长"),
        ("王小禾", "市气象局副局长"),
    ]


def test_prose_header_gives_the_host_a_clean_position() -> None:
    document = _document(
        "澜江市召开防汛新闻发布会\n澜江市人民政府新闻办公室于2021年5月6日（星期四）上午10时在澜江市新闻发布厅举行新闻发布会，"
        "邀请市水利局局长李木介绍防汛情况，并答记者问。发布会由市政府新闻办副主任赵临主持。\n全程实录如下：\n"
        "赵临：各位好。\n李木：大家好。\n"
    )
    assert ("赵临", "市政府新闻办副主任", Role.MODERATOR) in _people(document)


def test_english_name_line_of_a_bilingual_pair_is_marked_as_english() -> None:
    document = _document(HEAD + "赵临：\n各位好。\nZhao Lin:\nGood morning, everyone.\n李木：\n我来介绍。\n")
    english = [b for b in document.turns[0].blocks if isinstance(b, Paragraph) and b.lang == "en"]
    assert english[-1] == Paragraph("Good morning, everyone.", "en")
    assert [
        b.text for t in document.turns for b in t.blocks if isinstance(b, Paragraph) and b.lang == ""
    ] == [
        "各位好。",
        "我来介绍。",
    ]


def test_position_printed_with_a_turn_that_differs_from_the_roster_is_a_problem() -> None:
    parsed = read((HEAD + "赵临：各位好。\n李木（市水利局局长）：好。\n").encode(), "a.txt")
    assert any(problem.turn == "t2" for problem in parsed.problems)


TITLE = "澜江市供水新闻发布会\n"


def test_values_on_the_lines_below_their_names() -> None:
    document = _document(
        TITLE
        + "时间：\n2021年5月6日下午3:00\n地点：\n\n市民中心\n发布人：\n李木 市水利局局长\n王红 市统计局副局长\n主持人：\n"
        "赵明 市政府新闻办副主任\n\n赵明：大家好。\n"
    )
    assert (document.held.text, document.venue) == ("2021年5月6日下午3:00", "市民中心")
    assert [person.name for person in document.people] == ["李木", "王红", "赵明"]
    assert _said(document) == [("statement", "p3", "赵明", None, "大家好。")]


def test_people_in_brackets_on_one_line_and_times_after_each_turn() -> None:
    document = _document(
        TITLE
        + "发布人：李木（市水利局局长）、王红（市统计局副局长）\n主持人：赵明（新闻办副主任）\n【文字实录】\n"
        "【赵明】大家好 [15:00:01]\n【某日报记者】请问安全吗？ [15:02]\n【李木】安全 [15:03]\n"
    )
    assert [(p.name, p.position) for p in document.people] == [
        ("李木", "市水利局局长"), ("王红", "市统计局副局长"), ("赵明", "新闻办副主任"),
    ]  # fmt: skip
    assert [(t.label, t.time, t.answers) for t in document.turns] == [
        ("赵明", "15:00:01", None), ("某日报记者", "15:02", None), ("李木", "15:03", "t2"),
    ]  # fmt: skip


def test_a_live_interview_with_netizens() -> None:
    document = _document(
        TITLE
        + "嘉宾：市水利局局长 李木\n市统计局副局长　王红\n主持人：某网 周平\n[主持人]各位网友好 [2021-05-06 15:00:01]\n"
        "[李木]大家好 [2021-05-06 15:01:01]\n[网友水滴]水费会涨吗？ [2021-05-06 15:02:01]\n[李木]不会 [2021-05-06 15:03:01]\n"
    )
    assert _people(document)[2] == ("周平", "某网", Role.MODERATOR)
    assert _said(document) == [
        ("statement", "p3", "主持人", None, "各位网友好"),
        ("statement", "p1", "李木", None, "大家好"),
        ("question", None, "网友水滴", None, "水费会涨吗？"),
        ("answer", "p1", "李木", "t3", "不会"),
    ]


def test_question_and_answer_on_one_line() -> None:
    document = _document(
        TITLE + "发布人：李木 市水利局局长\n问：水库安全吗？答：安全。\n问：水费涨吗？ 答：不涨。\n"
    )
    assert _said(document) == [
        ("question", None, "问", None, "水库安全吗？"),
        ("answer", "p1", "答", "t1", "安全。"),
        ("question", None, "问", None, "水费涨吗？"),
        ("answer", "p1", "答", "t3", "不涨。"),
    ]


def test_a_follow_up_and_several_answers_with_the_host_between() -> None:
    document = _document(
        HEAD
        + "赵临：请提问。\n澜江日报记者：票价涨吗？\n赵临：请李局长回答。\n李木：不涨。\n赵临：王局长补充。\n王小禾：五年不涨。\n"
        "追问：学生票呢？\n李木：半价。\n赵临：今天到此结束。\n"
    )
    assert [(turn.kind.value, turn.answers) for turn in document.turns] == [
        ("statement", None), ("question", None), ("statement", None), ("answer", "t2"), ("statement", None),
        ("answer", "t2"), ("question", None), ("answer", "t7"), ("statement", None),
    ]  # fmt: skip


def test_the_next_item_of_the_agenda_ends_a_question() -> None:
    text = (
        HEAD
        + "记者：票价涨吗？\n李木：不涨。\n赵临：下面进行第二项议程，请王局长作通报。\n王小禾：现在通报。\n"
    )
    assert [(turn.kind.value, turn.answers) for turn in _document(text).turns] == [
        ("question", None), ("answer", "t1"), ("statement", None), ("statement", None),
    ]  # fmt: skip


def test_questions_nobody_answers_are_doubted() -> None:
    text = HEAD + "记者：票价涨吗？\n记者：线路改吗？\n李木：不改。\n记者：何时？\n"
    _document(text)
    assert _codes(text) == ["unanswered-question", "unanswered-question"]


def test_somebody_beyond_the_list_is_taken_with_a_doubt() -> None:
    text = HEAD + "市财政局局长周平：补充一点。\n吴江：\n我也补充。\n郑和：不是人。\n"
    document = _document(text)
    assert _people(document)[3:] == [
        ("周平", "市财政局局长", Role.SPOKESPERSON),
        ("吴江", "", Role.SPOKESPERSON),
    ]
    assert document.turns[-1].text == "我也补充。\n郑和：不是人。"
    assert _codes(text) == ["unsure-speaker", "unsure-speaker", "possible-speaker"]


def test_a_host_named_by_a_later_label_becomes_the_moderator() -> None:
    document = _document(
        TITLE + "市新闻办副主任赵明：大家好。\n主持人赵明：请提问。\n主持人：好。\n主持人1：好。\n"
    )
    assert _people(document) == [("赵明", "市新闻办副主任", Role.MODERATOR)]
    assert [turn.speaker for turn in document.turns] == ["p1", "p1", "p1", "p1"]


def test_a_moderator_whose_line_in_the_list_is_followed_by_the_greeting_speaks() -> None:
    document = _document(
        TITLE + "主持人：市新闻办副主任赵明\n大家上午好！今天介绍供水工作。\n李木（市水利局局长）：好。\n"
    )
    assert _said(document) == [
        ("statement", "p1", "主持人 市新闻办副主任赵明", None, "大家上午好！今天介绍供水工作。"),
        ("statement", "p2", "李木（市水利局局长）", None, "好。"),
    ]


def test_a_title_of_two_lines_and_what_stands_around_it() -> None:
    text = (
        "某市人民政府网\n澜江市供水新闻发布会\n——保供水 防洪涝\n（2021年5月6日）\n2021-05-07 09:00:00\n2021-05-08\n2021年5月9日\n"
        "承办：市水利局\n作者：周平\n李木（市水利局局长）：好。\n"
    )
    document = _document(text)
    assert document.title == "澜江市供水新闻发布会——保供水 防洪涝"
    assert (str(document.held.start), str(document.published_on)) == ("2021-05-06", "2021-05-07")
    assert [(left.text, left.kind.value) for left in read(text.encode(), "a.txt").leftovers] == [
        ("某市人民政府网", "unplaced"), ("2021-05-08", "unplaced"), ("2021年5月9日", "unplaced"),
        ("承办：市水利局", "furniture"), ("作者：周平", "furniture"),
    ]  # fmt: skip


def test_a_head_that_says_things_twice_keeps_the_first_and_leaves_the_rest() -> None:
    text = (
        TITLE
        + "2021-05-07 市水利局 来源：甲 来源：乙 发布时间：2021-05-08\n时间：2021年5月6日\n时间：2021年5月7日\n地点：一\n地点：二\n"
        "关键词：水；供水\n关键词：电\n摘要：要点\n发布时间：明天\n发布人：李木 市水利局局长\n李木 市水利局局长\n发布人：市水利局有关负责人\n李木：好。\n"
    )
    document = _document(text)
    assert (document.source, document.venue, document.held.text) == ("甲", "一", "2021年5月6日")
    assert (document.keywords, document.summary, str(document.published_on)) == (
        ("水", "供水"),
        "要点",
        "2021-05-07",
    )
    assert [(left.text, left.kind.value) for left in read(text.encode(), "a.txt").leftovers] == [
        ("市水利局", "unplaced"), ("来源：乙", "unplaced"), ("发布时间：2021-05-08", "furniture"), ("时间：2021年5月7日", "unplaced"),
        ("地点：二", "unplaced"), ("关键词：电", "unplaced"), ("发布时间：明天", "unplaced"), ("李木", "unplaced"),
        ("市水利局局长", "unplaced"), ("发布人：市水利局有关负责人", "unplaced"),
    ]  # fmt: skip
    assert _codes(text) == ["repeated-person", "unreadable-person"]


def test_dates_that_cannot_be_are_doubted_where_they_stand() -> None:
    text = TITLE + "发布时间：2021-02-30 来源：甲\n时间：下周三\n李木（市水利局局长）：好。\n"
    document = _document(text)
    assert (document.published_on, document.held.start, document.held.text) == (None, None, "下周三")
    assert _codes(text) == ["invalid-date", "unreadable-date"]


def test_a_held_time_that_a_page_calls_the_time_of_release() -> None:
    document = _document(TITLE + "发布时间：2021年5月6日上午10时\n李木（市水利局局长）：好。\n")
    assert (document.published_on, document.held.text) == (None, "2021年5月6日上午10时")


def test_a_year_from_the_title_chosen_by_the_weekday() -> None:
    document = _document(
        "澜江市2021年供水新闻发布会\n时间：5月6日（星期四）\n李木（市水利局局长）：预计2030年完成。\n"
    )
    assert str(document.held.start) == "2021-05-06"


def test_a_year_from_the_text_where_the_head_has_none() -> None:
    document = _document(TITLE + "时间：5月6日\n李木（市水利局局长）：预计2030年完成。\n")
    assert str(document.held.start) == "2030-05-06"
    document = _document(TITLE + "时间：5月6日\n李木（市水利局局长）：好。\n")
    assert document.held.start is None


def test_prose_without_an_opener_or_a_title() -> None:
    text = "5月6日，市政府新闻办在市民中心举行新闻发布会，市水利局局长李木、市统计局副局长王红出席发布会，新闻办副主任赵明主持。"
    document = _document(text + "\n赵明：大家好。\n")
    assert (document.title, document.venue, document.held.text) == ("", "市民中心", "5月6日")
    assert [person.name for person in document.people] == ["李木", "王红", "赵明"]
    assert document.turns[0].text == text


def test_an_answerer_named_in_the_lead_of_a_written_interview() -> None:
    document = _document(
        "供水工作答问录\n近日，市水利局局长李木就供水工作接受了本报采访。\n问：安全吗？\n答：安全。\n"
    )
    assert document.turns[-1].speaker == "p1"
    document = _document("有关部门就供水工作答记者问\n问：安全吗？\n答：安全。\n")
    assert (document.people, document.turns[-1].speaker) == ((), None)


def test_times_without_a_speaker_are_left_over() -> None:
    text = (
        HEAD
        + "15:01\n赵临：大家好。\n15:02\n这里没有发言人。\n15:03\n15:04\n李木：好。[15:05]\n又一段。[15:06]\n15:07\n"
    )
    document = _document(text)
    assert [(t.speaker, t.time, t.text) for t in document.turns] == [
        ("p3", "15:01", "大家好。\n这里没有发言人。"), ("p1", "15:04", "好。\n又一段。"),
    ]  # fmt: skip
    assert _codes(text) == ["stray-time", "stray-time", "second-time", "second-time", "stray-time"]


def test_a_time_above_a_speaker_of_three_lines() -> None:
    document = _document(
        TITLE + "15:01\n主持人\n市新闻办副主任\n赵明：\n大家好。\n15:02\n李木（市水利局局长）：好。\n"
    )
    assert [(turn.label, turn.time) for turn in document.turns] == [
        ("主持人 市新闻办副主任 赵明", "15:01"), ("李木（市水利局局长）", "15:02"),
    ]  # fmt: skip


def test_lines_with_a_time_before_each_turn() -> None:
    document = _document(HEAD + " [15:01]赵临：大家好。[15:02]李木：好。[15:03] 不是标签。\n")
    assert [(t.speaker, t.time, t.text) for t in document.turns] == [
        ("p3", "15:01", "大家好。"), ("p1", "15:02", "好。[15:03] 不是标签。"),
    ]  # fmt: skip


def test_what_looks_like_a_speaker_spread_over_lines_but_is_none() -> None:
    text = (
        HEAD + "李木：\n市统计局副局长王平\n市水利局局长\n说得对。\n主持人\n某局局长，某处处长\n王平\n周平\n"
    )
    assert [turn.speaker for turn in _document(text).turns] == ["p1", "p3"]


def test_outlets_are_known_by_what_they_ask_and_sources_are_not_outlets() -> None:
    text = (
        HEAD
        + "澜江日报：\n票价涨吗？\n李木：不涨。\n据新华社：今年有雨。\n澜江电视台：新建一座。\n[澜江网]：请问何时？\n李木：年底。\n"
    )
    assert _said(_document(text)) == [
        ("question", None, "澜江日报", None, "票价涨吗？"),
        ("answer", "p1", "李木", "t1", "不涨。\n据新华社：今年有雨。\n澜江电视台：新建一座。"),
        ("question", None, "澜江网", None, "请问何时？"),
        ("answer", "p1", "李木", "t3", "年底。"),
    ]


def test_labels_that_ask_for_a_person_in_vain() -> None:
    text = HEAD + "发言人：好。\n主持人：好。\n[无名氏]：好。\n［未闭合：好。\n一、李木：这是人。\n"
    assert [(turn.label, turn.speaker) for turn in _document(text).turns] == [
        ("发言人", None),
        ("主持人", "p3"),
    ]
    assert _codes(text) == ["unknown-speaker", "possible-speaker"]


def test_footers_close_the_text_until_somebody_speaks_or_the_page_turns() -> None:
    text = (
        HEAD
        + "李木：一。\n责编：周平\n闲话\n第2页\n二。\n【打印】\n李木：三。\n当前位置：首页 > 发布会\n【字体：大 中 小】\n四。\n"
    )
    document = _document(text)
    assert [turn.text for turn in document.turns] == ["一。\n二。", "三。\n四。"]
    assert [
        left.text for left in read(text.encode(), "a.txt").leftovers if left.kind.value == "unplaced"
    ] == ["闲话"]


def test_captions_in_every_form() -> None:
    text = (
        HEAD
        + "李木：好。\na.jpg\n图片说明：会场\n摄影：周平\n图片描述：人群\n图片说明：又一次\nb.jpg\n（某网 周平 摄）\na.jpg\nc.jpg\n"
        "图为全景（周平 摄）\n说明：会后另行通知。\n这是重点。\n这是会场。周平 摄\nd.jpg\n"
        + "图为"
        + "长" * 300
        + "\n"
    )
    document = _document(text)
    assert [(p.file, p.caption, p.credit, p.alt) for p in document.photos] == [
        ("a.jpg", "会场", "周平", "人群"), ("b.jpg", "又一次", "某网 周平 摄", ""), ("c.jpg", "图为全景", "周平 摄", ""),
        ("d.jpg", "这是会场。", "周平 摄", ""),
    ]  # fmt: skip
    assert document.turns[0].text == "好。\n说明：会后另行通知。\n这是重点。\n图为" + "长" * 300


def test_a_host_who_greets_people_already_listed_says_nothing_new() -> None:
    text = HEAD + "赵临：出席今天发布会的有：市统计局副局长李木；各位记者。\n"
    assert len(_document(text).people) == 3
    assert _codes(text) == []


def test_a_host_who_greets_people_on_the_lines_below() -> None:
    text = (
        TITLE
        + "主持人：大家好。今天请到的嘉宾有：\n\n李木 市水利局局长；\n市统计局副局长王红。\n欢迎各位。\n李木：好。\n"
    )
    assert _people(_document(text)) == [
        ("李木", "市水利局局长", Role.SPOKESPERSON), ("王红", "市统计局副局长", Role.ATTENDEE),
    ]  # fmt: skip
    assert _people(_document(TITLE + "主持人：大家好。出席今天发布会的有：\n")) == []


def test_an_announcement_has_no_turns() -> None:
    document = _document(
        "澜江市供水新闻发布会预告\n时间：2026年5月6日（星期三）上午10时\n地点：市民中心\n发布人：欧阳明，市水利局局长；王红，市统计局副局长\n"
    )
    assert (document.turns, str(document.day)) == ((), "2026-05-06")


def test_a_host_of_three_lines_who_is_listed_and_officials_who_are_not_spoken_for() -> None:
    text = HEAD + "主持人\n赵临\n大家好，各位。\n市财政局局长\n周平\n吴江\n新闻发言人\n好，各位。\n"
    assert _said(_document(text)) == [
        (
            "statement",
            "p3",
            "主持人 赵临",
            None,
            "大家好，各位。\n市财政局局长\n周平\n吴江\n新闻发言人\n好，各位。",
        ),
    ]


def test_a_host_named_after_the_role_word_of_a_later_turn() -> None:
    document = _document(
        TITLE + "赵明：大家好。\n主持人：市新闻办副主任赵明 请提问。\n主持人：" + "长" * 70 + "\n"
    )
    assert _people(document) == [("赵明", "市新闻办副主任", Role.MODERATOR)]


def test_a_name_below_the_list_that_speaks_is_no_more_of_the_list() -> None:
    text = TITLE + "发布人：李木 市水利局局长\n李木\n大家好，我来介绍。\n"
    assert _said(_document(text)) == [("statement", "p1", "李木", None, "大家好，我来介绍。")]
    text = TITLE + "发布人：李木 市水利局局长\n王红\n大家好，我来介绍。\n"
    assert [left.text for left in read(text.encode(), "a.txt").leftovers] == ["王红"]
    assert _people(_document(text)) == [("李木", "市水利局局长", Role.SPOKESPERSON)]


def test_odd_lists_of_people_lose_nothing() -> None:
    assert [
        p.name
        for p in _document(TITLE + "发布人：李木 市水利局局长；；王红 市统计局副局长；\n实录：\n").people
    ] == ["李木", "王红"]
    assert [p.name for p in _document(TITLE + "发布人：李木；李木\n实录：\n").people] == ["李木"]
    assert _document(TITLE + "发布人：" + "甲" * 2100 + "\n实录：\n").people == ()


def test_size_controls_and_remarks_beside_source_and_date() -> None:
    text = (
        TITLE
        + "来源：市水利局 [大 中 小]\n发布时间：2021-05-07 审定\n本次 时间：另行通知\n李木（市水利局局长）：好。\n"
    )
    assert _document(text).source == "市水利局"
    assert [(left.text, left.kind.value) for left in read(text.encode(), "a.txt").leftovers] == [
        ("[大 中 小]", "furniture"), ("审定", "furniture"), ("本次 时间：另行通知", "unplaced"),
    ]  # fmt: skip


def test_a_very_long_line_is_a_field_only_at_its_head() -> None:
    document = _document(TITLE + "摘要：" + "水 时间：5月6日。" * 300 + "\n" + "正文，" * 800 + "\n实录：\n")
    assert (document.summary.count("时间"), document.held.text) == (300, "")
    assert document.turns[0].text == "正文，" * 800


def test_prose_beside_a_printed_list_adds_nobody() -> None:
    text = (
        TITLE
        + "发布人：李木 市水利局局长\n5月6日，市政府举行新闻发布会，市统计局副局长王红出席发布会。\n实录：\n李木：好。\n"
    )
    assert [person.name for person in _document(text).people] == ["李木"]


def test_a_reporter_beside_the_source_wrote_the_page_and_alone_asks() -> None:
    text = TITLE + "来源：某网 记者：周平\n记者：水库安全吗？\n李木（市水利局局长）：安全。\n"
    assert [turn.label for turn in _document(text).turns] == ["记者", "李木（市水利局局长）"]
    assert [left.text for left in read(text.encode(), "a.txt").leftovers] == ["记者：周平"]


def test_a_moderator_met_first_without_the_role() -> None:
    document = _document(TITLE + "市新闻办副主任赵明：大家好。\n主持人（ 赵明 ）：请提问。\n")
    assert _people(document) == [("赵明", "市新闻办副主任", Role.MODERATOR)]


def test_a_host_of_three_lines_who_spoke_before_is_the_moderator() -> None:
    document = _document(
        TITLE
        + "李木（市新闻办主任）：好。\n主持人（市新闻办主任周平） ：好。\n主持人：市新闻办主任李木 请提问。\n"
    )
    assert _people(document) == [
        ("李木", "市新闻办主任", Role.MODERATOR),
        ("周平", "市新闻办主任", Role.MODERATOR),
    ]


def test_the_answer_as_json_has_every_part() -> None:
    parsed = read((HEAD + "李木：好。\n上一篇：无\n王局长\n").encode(), "a.txt")
    assert parsed.to_json() == {
        "document": parsed.document.to_json(),
        "problems": [],
        "leftovers": [
            {"line": 11, "text": "上一篇：无", "kind": "furniture"},
            {"line": 12, "text": "王局长", "kind": "unplaced"},
        ],
    }


def test_role_words_with_a_name_and_speech_on_one_line() -> None:
    document = _document(
        TITLE
        + "主持人：赵明 大家好，欢迎。\n李木（市水利局局长）：好。\n发言人：市水利局局长李木 再说一点。\n"
    )
    assert _said(document) == [
        ("statement", "p1", "主持人 赵明", None, "大家好，欢迎。"),
        ("statement", "p2", "李木（市水利局局长）", None, "好。"),
        ("statement", "p2", "发言人 市水利局局长李木", None, "再说一点。"),
    ]
    assert _people(document)[1] == ("李木", "市水利局局长", Role.SPOKESPERSON)


def test_calls_to_the_audience_are_nobodys_label() -> None:
    text = HEAD + "赵临：\n各位记者：\n下午好。\n有请澜江日报记者：\n尊敬的媒体朋友们：\n请讲。\n"
    assert [turn.label for turn in _document(text).turns] == ["赵临"]


def test_names_on_the_lines_below_an_announcement_are_no_speakers() -> None:
    text = TITLE + "主持人：大家好。他们是：\n市水利局局长 李木\n市统计局副局长 王红\n欢迎各位，请提问。\n"
    document = _document(text)
    assert (document.people, [turn.label for turn in document.turns]) == ((), ["主持人"])


def test_a_bracketed_name_that_nobody_bears_is_doubted() -> None:
    text = HEAD + "赵临：各位好。\n[澜江日报记者]：停车难怎么办？\n[㛃文镕]：错时共享车位。\n王小禾：好。\n"
    (problem,) = (p for p in read(text.encode(), "a.txt").problems if p.code == "possible-speaker")
    assert (problem.line, problem.turn) == (12, "t2")
    assert problem.message == "“㛃文镕”像是发言人，但名单里没有，现在算作前一段的正文，请核对。"


def test_an_outlet_with_a_latin_name_asks() -> None:
    document = _document(HEAD + "赵临：各位好。\nChina Daily：What about the elderly?\n李木：有台账。\n")
    assert _said(document)[1:] == [
        ("question", None, "China Daily", None, "What about the elderly?"),
        ("answer", "p1", "李木", "t2", "有台账。"),
    ]


def test_an_outlets_question_and_its_translation_are_one_question() -> None:
    text = (
        HEAD
        + "中国日报记者：水库安全吗？\nChina Daily: Are the reservoirs safe?\n李木：安全。\nLi Mu: Yes, they are.\n"
    )
    document = _document(text)
    assert [(turn.label, turn.answers) for turn in document.turns] == [("中国日报记者", None), ("李木", "t1")]
    assert document.turns[0].blocks[1] == Paragraph("China Daily: Are the reservoirs safe?", "en")
