"""What holds for every English page: its shell is English, and Chinese words say that they are Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from lxml import html
from pytest_django.fixtures import Settings

from releases.document import Document, Held, Kind, Paragraph, Person, Role, Turn
from releases.record.languages import has_chinese, in_english
from releases.record.models import Department, Filing, Question, Section, Topic
from releases.record.publishing import publish, withdraw
from releases.record.views.errors import server_error
from tests.browser.content import DOCUMENT, HELD, published
from tests.messages import kept
from tests.record.making import files_of, no_files, with_leaflet
from tests.record.walking import addresses, content_of

# What pages say is the same on both databases; the views' own tests ask PostgreSQL.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SPOKEN = "zh-Hans"
NOTE = "Transcripts are in Chinese, as spoken."
# What a person sees or hears of an attribute. A quotation's source (data-cite) is in the quotation's language.
SHOWN = ("alt", "aria-label", "content", "placeholder", "title")
# What to type into the search is Chinese, and marked in the catalogue.
EXAMPLES = re.findall(r'<\w+ lang="zh-Hans">[^<]+<', " ".join(str(message.string) for message in kept()))
# How the record names a question without words, and who asked without a name.
NAMELESS = "（没有文字）"
# Beside a page of every type: what is refused, what is empty, what is beyond the end.
ASKED = (
    *("/releases/?year=x", f"/releases/?words={'x' * 200}", "/releases/?page=2", "/releases/?page=99"),
    *("/sections/jdhy/nothing/", "/search/", "/search/?q=%00", "/search/?year=x&q=a", "/search/?q=%2C"),
    *("/search/?q=x&kind=question&year=2026", f"/search/?q={'x' * 200}", "/people/?page=9", "/nowhere/?q=1"),
    *("/questions/?year=x", "/questions/?department=x", "/questions/?year=1999", "/questions/?page=99"),
    *("/questions/owed/?page=2", "/topics/childcare/?year=1999", "/departments/health/?year=1999"),
)


@pytest.fixture
def chinese() -> list[str]:
    """Publish in Chinese; return the Chinese address of every page."""
    site = published("http://testserver")
    ids = [path.split("/")[2] for path in (site.release, site.corrected, site.announcement, site.withdrawn)]
    found = addresses(
        releases=[*ids, "20260329-9"],
        people=["zhou", "nobody"],
        media=["photos/x.jpg"],
        turns=("t5", "t8"),
        topics=("childcare", "water", "x"),
        departments=("health", "x"),
    )
    words = ("托育", "全市", "新闻发布会&kind=question", "发布会&speaker=zhou&year=2026", "查无此事", "、")
    searched = [f"/search/?q={quote(each, safe='&=')}" for each in words]
    of_types = [path for path in site.pages.values() if not path.startswith("/en/")]
    listed = [f"/releases/?source={quote('市教育局')}", f"/releases/?words={quote('查无此会')}", *ASKED]
    pages = [path for path in found if f"/en{path}" in found]
    return list(dict.fromkeys(map(iri_to_uri, [*pages, *of_types, *searched, *listed])))


def page_of(client: Client, address: str) -> html.HtmlElement:
    """Return the page that is answered with."""
    response = client.get(address)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8", address
    return html.fromstring(content_of(response).decode())


def unmarked(page: html.HtmlElement) -> Iterator[str]:
    """Yield every text and attribute with Chinese in it that nothing marks as Chinese."""

    def language(element: html.HtmlElement | None) -> str:
        while element is not None and "lang" not in element.attrib:
            element = element.getparent()
        return "" if element is None else element.attrib["lang"]

    for element in page.iter():
        # Data for programs says itself what language it is in.
        if not isinstance(element.tag, str) or element.get("type") == "application/ld+json":
            continue
        attributes = [
            value
            for name, value in element.attrib.items()
            if name in SHOWN or (name.startswith("data-") and name != "data-cite")
        ]
        for text in (element.text or "", *attributes):
            if has_chinese(text) and language(element) != SPOKEN:
                yield text.strip()
        if has_chinese(element.tail or "") and language(element.getparent()) != SPOKEN:
            yield (element.tail or "").strip()


def test_every_chinese_word_of_an_english_page_is_marked(client: Client, chinese: list[str]) -> None:
    statuses = set()
    for path in chinese:
        address = in_english(path)
        page = page_of(client, address)
        statuses.add(client.get(address).status_code)
        assert page.attrib["lang"] == "en", address
        assert list(unmarked(page)) == [], address
        assert page.xpath("count(//header//p[@class='site-spoken'])") == 1, address
        assert page.text_content().count(NOTE) == 1, address
    assert statuses == {200, 400, 404, 410}


def test_a_word_that_is_not_marked_is_noticed() -> None:
    page = html.fromstring(
        '<html lang="en"><p>一</p><p lang="zh-Hans">二<b lang="en">三</b>四</p>五<img alt="六" data-cite="七" data-on="八">'
        '<img lang="zh-Hans" alt="九"><!--十--></html>'
    )
    assert list(unmarked(page)) == ["一", "五", "三", "六", "八"]


LATIN = Document(
    title="Abc",
    subject="Def",
    section="jdhy/xwfbh",
    source="Ghi",
    keywords=("jkl",),
    summary="Mno pqr.",
    held=Held(HELD, "3 pm"),
    venue="Stu",
    people=(
        Person("p1", "Vwx", "Yz", Role.MODERATOR, "11"),
        Person("p2", "Bcd", "Efg", Role.SPOKESPERSON, "12"),
        Person("p3", "Hij", "Klm", Role.ATTENDEE, "13"),
    ),
    turns=(
        Turn("t10", Kind.NARRATION, None, "Scene", blocks=(Paragraph("Xyz."),)),
        Turn("t1", Kind.STATEMENT, "p1", "Vwx", blocks=(Paragraph("Word see https://example.com/"),)),
        *(Turn(f"t{2 + n}", kind, None, "", blocks=(Paragraph("Word."),)) for n, kind in enumerate(Kind)),
        Turn("t7", Kind.QUESTION, None, "", blocks=(Paragraph("Word?"),), due=HELD.date()),
        Turn("t8", Kind.ANSWER, "p2", "Bcd", "t7", blocks=(Paragraph("Word."),), given_on=HELD.date()),
        Turn("t9", Kind.QUESTION, None, "", blocks=(), due=HELD.date()),
        Turn("t11", Kind.QUESTION, None, "", blocks=(Paragraph("Word?"),), due=date(2999, 1, 1)),
    ),
)


def test_nothing_that_the_site_itself_says_is_chinese(client: Client, settings: Settings) -> None:
    for name in ("NAME", "ORGANISER", "CONTACT", "ICP", "POLICE_RECORD"):
        setattr(settings, f"SITE_{name}", name)
    Section.objects.update(name=F("path"), description="", keywords="", column_type="")
    Topic.objects.all().delete()
    topic = Topic.objects.create(slug="topic", name="Topic")
    Department.objects.create(slug="department", name="Efg")
    nameless = replace(with_leaflet(LATIN).attachments[0], file="leaflet.pdf", title="")
    full = replace(LATIN, attachments=(nameless,))
    first = publish(document=full, files=files_of(), by="x").release
    for note in ("Note.", "Another."):
        publish(document=replace(full, venue=note), files=files_of(), by="x", note=note, release_id=first.pk)
    for day in range(1, 25):
        start = HELD - timedelta(days=400 + day) if day < 24 else timezone.localtime() + timedelta(days=3)
        other = replace(LATIN, held=Held(start), turns=LATIN.turns[: 3 * (day % 3)])
        publish(document=other, files=no_files, by="x")
    gone = publish(document=replace(LATIN, held=Held(HELD.date())), files=no_files, by="x").release
    withdraw(release_id=gone.pk, reason="Reason.", by="x")
    Filing.objects.bulk_create(Filing(question=one, topic=topic) for one in Question.objects.all())
    found = addresses(
        releases=[first.pk, gone.pk, "20260329-9"],
        versions=(1, 3, 9),
        people=["11", "99"],
        media=["photos/x.jpg"],
        turns=("t3", "t7", "t8", "t9", "t11"),
        words=("word", "word&year=2026", "word&page=2", "none", "wrod", "word+none&year=2026", "%22"),
    )
    for address in (*(path for path in found if path.startswith("/en/")), *map(in_english, ASKED)):
        text = content_of(client.get(address)).decode()
        assert text.count('hreflang="zh-Hans">中文</a>') == 1, address
        for own in (">中文<", NAMELESS, *EXAMPLES):
            text = text.replace(own, "")
        # A citation is Chinese throughout, to be copied or shown to be.
        apart = r' data-cite="[^"]*"|<p class="cite-text".*?</p>|<pre class="sample".*?</pre>'
        text = re.sub(apart, "", text, flags=re.DOTALL)
        assert [line for line in text.splitlines() if has_chinese(line)] == [], address


def asking(address: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the path, and what it is asked, however that is written and ordered."""
    parts = urlsplit(address)
    return parts.path, sorted(parse_qsl(parts.query, keep_blank_values=True))


