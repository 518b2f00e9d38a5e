from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import canonical
from releases.record.exports import FORMATS
from releases.record.models import Section
from releases.record.publishing import publish, withdraw
from tests.record.api.reading import LONG_AGO, errors, got, items, pages, problem
from tests.record.making import DOCUMENT, files_of, held, no_files, picture, release_of, several, with_photo

pytestmark = pytest.mark.django_db

SITE = "https://news.example.gov.cn"
WATER = replace(
    held(DOCUMENT, date(2025, 7, 1)),
    title="防汛抗旱新闻发布会",
    source="澜江市水利局",
    section="jdhy",
    turns=(),
    people=(),
)


def ids(client: Client, address: str) -> list[str]:
    """Return the ids in a list, in order."""
    return [item["id"] for item in items(client, address)]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    "query", ["", "?year=2026&speaker=江&words=新闻&section=jdhy", f"?updated_since={LONG_AGO}"]
)
def test_the_list_takes_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, query: str
) -> None:
    several(number)
    with django_assert_num_queries(2):
        response = client.get(f"/api/v1/releases{query}")
    assert len(response.json()["items"]) == number


def test_an_item_tells_what_the_list_on_the_page_tells(client: Client) -> None:
    release = release_of(held(DOCUMENT, date(2026, 3, 29)))
    release.refresh_from_db()
    assert release.version
    (item,) = got(client, "releases")["items"]
    assert item.pop("published_at") == item.pop("updated_at")
    assert item == {
        "id": "20260329-1",
        "state": "current",
        "url": f"{SITE}/releases/20260329-1/",
        "api": f"{SITE}/api/v1/releases/20260329-1",
        "title": DOCUMENT.title,
        "source": DOCUMENT.source,
        "summary": DOCUMENT.summary,
        "section": "jdhy/xwfbh",
        "held_on": "2026-03-29",
        "held_at": None,
        "version": 1,
        "digest": release.version.digest,
        "turns": 4,
        "questions": 1,
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year=2026", ["20260329-1"]),
        ("year=2024", []),
        ("source=澜江市水利局", ["20250701-1"]),
        ("speaker=江望", ["20260329-1"]),
        ("words=防汛 发布会", ["20250701-1"]),
        ("section=jdhy", ["20260329-1", "20250701-1"]),
        ("section=jdhy/xwfbh", ["20260329-1"]),
        ("section=jdhy/x", []),
        ("section=jd", []),
        ("year=2025&source=澜江市人民政府新闻办公室", []),
    ],
)
def test_filters_are_those_of_the_page_and_the_section(client: Client, query: str, found: list[str]) -> None:
    release_of(WATER)
    release_of()
    assert ids(client, f"releases?{query}") == found


def test_pages_lead_through_all_of_it_and_keep_the_filters(client: Client) -> None:
    several(5)
    release_of(WATER)
    found = [[item["id"] for item in page] for page in pages(client, "releases?limit=2&year=2026")]
    assert found == [["20260105-1", "20260104-1"], ["20260103-1", "20260102-1"], ["20260101-1"]]
    response = client.get("/api/v1/releases?limit=2")
    assert response.headers["Link"] == f'<{response.json()["next"]}>; rel="next"'
    assert "Link" not in client.get("/api/v1/releases").headers


def test_twenty_are_given_where_nobody_says_how_many(client: Client) -> None:
    several(21)
    assert [len(page) for page in pages(client, "releases")] == [20, 1]
    assert [len(page) for page in pages(client, "releases?limit=100")] == [21]
    # What ends with a page has none after it.
    assert [len(page) for page in pages(client, "releases?limit=7")] == [7, 7, 7]


def test_nothing_is_given_twice_or_missed_while_things_change(client: Client) -> None:
    standing = {release.pk for release in several(8)} - {"20260102-1", "20260107-1"}

    def change(number: int) -> None:
        if number == 1:
            # One that was given goes, one that is to come goes, the day of one that was given moves behind.
            withdraw(release_id="20260107-1", reason="有误", by="签发人")
            withdraw(release_id="20260102-1", reason="有误", by="签发人")
            publish(
                document=held(DOCUMENT, date(2026, 1, 1)),
                files=no_files,
                by="签发人",
                note="更正日期",
                release_id="20260108-1",
            )
        # New ones before and behind; and the day of one that is to come moves ahead.
        release_of(held(DOCUMENT, date(2026, 6, number)))
        release_of(held(DOCUMENT, date(2025, 6, number)))
        if number == 2:
            publish(
                document=held(DOCUMENT, date(2026, 9, 1)),
                files=no_files,
                by="签发人",
                note="更正日期",
                release_id="20260101-1",
            )

    found = [item["id"] for item in items(client, "releases?limit=2", change)]
    assert len(found) == len(set(found))
    assert standing <= set(found)
    assert "20260102-1" not in found


