"""The stock screens: what they save, what they refuse, what they cost."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.desk import scheduling, signing, workflow
from releases.desk.freeze import freeze
from releases.desk.models import Conference, Participant, Person
from releases.record.models import Release
from tests.desk.making import (
    CLEAN,
    TRANSCRIPT,
    account,
    client_of,
    form_data,
    photo_bytes,
    ready,
    section,
    upload,
)
from tests.desk.test_enclosures import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return account("撰稿")


@pytest.fixture
def desk(editor: User) -> Client:
    return client_of(editor)


def address(conference: Conference) -> str:
    return f"/desk/desk/conference/{conference.pk}/change/"


def opened(desk: Client, conference: Conference) -> dict[str, Any]:
    return form_data(desk.get(address(conference)).content.decode())


def errors(page: str) -> list[str]:
    return re.findall(r'<ul class="errorlist[^"]*"[^>]*><li>(.*?)</li></ul>', page)


def added(prefix: str, data: dict[str, Any], **fields: object) -> dict[str, Any]:
    """Return the form with one more row in an inline."""
    total = int(data[f"{prefix}-TOTAL_FORMS"])
    row = {f"{prefix}-{total}-{name}": value for name, value in fields.items()}
    return {**data, f"{prefix}-TOTAL_FORMS": str(total + 1), **row}


def test_saving_as_it_stands_changes_nothing_but_the_revision(desk: Client, editor: User) -> None:
    conference = ready()
    before = freeze(conference)
    assert desk.post(address(conference), opened(desk, conference)).status_code == 302
    after = Conference.objects.get()
    assert freeze(after) == before
    assert (after.revision, after.updated_by) == (conference.revision + 1, editor)
    assert LogEntry.objects.filter(user=editor).count() == 1


def test_an_announcement_is_made_by_hand(desk: Client, editor: User) -> None:
    empty = form_data(desk.get("/desk/desk/conference/add/").content.decode())
    typed = {
        "title": "防汛新闻发布会（预告）",
        "section": str(section().pk),
        "source": "澜江市应急管理局",
        "held_day": "2030-06-01",
        "held_time": "15:00",
    }
    person = added("participants", empty, name="李木", position="市应急管理局局长", role="spokesperson")
    assert desk.post("/desk/desk/conference/add/", {**person, **typed}).status_code == 302
    conference = Conference.objects.get()
    assert (conference.title, conference.created_by, conference.state) == (
        "防汛新闻发布会（预告）",
        editor,
        "draft",
    )
    row = conference.participants.get()
    assert (row.number, row.order, row.person) == (1, 1, Person.objects.get(name="李木"))
    assert workflow.publish(conference=conference, by=editor).release_id == "20300601-1"


def test_turns_move_by_their_numbers_and_keep_their_ids(desk: Client) -> None:
    conference = ready(photo="")
    ids = [turn.public_id for turn in conference.turns.all()]
    data = opened(desk, conference)
    data["turns-0-order"], data["turns-1-order"] = "2", "1"
    assert desk.post(address(conference), data).status_code == 302
    assert [turn.public_id for turn in conference.turns.all()] == [ids[1], ids[0], *ids[2:]]


def test_a_new_turn_gets_a_number_never_used(desk: Client) -> None:
    conference = ready(photo="")
    last = conference.turns.last()
    assert last is not None
    data = {**opened(desk, conference), "turns-4-DELETE": "on"}
    assert desk.post(address(conference), data).status_code == 302
    conference.refresh_from_db()
    assert conference.turns.count() == 4
    data = added("turns", opened(desk, conference), kind="statement", label="李木", body="补充一句。")
    assert desk.post(address(conference), data).status_code == 302
    fresh = conference.turns.get(body="补充一句。")
    assert (fresh.number, fresh.order) == (last.number + 1, 5)


def test_an_answer_to_no_question_is_refused(desk: Client) -> None:
    conference = ready(photo="")
    data = {**opened(desk, conference), "turns-2-kind": "statement"}
    response = desk.post(address(conference), data)
    assert response.status_code == 200
    assert errors(response.content.decode()) == ["t3 已不是提问，请另选或留空。"]
    data = {**opened(desk, conference), "turns-3-kind": "statement"}
    assert "只有“回答”才能对应一个提问。" in desk.post(address(conference), data).content.decode()
    gone = {**opened(desk, conference), "turns-2-DELETE": "on"}
    assert desk.post(address(conference), gone).status_code == 302
    assert conference.turns.get(kind="answer").answers is None


def test_a_speaker_is_not_deleted_from_under_a_turn(desk: Client) -> None:
    conference = ready(photo="")
    data = {**opened(desk, conference), "participants-0-DELETE": "on"}
    response = desk.post(address(conference), data)
    assert response.status_code == 200
    assert "李木" in errors(response.content.decode())[0]
    assert conference.participants.count() == 3


def test_a_page_overtaken_by_somebody_is_refused(desk: Client) -> None:
    conference = ready()
    mine = {**opened(desk, conference), "title": "我的标题"}
    other = client_of(account("签发"))
    assert (
        other.post(address(conference), {**opened(other, conference), "title": "别人的标题"}).status_code
        == 302
    )
    page = desk.post(address(conference), mine).content.decode()
    assert re.findall(r'<li class="error">(.*?)</li>', page) == [
        "这场发布会在您打开页面之后已由周签发修改。您的内容尚未保存，请先对照两边的内容。"
    ]
    # Nothing that was typed is wrong.
    assert "请更正" not in page
    assert errors(page) == []
    both = desk.post(address(conference), {**mine, "venue": "长" * 301}).content.decode()
    assert "请更正以下错误" in both
    assert len(errors(both)) == 2
    assert Conference.objects.get().title == "别人的标题"


def test_constraints_speak_chinese_on_the_form(desk: Client) -> None:
    conference = ready()
    response = desk.post(address(conference), {**opened(desk, conference), "held_day": ""})
    assert errors(response.content.decode()) == ["填写了举行时刻，就要填写举行日期。"]


@pytest.mark.parametrize("field", ["alt", "caption"])
@pytest.mark.parametrize("text", ["IMG_0001.jpg", "微信图片_20230330182741"])
def test_a_bare_file_name_is_refused_as_words(desk: Client, field: str, text: str) -> None:
    conference = ready()
    response = desk.post(address(conference), {**opened(desk, conference), f"photos-0-{field}": text})
    assert errors(response.content.decode()) == ["这只是一个文件名，读者看不懂：请写明图片里有谁、在做什么。"]


def test_a_decorative_photo_has_no_alt(desk: Client) -> None:
    conference = ready()
    response = desk.post(address(conference), {**opened(desk, conference), "photos-0-decorative": "on"})
    assert errors(response.content.decode()) == [
        "标为“仅为装饰”的图片不写替代文字；要写替代文字，请取消勾选。"
    ]


def test_a_photo_is_uploaded_and_replaced_in_place(desk: Client) -> None:
    conference = ready(photo="")
    data = added("photos", opened(desk, conference), upload=upload("IMG_1.jpg", photo_bytes()), alt="会场")
    assert desk.post(address(conference), data).status_code == 302
    photo = conference.photos.get()
    assert (photo.number, photo.order, photo.file_name, photo.alt, photo.width) == (
        1,
        1,
        "IMG_1.jpg",
        "会场",
        1200,
    )
    again = {**opened(desk, conference), "photos-0-upload": upload("IMG_2.jpg", photo_bytes("red"))}
    assert desk.post(address(conference), again).status_code == 302
    replaced = conference.photos.get()
    assert (replaced.number, replaced.file_name) == (1, "IMG_1.jpg")
    assert replaced.digest != photo.digest


def test_what_is_no_photo_or_no_file_is_refused(desk: Client) -> None:
    conference = ready(photo="")
    data = added("photos", opened(desk, conference), upload=upload("a.jpg", b"MZ"), alt="会场")
    assert errors(desk.post(address(conference), data).content.decode()) == [
        "“a.jpg”：不是可识别的图片文件（支持 JPG、PNG、WebP、GIF、BMP、TIFF）。"
    ]
    data = added("photos", opened(desk, conference), alt="会场")
    assert errors(desk.post(address(conference), data).content.decode()) == ["请选择图片文件。"]
    assert not conference.photos.exists()


def test_too_large_uploads_are_refused(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("releases.desk.forms.photo.MAX_BYTES", 100)
    monkeypatch.setattr("releases.desk.enclosures.MAX_BYTES", 10)
    conference = ready(photo="")
    data = added("photos", opened(desk, conference), upload=upload("a.jpg", photo_bytes()), alt="会场")
    assert errors(desk.post(address(conference), data).content.decode()) == ["“a.jpg”超过 0 MB 的上限。"]
    data = added("attachments", opened(desk, conference), upload=upload("a.pdf", PDF))
    assert errors(desk.post(address(conference), data).content.decode()) == ["文件超过 0 MB 的上限。"]


def test_an_attachment_is_uploaded_and_named(desk: Client) -> None:
    conference = ready(photo="")
    data = added("attachments", opened(desk, conference), upload=upload("工程方案.pdf", PDF))
    assert desk.post(address(conference), data).status_code == 302
    row = conference.attachments.get()
    assert (row.number, row.file_name, row.title, row.media_type, row.size) == (
        1,
        "工程方案.pdf",
        "工程方案",
        "application/pdf",
        len(PDF),
    )
    renamed = {**opened(desk, conference), "attachments-0-title": "方案全文"}
    assert desk.post(address(conference), renamed).status_code == 302
    assert conference.attachments.get().title == "方案全文"
    assert "工程方案.pdf</a>" in desk.get(address(conference)).content.decode()


def test_a_wrong_attachment_is_refused(desk: Client) -> None:
    conference = ready(photo="")
    data = added("attachments", opened(desk, conference), upload=upload("a.pdf", b"MZ"))
    assert errors(desk.post(address(conference), data).content.decode()) == [
        "文件内容不是 pdf 格式，请检查文件或扩展名。"
    ]
    data = added("attachments", opened(desk, conference), title="没有文件")
    assert errors(desk.post(address(conference), data).content.decode()) == ["请选择文件。"]


def test_a_namesake_is_chosen_or_made(desk: Client) -> None:
    conference = ready(photo="")
    first = Person.objects.get(name="李木")
    second = Person.objects.create(name="李木", note="统计局")
    choose = {**opened(desk, conference), "participants-0-person": str(second.pk)}
    assert desk.post(address(conference), choose).status_code == 302
    assert conference.participants.get(name="李木").person == second
    new = {**opened(desk, conference), "participants-0-person": "new"}
    assert desk.post(address(conference), new).status_code == 302
    third = conference.participants.get(name="李木").person
    assert third not in (None, first, second)
    assert third is not None
    assert third.name == "李木"


def test_a_mended_name_finds_its_own_person(desk: Client) -> None:
    conference = ready(photo="")
    Person.objects.create(name="李沐")
    data = {**opened(desk, conference), "participants-0-name": "李沐"}
    response = desk.post(address(conference), data, follow=True)
    assert conference.participants.get(number=1).person == Person.objects.get(name="李沐")
    assert "“李沐”按姓名对应到人物库中的同名者，请核对。" in response.content.decode()


def test_drafts_are_deleted_and_what_was_public_is_not(editor: User) -> None:
    desk = client_of(editor)
    conference = ready()
    assert desk.post(f"/desk/desk/conference/{conference.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Conference.objects.exists()
    published = ready()
    workflow.publish(conference=published, by=None)
    assert desk.post(f"/desk/desk/conference/{published.pk}/delete/", {"post": "yes"}).status_code == 403
    superuser = client_of(User.objects.create_superuser("root"))
    assert superuser.post(f"/desk/desk/conference/{published.pk}/delete/", {"post": "yes"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": str(published.pk), "post": "yes"}
    superuser.post("/desk/desk/conference/", bulk)
    assert Conference.objects.get() == published


def test_a_draft_that_others_review_or_wait_for_is_not_deleted(editor: User) -> None:
    desk, conference = client_of(editor), ready(by=editor, text=CLEAN)
    address = f"/desk/desk/conference/{conference.pk}/delete/"
    signing.submit(conference=conference, by=editor)
    assert desk.post(address, {"post": "yes"}).status_code == 403
    signing.take_back(conference=conference, by=editor)
    due_at = timezone.now() + timedelta(hours=1)
    scheduling.schedule(conference=conference, by=editor, due_at=due_at)
    assert desk.post(address, {"post": "yes"}).status_code == 403
    scheduling.cancel(conference=conference, by=editor)
    assert desk.post(address, {"post": "yes"}).status_code == 302
    assert not Conference.objects.exists()


def test_the_form_and_the_list_say_where_a_conference_stands(editor: User, settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审"), ("终审", "终审")]
    desk, conference = client_of(editor), ready(by=editor, text=CLEAN)

    def said() -> tuple[list[str], list[str]]:
        form = desk.get(address(conference)).content.decode().partition('id="desk-checked"')[0]
        row = desk.get("/desk/desk/conference/").content.decode()
        cell = re.findall(r'<td [^>]*class="field-state_shown">(.*?)</td>', row)
        above = re.findall(r'<span class="desk-state(?: desk-state-draft)?">(.*?)</span>', form)
        return above, [re.sub("<[^>]+>", "", each) for each in cell]

    assert said() == (["草稿"], ["草稿"])
    signing.submit(conference=conference, by=editor)
    assert said() == (["草稿", "审核中 · 等待初审"], ["草稿 · 审核中"])
    for group in ("初审", "终审"):
        digest = signing.sound(conference).digest
        signing.sign(conference=conference, by=account(group), digest=digest)
    assert said() == (["草稿", "待签发"], ["草稿 · 待签发"])
    row = scheduling.schedule(
        conference=conference, by=account("签发"), due_at=timezone.now() + timedelta(hours=1)
    )
    due = timezone.localtime(row.due_at)
    assert said() == (
        ["草稿", "待签发", f"定于 {due:%Y-%m-%d %H:%M} 发布"],
        [f"草稿 · 待签发 · 定于 {due:%m-%d %H:%M} 发布"],
    )


@pytest.mark.parametrize("role", ["撰稿", "签发", "superuser"])
def test_no_form_of_any_role_changes_the_time_of_publishing(role: str) -> None:
    user = User.objects.create_superuser("root") if role == "superuser" else account(role)
    desk = client_of(user)
    conference = ready()
    at = datetime(2026, 4, 1, 8, tzinfo=UTC)
    workflow.publish(conference=conference, by=None, at=at)
    conference.refresh_from_db()
    forged = dict.fromkeys(("published_at", "published_at_0", "updated_at"), "2020-01-01 00:00:00")
    data = {
        **opened(desk, conference),
        **forged,
        "title": "改过的标题",
        "state": "draft",
        "release_id": "20200101-1",
    }
    assert not [name for name in opened(desk, conference) if name.startswith("published_at")]
    assert desk.post(address(conference), data).status_code == 302
    conference.refresh_from_db()
    if user.has_perm("desk.publish_conference"):
        step = {"revision": conference.revision, "kind": "correction", "note": "更正。", **forged}
        assert desk.post(f"/desk/desk/conference/{conference.pk}/publish/", step).status_code == 302
    conference.refresh_from_db()
    assert (conference.state, conference.release_id, Release.objects.get().published_at) == (
        "published",
        "20260329-1",
        at,
    )
    assert conference.updated_at > at + timedelta(days=1)


def test_the_list_finds_filters_and_shows_states(desk: Client) -> None:
    workflow.publish(conference=ready(), by=None)
    Conference.objects.create(title="", subject="秋粮收购")

    def titles(query: str) -> list[str]:
        page = desk.get(f"/desk/desk/conference/?{query}").content.decode()
        return re.findall(r'class="field-titled"><a[^>]*>(.*?)</a>', page)

    published = "澜江市“清水入城”新闻发布会"
    assert titles("") == ["秋粮收购", published] or titles("") == [published, "秋粮收购"]
    assert titles("q=王禾") == [published]
    assert titles("q=20260329-1") == [published]
    assert titles("q=秋粮") == ["秋粮收购"]
    assert titles("state__exact=draft") == ["秋粮收购"]
    assert titles(f"section__id__exact={section().pk}") == [published]
    assert 'desk-state-published">已发布' in desk.get("/desk/desk/conference/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        ready(text=f"第{number}场发布会\n来源：某局\n时间：2026年3月2{number}日\n图文实录：\n", photo="")
    desk.get("/desk/desk/conference/")  # Content types are asked for once a process.
    with django_assert_num_queries(11):
        desk.get("/desk/desk/conference/")


@pytest.mark.parametrize("turns", [5, 45])
def test_the_form_costs_the_same_for_few_and_many_turns(
    desk: Client, turns: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    more = "".join(f"媒体提问：\n第{n}个问题？\n王禾：\n第{n}个回答。\n" for n in range((turns - 5) // 2))
    conference = ready(text=TRANSCRIPT + more)
    assert conference.turns.count() >= turns
    Participant.objects.create(conference=conference, number=90, order=90, name="赵一")
    desk.get(address(conference))
    with django_assert_num_queries(30):
        assert desk.get(address(conference)).status_code == 200


def test_rows_are_added_without_a_script(desk: Client) -> None:
    conference = ready(photo="")
    assert opened(desk, conference)["participants-TOTAL_FORMS"] == "3"
    data = form_data(desk.get(f"{address(conference)}?more=2").content.decode())
    assert (data["participants-TOTAL_FORMS"], data["turns-TOTAL_FORMS"]) == ("5", "7")
    data |= {"participants-3-name": "赵一", "participants-3-role": "attendee"}
    assert desk.post(f"{address(conference)}?more=2", data).status_code == 302
    assert conference.participants.count() == 4
    assert conference.turns.count() == 5


@pytest.mark.parametrize("more", ["", "0", "10", "x", "²"])
def test_no_more_rows_than_are_asked_for_in_one_figure(desk: Client, more: str) -> None:
    conference = ready(photo="")
    data = form_data(desk.get(f"{address(conference)}?more={more}").content.decode())
    assert data["participants-TOTAL_FORMS"] == "3"


def test_who_may_only_look_sees_the_form_without_fields() -> None:
    user = User.objects.create_user("auditor", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    page = client_of(user).get(address(ready())).content.decode()
    assert "清水入城" in page
    assert "seen_revision" not in page
    assert 'name="title"' not in page


def test_an_address_that_names_no_conference_leads_home(desk: Client) -> None:
    response = desk.post("/desk/desk/conference/abc/change/", {})
    assert (response.status_code, response["Location"]) == (302, "/desk/")


def test_invisible_characters_are_dropped_wherever_they_are_typed(desk: Client) -> None:
    conference = ready()
    typed = {
        "title": "标\u200b题",
        "venue": "地\x07点",
        "turns-0-body": "大家\x07好",
        "participants-0-position": "局\u202e长",
        "photos-0-caption": "现\ufeff场",
    }
    assert desk.post(address(conference), {**opened(desk, conference), **typed}).status_code == 302
    conference.refresh_from_db()
    assert (conference.title, conference.venue) == ("标题", "地点")
    assert conference.turns.order_by("order").values_list("body", flat=True)[0] == "大家好"
    assert conference.participants.values_list("position", flat=True)[0] == "局长"
    assert conference.photos.get().caption == "现场"


def test_each_mistake_has_the_way_to_it(desk: Client) -> None:
    conference = ready()
    wrong = {"title": "长" * 201, "photos-0-alt": "IMG_0001.jpg", "turns-3-time": "长" * 51}
    page = desk.post(address(conference), {**opened(desk, conference), **wrong}).content.decode()
    listed = page[page.index('<ul class="desk-objections">') :]
    links = re.findall(r'<a href="#(id_[\w-]+)">(.*?)</a>', listed[: listed.index("</ul>")])
    assert links == [
        ("id_title", "标题"),
        ("id_turns-3-time", "实录 t4 时间标记"),
        ("id_photos-0-alt", "图片 f1 替代文字"),
    ]
    assert "id_title_error" in page
    assert (
        'class="desk-objections"' not in desk.get(address(conference)).content.decode().split("发布前检查")[0]
    )


def test_a_mistake_of_a_whole_row_leads_to_it_and_a_new_row_has_no_number(desk: Client) -> None:
    conference = ready()
    wrong = {"turns-4-kind": "statement"}
    data = added("turns", opened(desk, conference), kind="statement", body="新的", time="长" * 51)
    page = desk.post(address(conference), {**data, **wrong}).content.decode()
    listed = page[page.index('<ul class="desk-objections">') :]
    assert re.findall(r'<a href="#([\w-]+)">(.*?)</a>', listed[: listed.index("</ul>")]) == [
        ("turns-4", "实录 t5"),
        ("id_turns-6-time", "新增的实录 时间标记"),
    ]
    assert 'id="turns-4"' in page


def test_cells_of_the_tables_are_named(desk: Client) -> None:
    page = desk.get(address(ready())).content.decode()
    for name in ("姓名", "当日职务", "身份", "对应人物", "次序"):
        assert f'aria-label="{name}"' in page