def test_each_page_names_its_twin_and_is_named_by_it(client: Client, chinese: list[str]) -> None:
    pairs = 0
    for path in chinese:
        there, here = page_of(client, path), page_of(client, in_english(path))
        # Whoever follows the switch comes back to where they were.
        switches = [page.xpath("//a[@class='language']/@href") for page in (there, here)]
        assert [[*map(asking, links)] for links in switches] == [
            [asking(in_english(path))],
            [asking(path)],
        ], path
        assert "".join(there.xpath("//a[@class='language'][@lang='en'][@hreflang='en']/text()")) == "English"
        twins = [
            {
                link.attrib["hreflang"]: link.attrib["href"]
                for link in page.xpath("//link[@rel='alternate'][@hreflang]")
            }
            for page in (there, here)
        ]
        assert twins[0] == twins[1], path
        canonical = [page.xpath("//link[@rel='canonical']/@href") for page in (there, here)]
        if canonical[0]:
            assert canonical == [[twins[0]["zh-Hans"]], [twins[0]["en"]]], path
            assert twins[0]["x-default"] == twins[0]["zh-Hans"]
            assert set(twins[0]) == {"zh-Hans", "en", "x-default"}
            pairs += 1
        else:
            assert (canonical[1], twins[0]) == ([], {}), path
    assert pairs > 15


