from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Person, Role
from releases.record.models import Release, Section
from releases.record.publishing import withdraw
from tests.record.making import DOCUMENT, held, release_of, several

pytestmark = pytest.mark.django_db

WATER = replace(
    held(DOCUMENT, date(2025, 7, 1)),
    title="澜江市 防汛抗旱 新闻发布会",
    source="澜江市水利局",
    people=(Person("p2", "顾清溪", "市水利局局长", Role.SPOKESPERSON, "21"), *DOCUMENT.people[::2]),
    turns=DOCUMENT.turns,
)
SCHOOL = replace(held(DOCUMENT, date(2025, 8, 20)), title="澜江市秋季开学新闻发布会", source="澜江市教育局")


@pytest.fixture
def three() -> list[Release]:
    """Publish three releases of different years, sources and speakers."""
    return [release_of(document) for document in (DOCUMENT, WATER, SCHOOL)]


def found(client: Client, query: str, path: str = "/releases/") -> list[str]:
    """Return the titles of a list, with the count it states checked."""
    response = client.get(f"{path}?{query}")
    assert response.status_code == 200
    titles = [release.title for release in response.context["page_obj"]]
    assert response.context["count"] == len(titles)
    return titles


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/releases/", 2), ("/sections/jdhy/", 3), ("/sections/jdhy/xwfbh/", 3)]
)
@pytest.mark.parametrize("query", ["", "?year=2026&speaker=江&words=新闻&source=澜江市人民政府新闻办公室"])
def test_list_takes_few_queries(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    path: str,
    queries: int,
    query: str,
) -> None:
    several(number)
    # What is chosen has to be counted.
    with django_assert_num_queries(queries + bool(query)):
        response = client.get(f"{path}{query}")
    assert response.context["count"] == number


def test_list_has_the_newest_first(client: Client, three: list[Release]) -> None:
    assert found(client, "") == [DOCUMENT.title, SCHOOL.title, WATER.title]
    assert len(three) == 3


def test_list_leaves_withdrawn_out_of_rows_and_choices(client: Client, three: list[Release]) -> None:
    withdraw(release_id=three[1].pk, reason="有误", by="签发人")
    assert found(client, "") == [DOCUMENT.title, SCHOOL.title]
    assert "澜江市水利局" not in client.get("/releases/").content.decode()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("year=2026", [DOCUMENT.title]),
        ("year=2025", [SCHOOL.title, WATER.title]),
        ("year=2024", []),
        ("source=澜江市水利局", [WATER.title]),
        ("source=不存在的局", []),
        ("speaker=顾清溪", [WATER.title]),
        ("speaker=顾", [WATER.title]),
        ("speaker=江望舒", [DOCUMENT.title, SCHOOL.title]),
        ("speaker=白砚", []),
        ("words=新闻发布会 防汛", [WATER.title]),
        ("words=开学 防汛", []),
        ("words=%25", []),
        ("year=2025&speaker=江望舒", [SCHOOL.title]),
        ("year=2025&source=澜江市水利局&speaker=顾清溪&words=抗旱", [WATER.title]),
        ("year=2026&source=澜江市水利局", []),
        ("year=&source=&speaker=&words=", [DOCUMENT.title, SCHOOL.title, WATER.title]),
        ("utm_source=x", [DOCUMENT.title, SCHOOL.title, WATER.title]),
    ],
)
def test_filters_combine(client: Client, query: str, titles: list[str]) -> None:
    assert found(client, query) == titles


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("year=abc", {"year": ["年份应为四位数字，例如 2026。"]}),
        ("year=99", {"year": ["年份应为四位数字，例如 2026。"]}),
        ("year=20260", {"year": ["年份应为四位数字，例如 2026。"]}),
        ("year=2026.5", {"year": ["年份应为四位数字，例如 2026。"]}),
        ("year=9" + "9" * 5000, {"year": ["年份应为四位数字，例如 2026。"]}),
        ("words=" + "词" * 101, {"words": ["确保该变量包含不超过 100 字符 (目前字符数 101)。"]}),
        ("speaker=a%00b", {"speaker": ["不允许是用空字符串。"]}),
    ],
)
def test_nonsense_gets_a_message_and_no_rows(
    client: Client, query: str, errors: dict[str, list[str]]
) -> None:
    response = client.get(f"/releases/?{query}&source=澜江市教育局")
    assert response.status_code == 400
    assert list(response.context["filter"].form.errors) == list(errors)
    assert (response.context["count"], list(response.context["page_obj"])) == (0, [])
    assert response.context["invalid"] is True
    html = response.content.decode()
    assert SCHOOL.title not in html
    if "year" in errors:
        assert response.context["filter"].form.errors == errors
        assert errors["year"][0] in html


