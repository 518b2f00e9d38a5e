"""The reviewers' page, and each step of review by a POST."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.desk import scheduling, signing, workflow
from releases.desk.freeze import freeze
from releases.desk.models import Conference, SignOff, Turn
from tests.desk.making import TRANSCRIPT, account, buttons, client_of, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _levels(settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审"), ("终审", "终审")]


@pytest.fixture
def editor() -> User:
    return account("撰稿")


@pytest.fixture
def draft(editor: User) -> Conference:
    return ready(by=editor)


def page(client: Client, conference: Conference) -> str:
    return client.get(f"/desk/desk/conference/{conference.pk}/signing/").content.decode()


def step(client: Client, conference: Conference, name: str, **data: str) -> list[str]:
    """Take a step and return what the page then says."""
    response = client.post(f"/desk/desk/conference/{conference.pk}/{name}/", data, follow=True)
    assert response.redirect_chain == [(f"/desk/desk/conference/{conference.pk}/signing/", 302)]
    return [str(message) for message in response.context["messages"]]


def test_the_whole_way_through_its_pages(draft: Conference, editor: User) -> None:
    writer, first, final = client_of(editor), client_of(account("初审")), client_of(account("终审"))
    publisher = client_of(account("签发"))
    assert buttons(page(writer, draft)) == ["送审"]
    assert step(writer, draft, "submit") == ["已送审。"]
    assert buttons(page(writer, draft)) == ["取回修改"]
    html = page(first, draft)
    assert buttons(html) == ["初审签字通过", "退回撰稿人", "核实无误"]
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', html)
    key = re.search(r'name="key" value="([0-9a-f]{64})"', html)
    assert digest
    assert key
    assert digest[1] == freeze(draft).digest
    assert step(first, draft, "waive", key=key[1], reason="原文如此。") == ["已记下核实的理由。"]
    assert step(first, draft, "sign", digest=digest[1], comment="同意。") == ["已签字。"]
    html = page(final, draft)
    assert "已签字：同意。" in html
    assert "核实：原文如此。" in html
    assert buttons(html) == ["终审签字通过", "退回撰稿人"]
    assert "签发</a>" not in page(publisher, draft)
    assert step(final, draft, "sign", digest=digest[1]) == ["已签字。"]
    assert "签发</a>" in page(publisher, draft)
    draft.refresh_from_db()
    publish = f"/desk/desk/conference/{draft.pk}/publish/"
    assert publisher.post(publish, {"revision": draft.revision}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == "published"


def test_publishing_names_who_has_not_signed(draft: Conference) -> None:
    publisher = client_of(account("签发"))
    html = publisher.get(f"/desk/desk/conference/{draft.pk}/publish/").content.decode()
    assert "确认签发" not in html
    for words in ("还缺初审签字。", "还缺终审签字。", "十二小时制和二十四小时制"):
        assert words in html


def test_a_reviewer_sees_what_changed_since_they_signed(draft: Conference, editor: User) -> None:
    reviewer = account("初审")
    signing.submit(conference=draft, by=editor)
    signing.sign(conference=draft, by=reviewer, digest=freeze(draft).digest)
    desk = client_of(reviewer)
    assert "<p>与您上次签字的内容相比没有改动。</p>" in page(desk, draft)
    Turn.objects.filter(conference=draft, kind="answer").update(body="预计明年九月底完工。")
    html = page(desk, draft)
    assert "与您上次签字的内容相比（1 处）" in html
    assert "预计明年<del>六</del><ins>九</ins>月底完工。" in html
    assert "签过字，之后内容有改动，要重新签字" in html


def test_a_correction_is_shown_against_what_the_public_reads(
    draft: Conference, editor: User, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = []
    workflow.publish(conference=draft, by=editor)
    settings.SIGN_OFF_LEVELS = [("初审", "初审")]
    Turn.objects.filter(conference=draft, kind="answer").update(body="预计明年九月底完工。")
    Turn.objects.create(conference=draft, number=9, order=9, body="补一段。")
    html = page(client_of(account("初审")), draft)
    assert "与公众现在看到的内容相比（2 处）" in html
    assert "发言 t9（新增）" in html
    draft.refresh_from_db()
    workflow.withdraw(conference=draft, by=editor, reason="有误。")
    html = page(client_of(account("终审")), draft)
    assert ("相比没有" in html, "请看全文</h2>" in html) == (False, True)


def test_what_is_sent_back_says_why(draft: Conference, editor: User) -> None:
    signing.submit(conference=draft, by=editor)
    reviewer = client_of(account("初审"))
    assert step(reviewer, draft, "send-back", reason="") == ["请写明退回的理由。"]
    assert step(reviewer, draft, "send-back", reason="请核对时间。") == ["已退回撰稿人。"]
    assert "审核退回：请核对时间。（周初审 " in page(client_of(editor), draft)
    change = f"/desk/desk/conference/{draft.pk}/change/"
    assert "审核退回：请核对时间。" in client_of(editor).get(change).content.decode()


def test_an_author_takes_back(draft: Conference, editor: User) -> None:
    desk = client_of(editor)
    step(desk, draft, "submit")
    assert step(desk, draft, "take-back") == ["已取回，可以继续修改。"]
    assert step(desk, draft, "take-back") == ["没有在审核中，不能取回。"]


def test_only_authors_are_offered_to_take_back_and_anybody_who_edits_where_there_are_none(
    draft: Conference, editor: User
) -> None:
    signing.submit(conference=draft, by=editor)
    other, reviewer = client_of(account("撰稿", "other")), client_of(account("初审"))
    assert buttons(page(other, draft)) == []
    Conference.objects.update(round=2)
    assert buttons(page(other, draft)) == ["取回修改"]
    assert "取回修改" not in buttons(page(reviewer, draft))


def test_a_reviewer_who_signed_one_level_is_not_offered_the_next(
    draft: Conference, editor: User, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审"), ("终审", "初审")]
    reviewer = account("初审")
    signing.submit(conference=draft, by=editor)
    desk = client_of(reviewer)
    assert "初审签字通过" in buttons(page(desk, draft))
    signing.sign(conference=draft, by=reviewer, digest=freeze(draft).digest)
    assert buttons(page(desk, draft)) == ["退回撰稿人", "核实无误"]


def test_a_first_review_says_what_to_read(draft: Conference, editor: User) -> None:
    signing.submit(conference=draft, by=editor)
    html = page(client_of(account("初审")), draft).partition("请看全文</h2>")[2]
    assert re.findall(r'<a href="(.*?)"', html)[0] == f"/desk/desk/conference/{draft.pk}/preview/"


def test_a_set_time_is_told(draft: Conference, editor: User, settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = []
    due_at = timezone.now() + timedelta(hours=1)
    assert "定于" not in page(client_of(editor), draft)
    scheduling.schedule(conference=draft, by=editor, due_at=due_at)
    assert f"定于 {timezone.localtime(due_at):%Y-%m-%d %H:%M} 发布。" in page(client_of(editor), draft)


def test_a_conference_that_contradicts_itself_is_shown_with_its_faults(draft: Conference) -> None:
    Turn.objects.filter(conference=draft, number=1).update(body="〔图 f9〕")
    html = page(client_of(account("初审")), draft)
    assert "没有编号为 f9 的图片" in html
    assert 'name="digest"' not in html


@pytest.mark.parametrize("name", ["submit", "take-back", "sign", "send-back", "waive"])
def test_steps_are_posts_of_those_who_may(draft: Conference, editor: User, name: str) -> None:
    signing.submit(conference=draft, by=editor)
    address = f"/desk/desk/conference/{draft.pk}/{name}/"
    auditor = client_of(account("审计"))
    assert auditor.get(address).status_code == 405
    assert auditor.post(address, {"digest": freeze(draft).digest, "reason": "x"}).status_code == 403
    assert SignOff.objects.count() == 0
    assert Conference.objects.get().stage == "review"


def test_only_who_may_waive_is_asked_for_a_reason(editor: User) -> None:
    conference = ready(by=editor)
    asked = {
        role: "核实无误" in buttons(page(client_of(account(role, f"{role}-2")), conference))
        for role in ("初审", "签发", "审计", "撰稿")
    }
    assert asked == {"初审": True, "签发": True, "审计": False, "撰稿": False}
    assert "核实无误" not in buttons(page(client_of(editor), conference))


@pytest.mark.parametrize("digest", ["", "0" * 64, "x"])
def test_a_forged_digest_signs_nothing(draft: Conference, editor: User, digest: str) -> None:
    signing.submit(conference=draft, by=editor)
    assert step(client_of(account("初审")), draft, "sign", digest=digest) == [
        "您打开页面之后内容又有改动，请看过改动再签字。"
    ]
    assert SignOff.objects.count() == 0


def test_the_list_shows_and_filters_what_is_in_review(draft: Conference, editor: User) -> None:
    ready(text=TRANSCRIPT.replace("清水", "净水"), photo="")
    signing.submit(conference=draft, by=editor)
    desk = client_of(editor)
    html = desk.get("/desk/desk/conference/?stage__exact=review").content.decode()
    assert re.findall(r'desk-state-draft">草稿</span>(.*?)<', html) == [" · 审核中"]


@pytest.mark.parametrize("more", [0, 20])
def test_the_page_costs_the_same_for_few_and_many_turns(
    editor: User, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    text = TRANSCRIPT + "".join(f"媒体提问：\n第{n}个问题？\n王禾：\n第{n}个回答。\n" for n in range(more))
    conference = ready(by=editor, text=text, photo="")
    signing.submit(conference=conference, by=editor)
    desk = client_of(account("初审"))
    page(desk, conference)
    with django_assert_num_queries(24):
        page(desk, conference)


def test_a_finding_to_be_waived_leads_to_the_page_where_it_is_mended(editor: User) -> None:
    conference = ready(by=editor)
    conference.photos.update(width=599)
    html = page(client_of(account("初审")), conference)
    waivers = html.partition('id="waivers-heading"')[2].partition("</section>")[0]
    base = f"/desk/desk/conference/{conference.pk}"
    assert re.findall(r'<a href="([^"]+)">', waivers) == [
        f"{base}/change/#id_held_text",
        f"{base}/change/#photos-group",
    ]


@pytest.mark.parametrize(
    ("last", "first", "shown"), [("卓", "临川", "卓临川"), ("Smith", "Ann", "Ann Smith")]
)
def test_a_signature_carries_the_name_that_is_printed(
    draft: Conference, editor: User, last: str, first: str, shown: str
) -> None:
    signing.submit(conference=draft, by=editor)
    reviewer = account("初审")
    User.objects.filter(pk=reviewer.pk).update(last_name=last, first_name=first)
    signing.sign(conference=draft, by=reviewer, digest=freeze(draft).digest)
    html = " ".join(page(client_of(editor), draft).split())
    assert re.findall(r"<strong>初审</strong> (.*?) [\d-]{10} [\d:]{5} 已签字", html) == [shown]


def test_a_comment_with_a_nul_is_kept_without_it(draft: Conference, editor: User) -> None:
    """PostgreSQL refuses the character."""
    signing.submit(conference=draft, by=editor)
    first = client_of(account("初审"))
    assert step(first, draft, "sign", digest=freeze(draft).digest, comment="同\x00意") == ["已签字。"]
    assert SignOff.objects.get().comment == "同意"
