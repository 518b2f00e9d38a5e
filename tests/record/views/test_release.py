from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from releases.document import Document, Kind, Paragraph, Turn
from releases.record.models import Release, VersionKind
from releases.record.pages import VersionFacts
from releases.record.publishing import publish, withdraw
from tests.record.making import BEIJING, DOCUMENT, held, no_files, picture, release_of, several, with_photo

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 4, 1, 12, tzinfo=BEIJING)
URL = "/releases/20260329-1/"


def corrected(release: Release, document: Document, note: str = "更正说明") -> None:
    """Publish a correction."""
    publish(document=document, files=no_files, by="签发人", note=note, release_id=release.pk)


def long_document(turns: int) -> Document:
    """Return a conference of so many turns, questions and answers by turns."""
    made: list[Turn] = []
    for number in range(1, turns + 1, 2):
        made.append(Turn(f"t{number}", Kind.QUESTION, label="记者", blocks=(Paragraph("为什么？"),)))
        answer = Turn(
            f"t{number + 1}", Kind.ANSWER, "p2", answers=f"t{number}", blocks=(Paragraph("因为。"),)
        )
        made.append(answer)
    return replace(DOCUMENT, turns=tuple(made))


@pytest.mark.parametrize("others", [0, 1, 3])
@pytest.mark.parametrize("turns", [2, 200])
def test_release_takes_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, others: int, turns: int
) -> None:
    several(others)
    master = picture()
    release_of(with_photo(long_document(turns), master), master)
    with django_assert_num_queries(2):
        response = client.get(URL)
    assert response.status_code == 200
    assert len(response.context["page"].turns) == turns
    assert len(response.context["page"].related) == others


def test_release_shows_what_was_published(client: Client) -> None:
    release = release_of(at=NOON)
    response = client.get(URL)
    page = response.context["page"]
    assert (page.document, page.published_at, page.is_current, page.is_preview) == (
        DOCUMENT,
        NOON,
        True,
        False,
    )
    assert page.history == ()
    html = response.content.decode()
    for words in (
        "来源：澜江市人民政府新闻办公室",
        "发布时间：",
        "2026-04-01 12:00",
        "企业开办需要几天？",
        'id="t4"',
    ):
        assert words in html
    assert f'<link rel="canonical" href="https://news.example.gov.cn{release.get_absolute_url()}">' in html


def test_release_carries_all_page_labels(client: Client) -> None:
    release_of(at=NOON)
    html = client.get(URL).content.decode()
    for name, content in (
        ("SiteName", "澜江市新闻发布"),
        ("SiteDomain", "news.example.gov.cn"),
        ("SiteIDCode", "3299000001"),
        ("ColumnName", "新闻发布会"),
        ("ColumnType", "回应关切"),
        ("ArticleTitle", "澜江市优化营商环境新闻发布会"),
        ("PubDate", "2026-04-01 12:00"),
        ("ContentSource", "澜江市人民政府新闻办公室"),
        ("Url", "https://news.example.gov.cn/releases/20260329-1/"),
    ):
        assert html.count(f'<meta name="{name}" content="{content}">') == 1, name


def test_release_carries_open_graph_data(client: Client) -> None:
    release_of()
    html = client.get(URL).content.decode()
    for name, content in (
        ("og:title", "澜江市优化营商环境新闻发布会"),
        ("og:type", "article"),
        ("og:url", "https://news.example.gov.cn/releases/20260329-1/"),
        ("og:site_name", "澜江市新闻发布"),
        ("og:description", "介绍优化营商环境的举措。"),
    ):
        assert html.count(f'<meta property="{name}" content="{content}">') == 1, name


def test_release_shows_its_way_from_home(client: Client) -> None:
    release_of()
    trail = [(crumb.name, crumb.url) for crumb in client.get(URL).context["trail"]]
    assert trail == [
        ("首页", "/"),
        ("解读回应", "/sections/jdhy/"),
        ("新闻发布会", "/sections/jdhy/xwfbh/"),
        (DOCUMENT.title, ""),
    ]


def test_release_escapes_what_a_document_says(client: Client) -> None:
    release_of(replace(DOCUMENT, title="<script>alert(1)</script>", subject="\"'><b>"))
    html = client.get(URL).content.decode()
    assert "<script>alert" not in html
    assert "><b>" not in html


def test_release_lists_numbers_of_its_versions(client: Client) -> None:
    release = release_of()
    corrected(release, replace(DOCUMENT, title="更正后的标题"))
    response = client.get(URL)
    assert response.context["page"].history == (
        VersionFacts(1, "/releases/20260329-1/v1/"),
        VersionFacts(2, "/releases/20260329-1/v2/"),
    )
    assert "更正说明" in response.content.decode()


