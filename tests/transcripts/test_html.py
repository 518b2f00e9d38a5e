"""Saved pages of legacy sites: the article among navigation and footer, decoded as it was written."""

from __future__ import annotations

import base64

import pytest

from releases.document import Kind, Paragraph, Person, Photo, PhotoBlock, Role, Turn
from releases.transcripts.html import decode
from releases.transcripts.html import read as read_lines
from releases.transcripts.reading import read
from releases.transcripts.result import Parsed, TranscriptError
from releases.transcripts.writing import to_text
from tests.transcripts.account import assert_accounted
from tests.transcripts.word import png

ARTICLE = """<p>时间：2021年5月6日下午3:00</p><p>主题：供水</p><p>地点：市民中心㎡镕厅</p>
<p>发布人：李木 市水利局局长</p><p>王红 市统计局副局长</p><p>主持人：赵明 市政府新闻办副主任</p><p>图文实录：</p>
<p align="center"><img src="./page_files/W0201.jpg" alt="会场全景"></p><p>图为发布会现场。</p>
<p><strong>赵明：</strong></p><p>大家好。今天我们介绍供水工作，
请看大屏幕。</p><p><b>李木</b>　各位好，全市水库安全。</p><p>媒体提问：安全吗？<br>李木：安全。</p>
<p><img src="http://127.0.0.1:9/a/W0202.png?x=1" width="600"></p>"""
PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>供水新闻发布会_新闻发布会_澜江市</title>
<meta name="ArticleTitle" content="供水新闻发布会"><meta name="ContentSource" content="市水利局">
<meta name="PubDate" content="2021-05-07 09:00"><script>var a = "不是文字";</script><style>p {{}}</style></head><body>
<div class="header"><div class="logo">澜江市人民政府</div><ul class="nav"><li><a href="/">首页</a></li><li><a>政务公开</a></li></ul></div>
<div class="crumb">当前位置：<a>首页</a> &gt; <a>新闻发布会</a></div>
<div class="main"><h1>供水新闻发布会</h1><div class="info">来源：市水利局 发布时间：2021-05-07 09:00 <span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span></div>
<div class="TRS_Editor">{article}</div>
<div class="related"><h3>相关链接</h3><ul><li><a>另一场发布会</a></li></ul></div></div>
<div class="footer">主办单位：澜江市人民政府办公室 <a>网站地图</a><p>某ICP备00000000号</p></div></body></html>"""


def parse(data: bytes, name: str = "page.html") -> Parsed:
    parsed = read(data, name)
    assert_accounted(parsed, read_lines(data).text)
    assert read(to_text(parsed.document).encode(), "again.txt").document == parsed.document
    return parsed


def lines(page: str) -> list[str]:
    return read_lines(page.encode()).text.split("\n")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_the_article_is_found_among_navigation_and_footer(encoding: str) -> None:
    parsed = parse(PAGE.format(article=ARTICLE).encode(encoding))
    document = parsed.document
    assert (document.title, document.subject, document.source) == ("供水新闻发布会", "供水", "市水利局")
    assert (document.venue, document.held.text) == ("市民中心㎡镕厅", "2021年5月6日下午3:00")
    assert str(document.published_on) == "2021-05-07"
    assert document.people == (
        Person("p1", "李木", "市水利局局长", Role.SPOKESPERSON),
        Person("p2", "王红", "市统计局副局长", Role.SPOKESPERSON),
        Person("p3", "赵明", "市政府新闻办副主任", Role.MODERATOR),
    )
    assert document.turns == (
        Turn("t1", Kind.NARRATION, blocks=(PhotoBlock("f1"),)),
        Turn(
            "t2",
            Kind.STATEMENT,
            "p3",
            "赵明",
            blocks=(Paragraph("大家好。今天我们介绍供水工作， 请看大屏幕。"),),
        ),
        Turn("t3", Kind.STATEMENT, "p1", "李木", blocks=(Paragraph("各位好，全市水库安全。"),)),
        Turn("t4", Kind.QUESTION, None, "媒体提问", blocks=(Paragraph("安全吗？"),)),
        Turn("t5", Kind.ANSWER, "p1", "李木", "t4", blocks=(Paragraph("安全。"), PhotoBlock("f2"))),
    )
    assert document.photos == (
        Photo("f1", "W0201.jpg", caption="图为发布会现场。", alt="会场全景"),
        Photo("f2", "W0202.png"),
    )
    assert parsed.files == {}
    assert parsed.problems == ()
    assert [left.text for left in parsed.leftovers] == [
        "澜江市人民政府", "首页", "政务公开", "当前位置：首页 > 新闻发布会", "字体：[大 中 小]", "相关链接", "另一场发布会",
        "主办单位：澜江市人民政府办公室 网站地图", "某ICP备00000000号",
    ]  # fmt: skip
    assert {left.kind.value for left in parsed.leftovers} == {"furniture"}


def test_what_only_the_labels_say_is_read_from_them() -> None:
    page = PAGE.replace("<h1>供水新闻发布会</h1>", "").replace(
        "来源：市水利局 发布时间：2021-05-07 09:00", ""
    )
    parsed = parse(page.format(article=ARTICLE).encode("gb18030"))
    assert (parsed.document.title, parsed.document.source) == ("供水新闻发布会", "市水利局")
    assert str(parsed.document.published_on) == "2021-05-07"
    assert read_lines(page.format(article=ARTICLE).encode("gb18030")).text.split("\n")[:3] == [
        "标题：供水新闻发布会", "来源：市水利局", "发布时间：2021-05-07 09:00",
    ]  # fmt: skip


def test_words_outside_the_article_are_unplaced_where_they_could_belong_to_it() -> None:
    page = PAGE.replace(
        '<div class="related">',
        "<div>此次发布会由市政府新闻办主办。欢迎各界监督。</div><div>补充</div><div class='related'>",
    )
    parsed = parse(page.format(article=ARTICLE).encode("gb18030"))
    assert [left.text for left in parsed.leftovers if left.kind.value == "unplaced"] == [
        "此次发布会由市政府新闻办主办。欢迎各界监督。", "补充",
    ]  # fmt: skip
    assert parsed.document.turns[-1].text == "安全。"


def test_chrome_inside_the_article_is_furniture_and_hidden_words_are_no_speech() -> None:
    inside = "<nav>展开全文</nav><div style='display: none'>隐藏的一句话，写得很长很长，超过四十个字，所以必须有人看过才能放行，不能当成页面家具悄悄丢掉。</div>"
    parsed = parse(PAGE.format(article=ARTICLE + inside).encode("gb18030"))
    found = {left.text: left.kind.value for left in parsed.leftovers}
    assert found["展开全文"] == "furniture"
    assert [kind for text, kind in found.items() if text.startswith("隐藏")] == ["unplaced"]


def test_a_table_of_data_is_a_line_a_row_and_one_of_layout_is_not() -> None:
    data = "<tr><th>发布人</th><td><p>李木 <b>市水利局局长</b></p></td></tr><tr><td></td><td>空</td></tr>"
    assert lines(f"<html><body><table>{data}<tr><td><div>左</div></td><td>右</td></tr><tr><td>独</td></tr></table>") == [
        "发布人\t李木 市水利局局长", "空", "左", "右", "独",
    ]  # fmt: skip
    twice = "<tr><td><p>一</p><p>二</p></td><td>三</td></tr>"
    assert lines(f"<html><body><table>{twice}</table>") == ["一", "二", "三"]


def test_white_space_preformatted_text_and_comments() -> None:
    assert lines("<html><body><p>&nbsp;</p><p> 一\n 二 <!-- 注 --> 三 <?x y?>四</p>五<script>x</script>六<pre>七\n\n八</pre><p>九\u2028十") == [
        "一 二 三 四", "五六", "七", "八", "九", "十",
    ]  # fmt: skip


def test_images_by_name_each_address_its_own() -> None:
    text = "".join(f"<p>{'这是正文，' * 8}</p>" for _ in range(8))
    images = (
        "<img src='a/1.jpg'><img src='b/1.jpg'><img src='a/1.jpg'><img src='down.jsp?id=2' alt='IMG_2.jpg'><img>"
        "<img src='blank.gif' data-src='c/%E4%BC%9A%20场.png'><img src='print.gif'><img src='x.png' width='16'>"
        "<img src='y.jpg' height='20px'><img src='http://[bad/z.jpg'><img src='/'>"
    )
    source = read_lines(f"<html><body><div>{text}{images}</div>".encode())
    shown = [line for line, hint in zip(source.text.split("\n"), source.hints, strict=True) if hint.photo]
    assert shown == ["1.jpg", "1-2.jpg", "1.jpg", "down.jsp", "会_场.png", "z.jpg", "image"]
    assert source.files == {}
    assert source.problems == ()


def test_an_image_within_the_page_keeps_its_bytes() -> None:
    good = base64.b64encode(png()).decode()
    images = f"<img src='data:image/png;base64,{good}'><img src='data:image/jpeg;base64,A'><img src='data:image/gif;base64,AAAA'>"
    parsed = parse(f"<html><body><div><p>供水新闻发布会，正文。</p>{images}</div>".encode())
    assert parsed.files == {"image1.png": png()}
    assert [photo.file for photo in parsed.document.photos] == ["image1.png"]
    assert [problem.code for problem in parsed.problems].count("unusable-photo") == 2


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        ("<meta charset=gb2312>镕㎡".encode("gb18030"), "<meta charset=gb2312>镕㎡", []),
        ("<meta charset=gb2312>镕".encode(), "<meta charset=gb2312>镕", []),
        ("<meta charset='Big5'>發佈會".encode("big5"), "<meta charset='Big5'>發佈會", []),
        ("没有声明".encode("gbk"), "没有声明", []),
        ("<meta charset=x-unknown>镕".encode(), "<meta charset=x-unknown>镕", []),
        (b"<meta charset=utf-8>\xe6\xb0\xb4\xff\xff", "<meta charset=utf-8>水��", ["undecodable"]),
    ],
)
def test_decoding(data: bytes, text: str, codes: list[str]) -> None:
    decoded, problems = decode(data)
    assert (decoded, [problem.code for problem in problems]) == (text, codes)


def test_a_page_with_unknown_bytes_says_so() -> None:
    assert "undecodable" in [
        problem.code for problem in parse(b"<html><body><p>\xe6\xb0\xb4\xff\xff</p>").problems
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<html><body></body></html>", "网页里没有文字。"),
        (b"<html", "网页是空的。"),
        (b"<html><body><p>\0x", "这不是网页文件，请上传文本、Word（.docx）或网页（.html）格式的文字稿。"),
    ],
)
def test_a_page_without_words_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(data, "a.html")
    assert str(caught.value) == sentence


def test_a_fragment_is_known_by_its_name() -> None:
    assert (
        parse("<p>供水新闻发布会</p><p>李木：大家好。</p>".encode(), "a.HTM").document.title
        == "供水新闻发布会"
    )
    assert read("供水 <新闻> 发布会".encode(), "a.txt").document.title == "供水 <新闻> 发布会"


def test_an_article_of_one_answer_does_not_lose_the_others() -> None:
    short = "".join(f"<div>李木：短答{n}。</div>" for n in range(3))
    page = f"<html><body><div><h1>供水工作新闻发布会</h1>{short}<div>王红：{'长答，' * 400}</div>{short}</div></body></html>"
    parsed = parse(page.encode())
    spoken = "".join(turn.text for turn in parsed.document.turns) + "".join(
        left.text for left in parsed.leftovers
    )
    assert spoken.count("短答") == 6


def test_a_page_of_nothing_but_navigation_is_left_over() -> None:
    parsed = parse("<html><body><nav>首页</nav><nav>政务公开</nav></body></html>".encode())
    assert [left.text for left in parsed.leftovers] == ["首页", "政务公开"]
    assert parsed.document.turns == ()


def test_a_field_in_a_box_called_header_is_of_the_head() -> None:
    page = PAGE.replace(
        '<div class="TRS_Editor">',
        '<div class="header"><p>时间：2021年5月6日上午</p></div><div class="TRS_Editor">',
    )
    assert parse(page.format(article=ARTICLE).encode("gb18030")).document.held.text == "2021年5月6日上午"


def test_known_furniture_below_the_article_is_furniture() -> None:
    page = (
        "<html><body><h1>澜江市公园开放新闻发布会</h1><div class='TRS_Editor'>"
        "<p>时间：2025年4月9日</p><p>发布人：李木 市城管局局长</p><p>李木：大家好。草坪向市民开放，宠物要牵绳。</p></div>"
        "<div>【打印】【关闭】</div><div>扫一扫在手机打开当前页</div><div>主办：市政府办　ICP备案：澜ICP备0号</div>"
        "<div>有一句话落在了正文外面。</div></body></html>"
    )
    leftovers = read(page.encode(), "a.html").leftovers
    assert [(each.text, each.kind.value) for each in leftovers] == [
        ("【打印】【关闭】", "furniture"),
        ("扫一扫在手机打开当前页", "furniture"),
        ("主办：市政府办　ICP备案：澜ICP备0号", "furniture"),
        ("有一句话落在了正文外面。", "unplaced"),
    ]


OLD = """<html><head><title>{title}</title></head><body><div class="box">{logo}</div><div class="bt">{shown}</div>
<div><span>来源：东湖发布</span><span>发布时间：2022-07-08</span></div><div id="zoom"><p>主题：教育</p>
<p>发布人：李木 市教育局局长</p><p>图文实录：</p><p>李木：</p><p>大家好，我介绍情况。今天的发布会，内容很多。</p>{more}
<p>记者：</p><p>请问学位够吗？</p><p>李木：</p><p>够的，请放心，我们还要再建。</p></div></body></html>"""


def old(
    *, title: str = "", logo: str = "", shown: str = "东湖市教育工作新闻发布会", more: str = ""
) -> Parsed:
    return parse(OLD.format(title=title, logo=logo, shown=shown, more=more).encode())


@pytest.mark.parametrize(
    ("title", "logo"),
    [
        ("东湖市人民政府", "东湖市人民政府"),
        ("东湖市人民政府-新闻发布会-东湖市教育工作新闻发布会", "东湖市人民政府"),
        ("新闻发布会", "<h1>东湖市人民政府</h1>"),
        ("东湖市教育工作新闻发布会_东湖市人民政府门户网站", "东湖市人民政府门户网站"),
        ("", ""),
    ],
)
def test_the_sites_name_is_not_the_title(title: str, logo: str) -> None:
    document = old(title=title, logo=logo).document
    assert (document.title, document.source) == ("东湖市教育工作新闻发布会", "东湖发布")


@pytest.mark.parametrize(
    "more",
    [
        '<figure><img src="a.jpg"><figcaption>李木回答提问</figcaption></figure>',
        '<p style="text-align:center"><img src="a.jpg"></p><p style="text-align: center">李木回答提问</p>',
        '<center><img src="a.jpg"></center><p align="center">李木回答提问</p>',
    ],
)
def test_words_set_like_a_photos_are_its_caption(more: str) -> None:
    document = old(more=more).document
    assert [(photo.file, photo.caption) for photo in document.photos] == [("a.jpg", "李木回答提问")]
    assert document.turns[0].text == "大家好，我介绍情况。今天的发布会，内容很多。"


def test_a_centred_line_away_from_a_photo_is_text() -> None:
    document = old(more='<p align="center">李木回答提问</p>').document
    assert document.turns[0].text.endswith("内容很多。\n李木回答提问")


@pytest.mark.parametrize("line", ["王强：我补充一点，谢谢。", "二、主要做法", "谢谢大家的到来。"])
def test_what_is_centred_below_a_photo_may_still_be_speech(line: str) -> None:
    document = old(more=f'<p align="center"><img src="a.jpg"></p><p align="center">{line}</p>').document
    assert document.photos[0].caption == ""


def test_the_nearest_alignment_counts() -> None:
    more = '<div align="center"><p><img src="a.jpg"></p><p style="text-align:left">李木回答提问</p></div><p>好的，请看。</p>'
    assert old(more=more).document.photos[0].caption == ""


def test_an_article_that_waits_for_a_script_is_read() -> None:
    page = OLD.format(title="", logo="", shown="东湖市教育工作新闻发布会", more="")
    hidden = page.replace('id="zoom"', 'id="js_content" style="visibility: hidden; opacity: 0;"')
    assert [turn.label for turn in parse(hidden.encode()).document.turns] == ["李木", "记者", "李木"]