def test_one_release_is_its_json_with_links(client: Client) -> None:
    master = picture()
    release_of(with_photo(DOCUMENT, master), master)
    publish(document=DOCUMENT, files=files_of(), by="签发人", note="去掉照片", release_id="20260329-1")
    whole = got(client, "releases/20260329-1")
    links = whole.pop("links")
    assert whole == json.loads(client.get("/releases/20260329-1.json").content)
    assert hashlib.sha256(canonical(whole["document"]).encode()).hexdigest() == whole["version"]["digest"]
    base = f"{SITE}/releases/20260329-1"
    assert links == {
        "turns": f"{SITE}/api/v1/turns?release=20260329-1",
        "versions": [{"number": n, "url": f"{base}/v{n}/", "json": f"{base}/v{n}.json"} for n in (1, 2)],
        "formats": {
            form.suffix: f"{base}/v2.{form.suffix}" for form in FORMATS if form.suffix != "photos.zip"
        },
    }
    for address in (links["turns"], *links["formats"].values(), *(one["json"] for one in links["versions"])):
        assert client.get(address.removeprefix(SITE)).status_code == 200


def test_one_release_takes_one_query_and_is_written_only_for_those_without_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of()
    with django_assert_num_queries(1):
        tag = client.get("/api/v1/releases/20260329-1").headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/api/v1/releases/20260329-1", headers={"if-none-match": tag}).status_code == 304
    publish(
        document=replace(DOCUMENT, title="更正"),
        files=no_files,
        by="签发人",
        note="更正",
        release_id="20260329-1",
    )
    assert (
        client.get("/api/v1/releases/20260329-1", headers={"if-none-match": tag}).json()["document"]["title"]
        == "更正"
    )


def test_what_is_not_there_and_what_was_withdrawn_say_so(client: Client) -> None:
    release_of()
    assert problem(client, "releases/20260329-2", 404)["detail"] == "没有编号为 20260329-2 的发布。"
    withdrawal = withdraw(release_id="20260329-1", reason="数据有误，正在核实。", by="签发人")
    value = problem(client, "releases/20260329-1", 410)
    assert (
        value.pop("withdrawn_at")
        == got(client, f"releases?updated_since={LONG_AGO}")["items"][0]["updated_at"]
    )
    assert value == {
        "type": f"{SITE}/api/#withdrawn",
        "title": "已经撤回",
        "status": 410,
        "detail": "这场发布已经撤回：数据有误，正在核实。",
        "id": "20260329-1",
        "reason": "数据有误，正在核实。",
    }
    assert withdrawal.by == "签发人"


def test_after_a_restoration_only_what_may_be_read_is_linked(client: Client) -> None:
    release_of()
    withdraw(release_id="20260329-1", reason="有误", by="签发人")
    publish(document=DOCUMENT, files=no_files, by="签发人", note="恢复", release_id="20260329-1")
    links = got(client, "releases/20260329-1")["links"]
    assert [one["number"] for one in links["versions"]] == [3]


def test_what_changed_stands_in_the_order_in_which_it_changed(client: Client) -> None:
    for release in several(3):
        assert release.pk
    publish(
        document=replace(DOCUMENT, title="更正"),
        files=no_files,
        by="签发人",
        note="更正",
        release_id="20260101-1",
    )
    withdraw(release_id="20260102-1", reason="有误", by="签发人")
    found = items(client, f"releases?updated_since={LONG_AGO}&limit=1")
    assert [item["id"] for item in found] == ["20260103-1", "20260101-1", "20260102-1"]
    assert found[1]["title"] == "更正"
    at = found[2]["updated_at"]
    assert found[2] == {"id": "20260102-1", "state": "withdrawn", "updated_at": at, "reason": "有误"}
    # From the last one on: itself, and what came later.
    assert items(client, f"releases?updated_since={at.replace('+', '%2B')}") == [found[2]]


def test_what_changes_while_it_is_read_comes_again_at_the_end(client: Client) -> None:
    several(4)

    def change(number: int) -> None:
        if number == 1:
            withdraw(release_id="20260101-1", reason="有误", by="签发人")
            publish(
                document=replace(DOCUMENT, title="更正"),
                files=no_files,
                by="签发人",
                note="更正",
                release_id="20260103-1",
            )

    found = [
        (item["id"], item["state"])
        for item in items(client, f"releases?updated_since={LONG_AGO}&limit=2", change)
    ]
    assert found == [
        ("20260101-1", "current"),
        ("20260102-1", "current"),
        ("20260104-1", "current"),
        ("20260101-1", "withdrawn"),
        ("20260103-1", "current"),
    ]


def test_no_filter_tells_what_was_withdrawn(client: Client) -> None:
    release_of(WATER)
    withdraw(release_id="20250701-1", reason="有误", by="签发人")
    for query in ("words=防汛", "source=澜江市水利局", "year=2025", "section=jdhy"):
        assert ids(client, f"releases?{query}") == []
        name = query.partition("=")[0]
        assert errors(client, f"releases?updated_since={LONG_AGO}&{query}") == {
            name: "不能与 updated_since 同用。"
        }


def test_a_section_of_a_like_name_is_another(client: Client) -> None:
    Section.objects.create(path="jdhyx", name="别处", description="x", keywords="x", column_type="x")
    release_of(replace(DOCUMENT, section="jdhyx"))
    assert ids(client, "releases?section=jdhy") == []
    assert ids(client, "releases?section=jdhyx") == ["20260329-1"]