def test_an_english_page_asks_the_database_what_the_chinese_one_asks(
    client: Client, chinese: list[str]
) -> None:
    for path in chinese:
        asked = []
        for address in (path, in_english(path)):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                content_of(client.get(address))
            asked.append([query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]])
        assert len(asked[0]) == len(asked[1]), path


def test_links_of_an_english_page_stay_english(client: Client, chinese: list[str]) -> None:
    for path in chinese:
        page = page_of(client, in_english(path))
        links = page.xpath("//a[not(@class='language')]/@href | //form/@action")
        own = {link for link in links if link.startswith("/") and not link.startswith("/en/")}
        assert {link for link in own if not _is_file(link)} == set(), path


def _is_file(path: str) -> bool:
    """Return whether what stands at the path has no language."""
    return resolve(path.partition("?")[0]).namespace == "files"


def test_an_english_release_says_when_in_english(client: Client) -> None:
    site = published("http://testserver")
    page = page_of(client, f"/en{site.release}")
    facts = {
        fact.findtext("dt"): " ".join(fact.find("dd").text_content().split())
        for fact in page.xpath("//dl[@class='facts']/div")
    }
    assert facts["Time"] == "Wednesday 15 April 2026, 15:00"
    assert facts["Venue"] == DOCUMENT.venue
    assert list(facts) == ["Time", "Subject", "Venue", "Spokesperson", "Moderator", "Attending"]
    heads = [" ".join(head.text_content().split()) for head in page.xpath("//h3[@class='turn-name']")]
    assert heads[3:6] == ["Q澜江日报记者", "A周启明", "A茹岚"]
    assert page.xpath("//ol/li[@class='outline-statement']/a/span/text()")[:1] == ["Moderator "]


def test_a_day_is_read_in_the_order_of_the_language(client: Client) -> None:
    published("http://testserver")
    row = "string(//li[@class='row'][.//a[contains(@href, '20260415-1')]]//time)"
    assert page_of(client, "/releases/").xpath(row) == "2026年4月15日"
    assert page_of(client, "/en/releases/").xpath(row) == "15 April 2026"


@pytest.mark.parametrize(("number", "said"), [(1, "1 press conference"), (2, "2 press conferences")])
def test_one_is_not_several(client: Client, number: int, said: str) -> None:
    for _ in range(number):
        publish(document=LATIN, files=no_files, by="x")
    page = page_of(client, "/en/releases/")
    assert page.xpath("normalize-space(//h2[@id='results'])") == said


def test_a_code_says_the_same_address_whichever_page_shows_it(client: Client) -> None:
    release = publish(document=LATIN, files=no_files, by="x").release
    for prefix in ("", "/en"):
        page = page_of(client, f"{prefix}/releases/{release.pk}/qr/")
        shown = page.xpath("string(//p[contains(@class, 'poster-address')])")
        assert shown == f"news.example.gov.cn/releases/{release.pk}/"
        assert page.xpath("//img[@class='poster-code']/@src") == [f"/releases/{release.pk}/qr.svg"]


def test_a_failure_below_en_is_told_in_english(rf: RequestFactory) -> None:
    with translation.override("en"):
        page = html.fromstring(server_error(rf.get("/en/")).content.decode())
    assert page.attrib["lang"] == "en"
    assert list(unmarked(page)) == []
    assert page.xpath("//a/@href") == ["/en/"]


def test_the_site_has_an_english_name_where_it_is_given_one(client: Client, settings: Settings) -> None:
    settings.SITE_NAME_EN, settings.SITE_ORGANISER_EN = "Lanjiang News", "Lanjiang City"
    english = page_of(client, "/en/people/")
    assert english.findtext(".//title") == "People - Lanjiang News"
    assert english.xpath("string(//p[@class='site-organiser'])") == "Lanjiang City"
    assert page_of(client, "/people/").findtext(".//title") == f"人物 - {settings.SITE_NAME}"


def test_what_has_one_address_offers_no_other(client: Client) -> None:
    assert page_of(client, "/media/photos/x.jpg").xpath("//a[@class='language']") == []
    assert page_of(client, "/photos/x.jpg").xpath("//a[@class='language']/@href") == ["/en/photos/x.jpg"]
