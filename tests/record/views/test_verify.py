from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from releases.document import Paragraph
from releases.record.addresses import absolute
from releases.record.models import Release
from releases.record.publishing import publish
from tests.record.asking import asked
from tests.record.making import no_files, release_of

pytestmark = pytest.mark.django_db

SAID = "全市新增幼儿园学位2.4万个，其中公办占八成半。"


@pytest.fixture
def release() -> Release:
    """Publish an answer, and correct a figure in it."""
    document = asked(answer=SAID, on=date(2026, 3, 29))
    published = release_of(document, at=datetime(2026, 3, 30, 1, tzinfo=UTC))
    answer = replace(document.turns[-1], blocks=(Paragraph(SAID.replace("2.4", "2.6")),))
    publish(
        document=replace(document, turns=(*document.turns[:-1], answer)),
        files=no_files,
        by="签发人",
        release_id=published.pk,
        note="更正数字。",
        at=datetime(2026, 4, 1, 1, tzinfo=UTC),
    )
    return published


@pytest.mark.usefixtures("release")
def test_page_answers_each_quotation(client: Client) -> None:
    text = (
        "“新增幼儿园学位2.4万个”“新增幼儿园学位2.6万个。”“其中公办只占八成半”“油菜花开得早了一个星期”“一件事”"
    )
    page = client.post("/verify/", {"text": text}).content.decode()
    assert "核对了 4 条" in page
    assert "有 1 条不到 8 个字" in page
    for words in ("一字不差 1", "曾经如此，后已更正 1", "有出入 1", "没有找到 1"):
        assert words in page
    assert '<del><span class="visually-hidden">引文写作：</span>只</del>' in page
    assert "江望舒，市行政审批局局长" in page
    assert "第 1 版，2026年3月30日 09:00发布" in page


def test_page_keeps_nothing_and_sets_no_cookie(client: Client) -> None:
    for response in (client.get("/verify/"), client.post("/verify/", {"text": "全市新增幼儿园学位"})):
        assert not response.cookies
        assert "no-store" in response.headers["Cache-Control"]


def test_page_takes_no_token(release: Release) -> None:
    response = Client(enforce_csrf_checks=True).post("/verify/", {"text": "“新增幼儿园学位2.6万个”"})
    assert f"/releases/{release.pk}/v2/#t4" in response.content.decode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "请粘贴要核对的文字。"),
        ("幼" * 20_001, "最多 20000 个字，请缩短一些。"),
        ("幼儿园\x00学位", "这里有无法查找的字符，请重新输入。"),
    ],
)
def test_text_that_cannot_be_checked_is_told_and_kept(client: Client, text: str, words: str) -> None:
    response = client.post("/verify/", {"text": text})
    assert response.status_code == 400
    assert response.context["form"].errors["text"] == [words]
    assert words in response.content.decode()
    assert client.post("/verify.json", {"text": text}).json() == {"errors": {"text": [words]}}


def test_machines_get_the_same_as_json(client: Client, release: Release) -> None:
    response = client.post(
        "/verify.json", {"text": "“新增幼儿园学位2.4万个”“油菜花开得早了一个星期”“一件事”"}
    )
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    address = absolute(f"/releases/{release.pk}/")
    assert response.json() == {
        "in_quotation_marks": True,
        "too_short": 1,
        "not_checked": 0,
        "numbers": {"exact": 0, "before": 1, "nearly": 0, "not_found": 1},
        "quotations": [
            {
                "text": "新增幼儿园学位2.4万个",
                "verdict": "before",
                "share": 100.0,
                "same_punctuation": True,
                "difference": [{"kind": "kept", "words": "新增幼儿园学位2.4万个"}],
                "said_by": {"name": "江望舒", "position": "市行政审批局局长"},
                "release": {
                    "id": release.pk,
                    "title": "2026年03月29日的发布会",
                    "held_on": "2026-03-29",
                    "url": address,
                },
                "version": 1,
                "current_version": 2,
                "published_at": "2026-03-30T09:00:00+08:00",
                "turn": "t4",
                "url": f"{address}v1/#t4",
                "elsewhere": 0,
                "now": [
                    {"kind": "kept", "words": "新增幼儿园学位"},
                    {"kind": "quoted", "words": "2.4"},
                    {"kind": "said", "words": "2.6"},
                    {"kind": "kept", "words": "万个"},
                ],
            },
            {"text": "油菜花开得早了一个星期", "verdict": "not_found"},
        ],
    }


def test_machines_are_told_what_is_no_longer_said(client: Client, release: Release) -> None:
    assert release.version
    document = release.version.content
    answer = replace(document.turns[-1], blocks=(Paragraph("会后书面答复。"),))
    publish(
        document=replace(document, turns=(*document.turns[:-1], answer)),
        files=no_files,
        by="签发人",
        release_id=release.pk,
        note="删去数字。",
    )
    (question, said) = client.post(
        "/verify.json", {"text": "“企业开办需要几天？”“新增幼儿园学位2.6万个”"}
    ).json()["quotations"]
    assert (question["verdict"], said["verdict"], said["version"], said["now"]) == (
        "exact",
        "before",
        2,
        None,
    )


@pytest.mark.usefixtures("release")
def test_sentences_are_checked_where_they_are_asked_for(client: Client) -> None:
    text = "公报：“新增幼儿园学位2.6万个”。其中公办占八成半。"
    found = [
        client.post("/verify.json", {"text": text, **asked}).json() for asked in ({}, {"sentences": "on"})
    ]
    assert [[one["text"] for one in each["quotations"]] for each in found] == [
        ["新增幼儿园学位2.6万个"],
        ["公报：“新增幼儿园学位2.6万个”。", "其中公办占八成半。"],
    ]


@pytest.mark.parametrize(("path", "allowed"), [("/verify/", "GET, HEAD, POST"), ("/verify.json", "POST")])
def test_other_methods_are_refused(client: Client, path: str, allowed: str) -> None:
    response = client.delete(path)
    assert (response.status_code, response.headers["Allow"]) == (405, allowed)