@pytest.mark.parametrize("path", ["/releases/20260329-2/", "/releases/20260329-0/", "/releases/20260329/"])
@pytest.mark.parametrize("rest", ["", "v1/", "qr/", "qr.svg", "qr.png", "v1/links/1/"])
def test_unknown_release_is_404(client: Client, path: str, rest: str) -> None:
    release_of()
    assert client.get(f"{path}{rest}").status_code == 404


@pytest.mark.parametrize("path", [URL, f"{URL}v1/", f"{URL}v2/", f"{URL}v1/links/1/", f"{URL}qr/"])
def test_withdrawn_release_is_410_with_its_reason_and_nothing_else(client: Client, path: str) -> None:
    turns = (*DOCUMENT.turns, Turn("t5", Kind.NARRATION, blocks=(Paragraph("https://a.example.org"),)))
    release = release_of(replace(DOCUMENT, turns=turns))
    assert client.get(f"{URL}v1/links/1/").status_code == 200
    withdraw(release_id=release.pk, reason="数据有误，正在核实。", by="签发人", at=None)
    response = client.get(path)
    html = response.content.decode()
    assert response.status_code == 410
    assert response.context["title"] == "2026年3月29日的发布内容已撤回"
    assert "数据有误，正在核实。" in html
    for words in (DOCUMENT.title, DOCUMENT.subject, "江望舒", "企业开办", "签发人"):
        assert words not in html


@pytest.mark.parametrize("name", ["qr.svg", "qr.png"])
def test_codes_of_withdrawn_release_are_410(client: Client, name: str) -> None:
    withdraw(release_id=release_of().pk, reason="有误", by="签发人")
    assert client.get(f"{URL}{name}").status_code == 410


@pytest.mark.parametrize("versions", [1, 3])
def test_version_takes_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, versions: int
) -> None:
    release = release_of()
    for number in range(1, versions):
        corrected(release, replace(DOCUMENT, title=f"第{number}次更正"))
    with django_assert_num_queries(3):
        response = client.get(f"{URL}v1/")
    assert len(response.context["page"].history) == versions


def test_version_shows_what_was_said_then_and_every_note(client: Client) -> None:
    release = release_of(at=NOON)
    later = NOON + timedelta(hours=1)
    publish(
        document=replace(DOCUMENT, title="更正后的标题"),
        files=no_files,
        by="签发人",
        note="标题有误。",
        release_id=release.pk,
        at=later,
    )
    response = client.get(f"{URL}v1/")
    page = response.context["page"]
    assert (page.document.title, page.is_current, page.newer_url) == (DOCUMENT.title, False, URL)
    assert page.history == (
        VersionFacts(1, f"{URL}v1/", VersionKind.FIRST, "首次发布", "", NOON),
        VersionFacts(2, f"{URL}v2/", VersionKind.CORRECTION, "更正", "标题有误。", later),
    )
    html = response.content.decode()
    assert "标题有误。" in html
    assert f'href="{URL}"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="https://news.example.gov.cn{URL}v1/">' in html
    assert f'<span class="address">https://news.example.gov.cn{URL}v1/</span>' in html
    assert f'data-copy="https://news.example.gov.cn{URL}v1/#t1"' in html
    assert f'src="{URL}v1/qr.svg"' in html
    assert f'src="{URL}qr.svg"' not in html


def test_version_that_is_current_says_so(client: Client) -> None:
    release = release_of()
    corrected(release, replace(DOCUMENT, title="更正后的标题"))
    page = client.get(f"{URL}v2/").context["page"]
    assert (page.document.title, page.is_current, page.newer_url) == ("更正后的标题", True, "")


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_unknown_version_is_404(client: Client, number: str) -> None:
    release_of()
    assert client.get(f"{URL}v{number}/").status_code == 404
    assert client.get(f"{URL}v{number}/links/1/").status_code == 404


def test_versions_before_a_withdrawal_stay_gone(client: Client) -> None:
    release = release_of(replace(DOCUMENT, subject="不该公开的内容"))
    withdraw(release_id=release.pk, reason="第一次撤回。", by="签发人")
    corrected(release, DOCUMENT, "重新发布。")
    withdraw(release_id=release.pk, reason="第二次撤回。", by="签发人")
    corrected(release, replace(DOCUMENT, venue="另一处"), "再次发布。")
    found = {number: client.get(f"{URL}v{number}/") for number in range(1, 6)}
    assert {number: response.status_code for number, response in found.items()} == {
        1: 410,
        2: 410,
        3: 410,
        4: 410,
        5: 200,
    }
    reasons = [found[number].context["reason"] for number in range(1, 5)]
    assert reasons == ["第一次撤回。", "第一次撤回。", "第二次撤回。", "第二次撤回。"]
    assert found[5].context["page"].history == (
        VersionFacts(
            5, f"{URL}v5/", "restoration", "恢复", "再次发布。", release.versions.get(number=5).published_at
        ),
    )
    assert client.get(URL).context["page"].history == ()
    assert not any("不该公开的内容" in response.content.decode() for response in found.values())


