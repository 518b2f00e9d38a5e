from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import html

from releases.desk import workflow
from releases.desk.models import Conference
from releases.record.models import Version
from tests.desk.making import account, client_of, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    return client_of(account("签发"))


def step(conference: Conference, name: str) -> str:
    return f"/desk/desk/conference/{conference.pk}/{name}/"


def fresh(conference: Conference) -> dict[str, object]:
    conference.refresh_from_db()
    return {"revision": conference.revision}


def test_publishing_asks_first_and_names_every_objection(desk: Client) -> None:
    conference = ready()
    page = desk.get(step(conference, "publish")).content.decode()
    assert "确认签发" in page
    assert "公开说明" not in page
    Conference.objects.update(title="", source="")
    page = desk.get(step(conference, "publish")).content.decode()
    assert "确认签发" not in page
    assert "没有标题。" in page
    assert "没有填写来源。" in page
    response = desk.post(step(conference, "publish"), fresh(conference))
    assert (response.status_code, Version.objects.count()) == (200, 0)
    page = response.content.decode()
    assert page.count("没有标题。") == 1
    assert page.count("没有填写来源。") == 1


def test_what_changed_after_the_page_was_opened_is_not_signed(desk: Client) -> None:
    conference = ready()
    response = desk.post(step(conference, "publish"), {"revision": conference.revision - 1})
    assert "请重新预览后再签发" in response.content.decode()
    assert Version.objects.count() == 0


def test_a_page_from_before_the_publication_says_so(desk: Client) -> None:
    conference = ready()
    data = fresh(conference)
    assert desk.post(step(conference, "publish"), data).status_code == 302
    page = desk.post(step(conference, "publish"), data).content.decode()
    assert "请重新预览后再签发" in page
    assert "这个字段是必填项" not in page
    assert Version.objects.count() == 1


def test_a_change_needs_a_note(desk: Client) -> None:
    conference = ready()
    desk.post(step(conference, "publish"), fresh(conference))
    Conference.objects.update(venue="别处")
    page = desk.get(step(conference, "publish")).content.decode()
    assert "确认发布更正或补充" in page
    response = desk.post(
        step(conference, "publish"), {**fresh(conference), "kind": "correction", "note": " "}
    )
    assert (response.status_code, Version.objects.count()) == (200, 1)
    data = {**fresh(conference), "kind": "addition", "note": "补充地点。"}
    assert desk.post(step(conference, "publish"), data).status_code == 302
    assert list(Version.objects.values_list("number", "kind", "note")) == [
        (1, "first", ""),
        (2, "addition", "补充地点。"),
    ]


def test_withdrawing_needs_a_reason_and_publishing_again_a_note(desk: Client) -> None:
    conference = ready()
    response = desk.post(step(conference, "withdraw"), {"reason": "核实中。"})
    assert "只有已发布的发布会才能撤回。" in response.content.decode()
    desk.post(step(conference, "publish"), fresh(conference))
    assert desk.post(step(conference, "withdraw"), {"reason": ""}).status_code == 200
    conference.refresh_from_db()
    assert conference.state == "published"
    assert desk.post(step(conference, "withdraw"), {"reason": "核实中。"}).status_code == 302
    page = desk.get(step(conference, "publish")).content.decode()
    assert "确认重新发布" in page
    assert 'name="kind"' not in page
    data = {**fresh(conference), "note": "核实无误。"}
    assert desk.post(step(conference, "publish"), data).status_code == 302
    conference.refresh_from_db()
    assert conference.state == "published"
    assert list(Version.objects.values_list("kind", "note")) == [
        ("first", ""), ("withdrawal", "核实中。"), ("restoration", "核实无误。"),
    ]  # fmt: skip


def test_the_form_says_what_is_public_and_what_is_not_yet(desk: Client) -> None:
    conference = ready()
    change = f"/desk/desk/conference/{conference.pk}/change/"
    assert "有修改尚未发布" not in desk.get(change).content.decode()
    workflow.publish(conference=conference, by=None)
    page = desk.get(change).content.decode()
    assert "20260329-1" in page
    assert "有修改尚未发布" not in page
    Conference.objects.update(venue="别处")
    assert "有修改尚未发布" in desk.get(change).content.decode()
    assert "撤回</a>" in page
    assert "撤回</a>" not in client_of(account("撰稿")).get(change).content.decode()


@pytest.mark.parametrize("name", ["publish", "withdraw"])
def test_a_missing_reason_is_named_with_the_way_to_it(desk: Client, name: str) -> None:
    conference = ready()
    workflow.publish(conference=conference, by=None)
    Conference.objects.update(summary="改过。")
    page: Any = html.document_fromstring(
        desk.post(step(conference, name), fresh(conference)).content.decode()
    )
    found = {
        link.get("href"): link.getparent().text_content()
        for link in page.xpath('//form/ul[@class="desk-objections"]//a')
    }
    assert (
        found
        == {
            "publish": {"#id_kind": "性质：这个字段是必填项。", "#id_note": "公开说明：这个字段是必填项。"},
            "withdraw": {"#id_reason": "撤回理由：这个字段是必填项。"},
        }[name]
    )
    assert page.findtext(".//title").strip().startswith("出错：")
    for href in found:
        field = page.get_element_by_id(href[1:])
        described = field.get("aria-describedby") or field.getparent().get("aria-describedby")
        told = [page.get_element_by_id(each).text_content().strip() for each in described.split()]
        assert told[-1] == "这个字段是必填项。"
