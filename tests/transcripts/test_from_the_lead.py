"""From the lead, for helper T: faults seen while trying the reader at 04:00.

Please make these hold, move each test to the file it belongs in, and delete this file. They also
stand in for their kind: think of neighbours of each (other labels, other punctuation).
"""

from releases.document import Document, Kind, Paragraph, Role
from releases.transcripts.reading import read

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
    return read(text.encode(), "a.txt").document


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
