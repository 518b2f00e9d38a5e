"""Two people on one page: whatever the second typed and the first saved, both are there afterwards."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from lxml import html

from releases.desk.freeze import freeze
from releases.desk.models import Conference, Draft, Turn
from tests.desk.making import account, client_of, form_data, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference() -> Conference:
    return ready(photo="")


@pytest.fixture
def illustrated() -> Conference:
    return ready()


@pytest.fixture
def mine() -> Client:
    return client_of(account("撰稿"))


@pytest.fixture
def theirs() -> Client:
    return client_of(account("签发"))


def address(conference: Conference, page: str) -> str:
    return f"/desk/desk/conference/{conference.pk}/{page}/"


def opened(desk: Client, conference: Conference, page: str) -> dict[str, Any]:
    return form_data(desk.get(address(conference, page)).content.decode())


def save(desk: Client, conference: Conference, page: str, **typed: str) -> None:
    data = {**opened(desk, conference, page), **{name.replace("__", "-"): v for name, v in typed.items()}}
    assert desk.post(address(conference, page), data).status_code == 302


def refused(desk: Client, conference: Conference, page: str, data: dict[str, Any]) -> str:
    response = desk.post(address(conference, page), data)
    assert response.status_code == 200
    return response.content.decode()


def told(page: str) -> dict[str, list[str]]:
    """Return what the page tells under each of its headings: a name, then removed -words and added +words."""
    tree: Any = html.document_fromstring(page)
    found = {}
    for heading in tree.xpath('//section[contains(@class, "desk-overtaken")]/h3'):
        rows = []
        for item in heading.getnext().xpath("./li"):
            marked = [
                ("-" if each.tag == "del" else "+") + each.text_content()
                for each in item.xpath(".//del|.//ins")
            ]
            rows.append(" ".join([item.xpath("string(h3)"), *marked]))
        found[re.split("[，（]", heading.text)[0]] = rows
    return found


def onto(page: str) -> dict[str, Any]:
    revision = re.search(r'name="onto" value="(\d+)"', page)
    assert revision is not None
    return {**form_data(page), "onto": revision[1]}


@pytest.mark.parametrize("page", ["change", "review"])
def test_words_of_both_are_kept(mine: Client, theirs: Client, conference: Conference, page: str) -> None:
    data = opened(mine, conference, page)
    before = data["turns-1-body"]
    save(theirs, conference, page, turns__1__body=before.replace("进展", "情况"), turns__2__body="请问？")
    typed = {"turns-1-body": before.replace("进展", "成效"), "turns-4-body": "谢谢。"}
    shown = refused(mine, conference, page, {**data, **typed})
    assert told(shown) == {
        "两个人都改了": ["实录 t2 内容 -情况 +成效"],
        "只有您改了": ["实录 t5 内容 -发布会到此结束，谢谢大家！ +谢谢。"],
        "只有对方改了": ["实录 t3 内容 -工程何时完工"],
    }
    assert conference.turns.get(number=2).body == before.replace("进展", "情况")
    again = onto(shown)
    assert mine.post(address(conference, page), again).status_code == 302
    bodies = dict(conference.turns.values_list("number", "body"))
    assert (bodies[2], bodies[3], bodies[5]) == (before.replace("进展", "成效"), "请问？", "谢谢。")


@pytest.mark.parametrize("page", ["change", "review"])
def test_saving_again_without_choosing_is_refused_again(
    mine: Client, theirs: Client, conference: Conference, page: str
) -> None:
    data = opened(mine, conference, page)
    save(theirs, conference, page, turns__0__body="别人的话。")
    shown = refused(mine, conference, page, {**data, "turns-0-body": "我的话。"})
    again = refused(mine, conference, page, form_data(shown))
    assert form_data(again)["turns-0-body"] == "我的话。"
    assert told(again) == {"只有您改了": ["实录 t1 内容 -别人 +我"]}
    assert conference.turns.get(number=1).body == "别人的话。"


@pytest.mark.parametrize("page", ["change", "review"])
def test_a_third_saving_in_between_is_shown_too(
    mine: Client, theirs: Client, conference: Conference, page: str
) -> None:
    data = opened(mine, conference, page)
    save(theirs, conference, page, turns__0__body="别人的话。")
    ready_to_save = onto(refused(mine, conference, page, {**data, "turns-0-body": "我的话。"}))
    save(theirs, conference, page, turns__0__body="别人又改的话。", turns__1__body="另一段。")
    shown = refused(mine, conference, page, ready_to_save)
    assert told(shown)["只有对方改了"][0].startswith("实录 t2 内容")
    assert conference.turns.get(number=1).body == "别人又改的话。"
    assert mine.post(address(conference, page), onto(shown)).status_code == 302
    assert list(conference.turns.values_list("body", flat=True))[:2] == ["我的话。", "另一段。"]


@pytest.mark.parametrize("page", ["change", "review"])
def test_rows_the_other_added_or_deleted_stay_so(
    mine: Client, theirs: Client, conference: Conference, page: str
) -> None:
    data = opened(mine, conference, page)
    Turn.objects.filter(conference=conference, number__in=(1, 5)).delete()
    Turn.objects.create(conference=conference, number=6, order=1, label="新来的", body="对方新增的一段。")
    Conference.objects.filter(pk=conference.pk).update(next_turn=7)
    save(theirs, conference, page)
    save(theirs, conference, "change", title="别人的标题")
    typed = {"turns-0-body": "我在第一段里写的话。", "turns-1-body": "我在第二段里写的话。"}
    shown = refused(mine, conference, page, {**data, **typed})
    groups = told(shown)
    # Each value says what it is of, and the row is not called new: it is the other way round.
    assert groups["对方删除了"] == [
        "实录（打开时第 1 行） +次序：1 +类型：发言 +发言人：陈舟 市政府新闻办副主任 +显示名称：陈舟"
        " +内容：我在第一段里写的话。"
    ]
    assert "对方新增的一段。" in " ".join(groups["只有对方改了"])
    assert "谢谢大家" in " ".join(groups["只有对方改了"])
    assert mine.post(address(conference, page), onto(shown)).status_code == 302
    assert sorted(conference.turns.values_list("number", "body")) == [
        (2, "我在第二段里写的话。"),
        (3, "请问工程何时完工？"),
        (4, "预计明年六月底完工。"),
        (6, "对方新增的一段。"),
    ]


def test_my_own_new_rows_come_after_theirs(mine: Client, theirs: Client, conference: Conference) -> None:
    new = {"turns-TOTAL_FORMS": "6", "turns-5-kind": "statement", "turns-5-body": "我新增的。"}
    data = {**opened(mine, conference, "change"), **new}
    other = {**new, "turns-5-body": "对方新增的。"}
    given = {**opened(theirs, conference, "change"), **other}
    assert theirs.post(address(conference, "change"), given).status_code == 302
    shown = refused(mine, conference, "change", data)
    assert mine.post(address(conference, "change"), onto(shown)).status_code == 302
    assert list(conference.turns.values_list("number", "body"))[5:] == [
        (6, "对方新增的。"),
        (7, "我新增的。"),
    ]


def test_a_row_deleted_here_and_mended_there_is_kept(
    mine: Client, theirs: Client, conference: Conference
) -> None:
    data = {**opened(mine, conference, "change"), "turns-1-DELETE": "on", "turns-4-DELETE": "on"}
    save(theirs, conference, "change", turns__1__body="对方改过的话。")
    shown = refused(mine, conference, "change", data)
    assert "实录 t2：您要删除，对方作了修改，先保留 +次序：2 " in " ".join(told(shown)["两个人都改了"])
    assert mine.post(address(conference, "change"), onto(shown)).status_code == 302
    assert list(conference.turns.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_choices_boxes_and_facts_are_told_in_words(
    mine: Client, theirs: Client, illustrated: Conference
) -> None:
    data = opened(mine, illustrated, "change")
    save(
        theirs,
        illustrated,
        "change",
        title="别人的标题",
        turns__0__kind="statement",
        photos__0__alt="别人写的",
    )
    typed = {"title": "我的标题", "turns-0-kind": "question", "photos-0-decorative": "on", "photos-0-alt": ""}
    shown = refused(mine, illustrated, "change", {**data, **typed})
    groups = told(shown)
    assert groups["两个人都改了"] == [
        "标题 -别人 +我",
        "实录 t1 类型 -发言 +提问",
        "图片 f1 替代文字 -别人写的",
    ]
    assert form_data(shown)["photos-0-decorative"] == "on"
    back = {**onto(shown)}
    assert mine.post(address(illustrated, "change"), back).status_code == 302
    photo = illustrated.photos.get()
    assert (photo.alt, photo.decorative, Conference.objects.get().title) == ("", True, "我的标题")


def test_a_box_left_alone_follows_theirs(mine: Client, theirs: Client, illustrated: Conference) -> None:
    illustrated.photos.update(decorative=True, alt="")
    data = {**opened(mine, illustrated, "change"), "title": "我的标题"}
    other = opened(theirs, illustrated, "change")
    del other["photos-0-decorative"]
    assert (
        theirs.post(address(illustrated, "change"), {**other, "photos-0-alt": "台上三人"}).status_code == 302
    )
    shown = refused(mine, illustrated, "change", data)
    assert "photos-0-decorative" not in form_data(shown)
    assert mine.post(address(illustrated, "change"), onto(shown)).status_code == 302
    assert illustrated.photos.get().alt == "台上三人"


@pytest.mark.parametrize("page", ["change", "review"])
def test_without_the_prints_everything_typed_counts_as_typed(
    mine: Client, theirs: Client, conference: Conference, page: str
) -> None:
    data = {**opened(mine, conference, page), "opened": "turns-0-body junk ="}
    save(theirs, conference, page, turns__0__body="别人的话。")
    shown = refused(mine, conference, page, data)
    assert told(shown) == {
        "两个人都改了": ["实录 t1 内容 -别人的话。 +大家下午好！今天请到了市水务局的同志。"]
    }


def test_nothing_posted_of_the_rows_shows_them_as_they_are(
    mine: Client, theirs: Client, conference: Conference
) -> None:
    save(theirs, conference, "review", turns__0__body="别人的话。")
    before = freeze(conference)
    refused(mine, conference, "review", {"revision": "1"})
    assert freeze(Conference.objects.get()) == before


def test_dropping_mine_reloads_and_lets_the_draft_go(
    mine: Client, theirs: Client, conference: Conference
) -> None:
    data = opened(mine, conference, "review")
    save(theirs, conference, "review", turns__0__body="别人的话。")
    shown = refused(mine, conference, "review", {**data, "turns-0-body": "我的话。"})
    user = account("终审")
    for owner in (user, mine.session["_auth_user_id"]):
        Draft.objects.create(
            conference=conference, user_id=getattr(owner, "pk", owner), page="review", revision=1, entries={}
        )
    response = mine.post(address(conference, "draft"), {**form_data(shown), "discard": "review"})
    assert (response.status_code, response["Location"]) == (302, address(conference, "review"))
    assert [draft.user for draft in Draft.objects.all()] == [user]
    assert opened(mine, conference, "review")["turns-0-body"] == "别人的话。"