@pytest.mark.usefixtures("three")
def test_choices_are_those_that_exist_and_the_one_asked_for(client: Client) -> None:
    fields = client.get("/releases/?source=不存在的局&year=1999").context["filter"].form.fields
    assert list(fields) == ["year", "source", "speaker", "words"]
    assert [value for value, _ in fields["year"].widget.choices] == ["", "2026", "2025", "1999"]
    assert [value for value, _ in fields["source"].widget.choices] == [
        "",
        "澜江市人民政府新闻办公室",
        "澜江市教育局",
        "澜江市水利局",
        "不存在的局",
    ]


def test_releases_without_source_offer_none(client: Client) -> None:
    release_of(replace(DOCUMENT, source=""))
    fields = client.get("/releases/").context["filter"].form.fields
    assert fields["source"].widget.choices == [("", "全部")]


@pytest.mark.usefixtures("three")
def test_chosen_filters_can_be_taken_away_one_by_one(client: Client) -> None:
    context = client.get("/releases/?words=发布会&page=1&year=2025&utm=x").context
    assert context["chosen"] == [
        ("年份", "2025", "/releases/?words=%E5%8F%91%E5%B8%83%E4%BC%9A"),
        ("标题中的词", "发布会", "/releases/?year=2025"),
    ]
    assert context["query_without_page"] == "year=2025&words=%E5%8F%91%E5%B8%83%E4%BC%9A"
    assert client.get("/releases/?year=2025").context["chosen"] == [("年份", "2025", "/releases/")]


def test_paging_keeps_the_filters(client: Client) -> None:
    several(41)
    response = client.get("/sections/jdhy/?year=2026&page=2")
    assert response.context["count"] == 41
    assert [release.title for release in response.context["page_obj"]][::19] == [
        "第21场新闻发布会",
        "第2场新闻发布会",
    ]
    html = response.content.decode()
    assert 'href="?year=2026&amp;page=3"' in html
    canonical = "https://news.example.gov.cn/sections/jdhy/?year=2026&amp;page=2"
    assert f'<link rel="canonical" href="{canonical}">' in html
    assert response.context["page_title"] == "解读回应（第 2 页）"
    assert len(client.get("/sections/jdhy/?page=3").context["page_obj"]) == 1


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1.5", "999999999999999999999"])
@pytest.mark.parametrize("path", ["/releases/", "/people/", "/people/11/"])
def test_page_that_does_not_exist_is_404(client: Client, path: str, page: str) -> None:
    release_of()
    assert client.get(f"{path}?page=1").status_code == 200
    assert client.get(f"{path}?page=").status_code == 200
    assert client.get(f"{path}?page={page}").status_code == 404


def test_empty_list_says_so(client: Client) -> None:
    response = client.get("/releases/")
    assert (response.status_code, response.context["count"], response.context["invalid"]) == (200, 0, False)


def test_section_shows_itself_and_what_is_below(client: Client) -> None:
    other = Section.objects.create(
        path="zwgk", name="政务公开", description="描述", keywords="词", column_type="其他"
    )
    top, below = release_of(replace(SCHOOL, section="jdhy")), release_of(DOCUMENT)
    elsewhere = release_of(replace(WATER, section="zwgk"))
    context = client.get("/sections/jdhy/").context
    assert list(context["page_obj"]) == [below, top]
    assert [child.path for child in context["children"]] == ["jdhy/xwfbh"]
    deeper = client.get("/sections/jdhy/xwfbh/").context
    assert (list(deeper["page_obj"]), deeper["children"]) == ([below], [])
    assert [(crumb.name, crumb.url) for crumb in deeper["trail"]] == [
        ("首页", "/"),
        ("解读回应", "/sections/jdhy/"),
        ("新闻发布会", ""),
    ]
    assert list(client.get(other.get_absolute_url()).context["page_obj"]) == [elsewhere]


def test_section_carries_column_labels(client: Client) -> None:
    html = client.get("/sections/jdhy/xwfbh/").content.decode()
    section = Section.objects.get(path="jdhy/xwfbh")
    for name, content in (
        ("SiteIDCode", "3299000001"),
        ("ColumnName", section.name),
        ("ColumnDescription", section.description),
        ("ColumnKeywords", section.keywords),
        ("ColumnType", "回应关切"),
    ):
        assert html.count(f'<meta name="{name}" content="{content}">') == 1, name
    assert "ArticleTitle" not in html


@pytest.mark.parametrize("path", ["/sections/nowhere/", "/sections/jdhy/xwfbh/deeper/", "/sections//"])
def test_unknown_section_is_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