LINKS = replace(
    DOCUMENT,
    turns=(
        Turn(
            "t1",
            Kind.STATEMENT,
            blocks=(Paragraph("报名：https://signup.example.org/a?b=1&c=2 或 https://www.gov.cn/ ，谢谢。"),),
        ),
        Turn("t2", Kind.STATEMENT, blocks=(Paragraph("地图：https://map.example.org/"),)),
    ),
)


@pytest.mark.parametrize(
    ("index", "target", "host"),
    [
        (1, "https://signup.example.org/a?b=1&c=2", "signup.example.org"),
        (2, "https://map.example.org/", "map.example.org"),
    ],
)
def test_leaving_asks_before_a_published_link(client: Client, index: int, target: str, host: str) -> None:
    release_of(LINKS)
    response = client.get(f"{URL}v1/links/{index}/")
    assert (response.context["target"], response.context["host"]) == (target, host)
    html = response.content.decode()
    assert "您访问的链接即将离开“澜江市新闻发布”门户网站，是否继续？" in html
    assert f'href="{target.replace("&", "&amp;")}"' in html
    assert response.context["page"]["url"] == f"https://news.example.gov.cn{URL}"


@pytest.mark.parametrize(
    "rest", ["0/", "3/", "1/?url=https://evil.example.org/&target=https://evil.example.org/"]
)
def test_leaving_opens_nothing_else(client: Client, rest: str) -> None:
    release_of(LINKS)
    response = client.get(f"{URL}v1/links/{rest}")
    assert response.status_code == (200 if rest.startswith("1/") else 404)
    # The way to the same page in English keeps the query, and stays here.
    html = re.sub(r'<a class="language" href="/en/[^"]*"', "", response.content.decode())
    assert "evil.example.org" not in html


def test_leaving_knows_the_links_of_each_version(client: Client) -> None:
    release = release_of(LINKS)
    corrected(release, DOCUMENT)
    assert client.get(f"{URL}v1/links/1/").status_code == 200
    assert client.get(f"{URL}v2/links/1/").status_code == 404


def test_leaving_is_gone_for_versions_before_a_withdrawal(client: Client) -> None:
    release = release_of(LINKS)
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    corrected(release, DOCUMENT, "重新发布")
    assert client.get(f"{URL}v1/links/1/").status_code == 404


def test_announcement_becomes_a_release_at_the_same_address(client: Client) -> None:
    tomorrow = datetime.now(BEIJING) + timedelta(days=1)
    release = release_of(held(replace(DOCUMENT, turns=()), tomorrow))
    assert client.get(release.get_absolute_url()).context["page"].turns == ()
    publish(
        document=held(DOCUMENT, tomorrow),
        files=no_files,
        by="签发人",
        kind=VersionKind.ADDITION,
        note="补充图文实录。",
        release_id=release.pk,
    )
    assert len(client.get(release.get_absolute_url()).context["page"].turns) == 4


def test_a_version_before_a_withdrawal_leads_to_what_was_restored(client: Client) -> None:
    release = release_of()
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    assert "查看现行版本" not in client.get(f"{URL}v1/").content.decode()
    corrected(release, DOCUMENT, "重新发布")
    response = client.get(f"{URL}v1/")
    assert response.status_code == 410
    assert f'<a class="button" href="{URL}">查看现行版本</a>' in response.content.decode()


def test_the_current_version_says_to_programs_what_it_is(client: Client) -> None:
    hostile = replace(DOCUMENT, title="标题</script><script>alert(1)</script><!--")
    corrected(release_of(hostile), replace(hostile, venue="二楼"))
    found = {}
    for path in (URL, f"{URL}v2/", f"{URL}v1/", f"/en{URL}"):
        page = html.fromstring(client.get(path).content.decode())
        found[path] = [one.text or "" for one in page.iter("script") if not one.get("src")]
    assert found.pop(f"{URL}v1/") == []
    assert {len(one) for one in found.values()} == {1}
    assert len({*found[URL], *found[f"{URL}v2/"], *found[f"/en{URL}"]}) == 1
    article, event = json.loads(found[URL][0])["@graph"]
    assert article["headline"] == "标题</script><script>alert(1)</script><!--"
    assert article["hasPart"] == [{"@id": "https://news.example.gov.cn/releases/20260329-1/v2/#t3"}]
    assert event["location"] == {"@type": "Place", "name": "二楼"}
