from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Document, Kind, Paragraph, Turn
from releases.record.models import Version
from releases.record.pages.parts import VersionFacts
from releases.record.publishing import publish, withdraw
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db

URL = "/releases/20260329-1/"
LEDGER = f"{URL}changes/"
ANSWER = replace(DOCUMENT.turns[3], blocks=(Paragraph("一天之内办结。"),))
CORRECTED = replace(DOCUMENT, turns=(*DOCUMENT.turns[:3], ANSWER))
THANKS = Turn("t5", Kind.STATEMENT, "p1", "闻知秋", blocks=(Paragraph("谢谢大家！"),))
LONGER = replace(CORRECTED, turns=(*CORRECTED.turns, THANKS))


def next_version(document: Document, note: str = "更正办结时间。") -> Version:
    """Publish the next version."""
    return publish(document=document, files=no_files, by="签发人", note=note, release_id="20260329-1")


def words(html: str) -> str:
    """Return what a screen reader says, more or less."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("versions", [1, 3])
def test_the_ledger_takes_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, versions: int
) -> None:
    release_of()
    for number in range(1, versions):
        next_version(replace(DOCUMENT, title=f"第{number}次更正"))
    with django_assert_num_queries(3):
        response = client.get(LEDGER)
    assert [line.version.number for line in response.context["readable"]] == list(range(versions, 0, -1))
    with django_assert_num_queries(2 if versions == 1 else 3):
        client.get(f"{LEDGER}?since=1")


def test_every_version_is_there_with_what_it_changed(client: Client) -> None:
    release_of()
    second = next_version(CORRECTED)
    next_version(LONGER, "补充结束语。")
    response = client.get(LEDGER)
    third, line, first = response.context["readable"]
    assert line.version == VersionFacts(
        2, f"{URL}v2/", "correction", "更正", "更正办结时间。", second.published_at
    )
    assert (line.digest, line.short_digest) == (CORRECTED.digest, CORRECTED.digest[:12])
    assert [(one.key, one.kind) for one in line.differences] == [("t4", "changed")]
    assert [(one.key, one.kind) for one in third.differences] == [("t5", "added")]
    assert first.differences == ()
    assert [each.is_current for each in (third, line, first)] == [True, False, False]
    html = response.content.decode()
    for number in (1, 2, 3):
        assert html.count(f'id="v{number}"') == 1
        assert f'href="{URL}v{number}.docx"' in html
    assert f'<a href="{URL}v2/#t4"><span>回答：江望舒</span></a>' in html
    assert "［删去：半］［增加：一］天之内办结。" in words(html)
    assert CORRECTED.digest in html
    assert f'<link rel="canonical" href="https://news.example.gov.cn{LEDGER}">' in html
    assert "noindex" not in html
    assert [crumb.name for crumb in response.context["trail"]][-2:] == [LONGER.title, "版本与改动"]


def test_all_that_changed_since_a_version_is_told_at_once(client: Client) -> None:
    release_of()
    next_version(CORRECTED, "更正数字。")
    next_version(replace(LONGER, turns=LONGER.turns[1:]), "删去重复的话。")
    response = client.get(f"{LEDGER}?since=1")
    assert [one.note for one in response.context["since"].later] == ["更正数字。", "删去重复的话。"]
    assert [one.note for one in client.get(f"{URL}v2/").context["page"].since.later] == ["删去重复的话。"]
    assert [(one.key, one.kind) for one in response.context["since"].differences] == [
        ("t1", "removed"),
        ("t4", "changed"),
        ("t5", "added"),
    ]
    html = response.content.decode()
    assert "从第 1 版到现行的第 3 版改了什么" in html
    assert "一共 3 处。" in html
    for page in (html, client.get(f"{URL}v1/").content.decode()):
        notes = re.findall(r'<p class="ledger-note"><strong>更正（.*?）</strong>(.*?)\s*</p>', page)
        assert notes == ["更正数字。", "删去重复的话。"]
    assert f'<a href="{URL}#t4"><span>回答：江望舒</span></a>' in html
    assert f'href="{URL}#t1"' not in html
    assert '<li id="since-t1">' in html
    assert '<meta name="robots" content="noindex">' in html
    now = client.get(f"{LEDGER}?since=3").content.decode()
    assert "没有改动：两版内容完全一致。" in now


def test_a_change_that_no_page_prints_is_told_in_words(client: Client) -> None:
    people = (replace(DOCUMENT.people[0], ref="99"), *DOCUMENT.people[1:])
    release_of()
    next_version(replace(DOCUMENT, people=people))
    assert "改动的是页面上不显示的信息。" in client.get(LEDGER).content.decode()


def test_what_documents_and_notes_say_is_escaped(client: Client) -> None:
    release_of(replace(DOCUMENT, title="<script>alert(1)</script>"))
    next_version(replace(DOCUMENT, title="<b onclick=x>"), "<i>说明</i>")
    for address in (LEDGER, f"{LEDGER}?since=1", f"{URL}v1/", f"{URL}v1/cite/t4/", f"{URL}?printed=1"):
        html = client.get(address).content.decode()
        assert not any(tag in html for tag in ("<script>alert", "<b onclick", "<i>说明"))


@pytest.mark.parametrize("since", ["0", "4", "x", "-1", "99999999999999999999", "１"])
def test_since_a_version_there_is_not_is_404(client: Client, since: str) -> None:
    release_of()
    assert client.get(f"{LEDGER}?since={since}").status_code == 404
    assert client.get("/releases/20260329-2/changes/").status_code == 404


SECRET = replace(
    DOCUMENT,
    title="不该公开的标题",
    turns=(*DOCUMENT.turns[:3], replace(ANSWER, blocks=(Paragraph("不该公开的电话。"),))),
)


@pytest.mark.parametrize("address", [LEDGER, f"{LEDGER}?since=1", f"/en{LEDGER}", f"{URL}v1/cite/t4/"])
def test_a_withdrawn_release_is_410_with_its_reason_and_nothing_else(client: Client, address: str) -> None:
    release_of(SECRET)
    next_version(DOCUMENT, "删去不该公开的电话。")
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人")
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 410
    assert "内容有误" in html
    assert not any(secret in html for secret in ("不该公开", "营商", "江望舒", SECRET.digest[:12]))


def test_versions_that_were_withdrawn_keep_their_line_and_nothing_else(client: Client) -> None:
    """Neither a note, which may say what was wrong, nor a digest, by which a guess could be checked."""
    release_of(SECRET)
    next_version(DOCUMENT, "删去不该公开的电话。")
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人")
    next_version(replace(DOCUMENT, venue="别处"), "核实后恢复。")
    next_version(CORRECTED)
    response = client.get(LEDGER)
    lines = [(line.version.number, line.is_withdrawal) for line in response.context["taken"]]
    assert lines == [(3, True), (2, False), (1, False)]
    assert {line.version.note for line in response.context["taken"]} == {""}
    assert [len(line.differences) for line in response.context["readable"]] == [2, 0]
    html = response.content.decode()
    assert "撤回原因：内容有误" in html
    assert html.count('不再公开：已随<a href="#v3">第 3 版</a>撤回。') == 2
    assert "撤回以前的各版不再公开，所以不列出与它们的差别。" in html
    assert not any(secret in html for secret in ("不该公开", SECRET.digest[:12], DOCUMENT.digest[:12]))
    assert not re.search(rf'href="{URL}v[123]', html)
    for number in (1, 2, 3):
        gone = client.get(f"{LEDGER}?since={number}")
        assert gone.status_code == 410
        assert "不该公开" not in gone.content.decode()


def test_two_withdrawals_each_give_their_reason(client: Client) -> None:
    release_of()
    withdraw(release_id="20260329-1", reason="第一次撤回。", by="签发人")
    next_version(DOCUMENT, "恢复。")
    withdraw(release_id="20260329-1", reason="第二次撤回。", by="签发人")
    next_version(DOCUMENT, "再恢复。")
    taken = client.get(LEDGER).context["taken"]
    assert [(line.version.number, line.withdrawn_by, line.reason) for line in taken] == [
        (4, 4, "第二次撤回。"),
        (3, 4, "第二次撤回。"),
        (2, 2, "第一次撤回。"),
        (1, 2, "第一次撤回。"),
    ]


def test_pages_lead_to_the_ledger(client: Client) -> None:
    release_of()
    assert f'<a href="{LEDGER}">查看版本与改动</a>' in client.get(URL).content.decode()
    next_version(CORRECTED)
    assert f'<a class="on-screen" href="{LEDGER}#v2">看改了什么</a>' in client.get(URL).content.decode()
    assert f'<a href="{LEDGER}">查看版本与改动</a>' in client.get(f"{URL}v1/").content.decode()


def test_an_old_version_says_what_changed_since(client: Client) -> None:
    release_of()
    last = replace(LONGER, venue="别处", turns=LONGER.turns[1:])
    next_version(last)
    response = client.get(f"{URL}v1/")
    since = response.context["page"].since
    assert (since.turns, since.others, since.url) == (3, 1, f"{LEDGER}?since=1")
    assert {turn.id: (turn.changed, turn.changed_url) for turn in response.context["page"].turns} == {
        "t1": ("removed", f"{LEDGER}?since=1#since-t1"),
        "t2": ("", ""),
        "t3": ("", ""),
        "t4": ("changed", f"{URL}#t4"),
    }
    html = response.content.decode()
    assert "此后改动了 3 段发言，另有其他 1 处：" in html
    assert f'<a href="{LEDGER}?since=1#since-t1">此后删去了这一段</a>' in html
    assert f'<a href="{URL}#t4">此后有改动，看现在怎么说</a>' in html
    assert f'<a href="{LEDGER}?since=1#since-venue"><span>改动：地点</span></a>' in html
    now = client.get(f"{URL}v2/").context["page"]
    assert (now.since, {turn.changed for turn in now.turns}) == (None, {""})


def test_an_old_version_says_that_turns_moved_or_that_none_changed(client: Client) -> None:
    release_of()
    first, *others = DOCUMENT.turns
    next_version(replace(DOCUMENT, turns=(*others, first)))
    assert f'<a href="{URL}#t1">此后调换了次序</a>' in client.get(f"{URL}v1/").content.decode()
    next_version(replace(DOCUMENT, venue="别处"))
    assert "此后发言没有改动，另有其他 1 处：" in client.get(f"{URL}v1/").content.decode()
    next_version(DOCUMENT)
    assert "现行版本与本版内容一致。" in client.get(f"{URL}v1/").content.decode()


def test_a_notice_lists_no_more_than_it_has_room_for(client: Client) -> None:
    release_of()
    turns = tuple(replace(THANKS, id=f"t{number}") for number in range(5, 16))
    next_version(replace(DOCUMENT, turns=(*DOCUMENT.turns, *turns)))
    response = client.get(f"{URL}v1/")
    since = response.context["page"].since
    assert (len(since.listed), since.unlisted) == (5, 6)
    assert "另有 6 处，逐字对照" in response.content.decode()


def test_whoever_holds_a_printed_version_is_told_whether_it_holds(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of()
    with django_assert_num_queries(2):
        html = client.get(f"{URL}?printed=1").content.decode()
    assert html.count("与纸面一致，未作更改。") == 1
    assert "此后改动了" not in html
    next_version(replace(CORRECTED, venue="别处"))
    with django_assert_num_queries(3):
        response = client.get(f"{URL}?printed=1")
    html = response.content.decode()
    assert "纸上印的是第 1 版，此后改动了 2 处。" in html
    assert f'<a href="{URL}#t4"><span>改动：回答 江望舒</span></a>' in html
    assert f'<a href="{LEDGER}?since=1#since-venue"><span>改动：地点</span></a>' in html
    # The page is that of the current version, and no turn of it is out of date.
    assert {turn.changed for turn in response.context["page"].turns} == {""}
    assert f'<link rel="canonical" href="https://news.example.gov.cn{URL}">' in html
    next_version(DOCUMENT)
    assert "与纸面一致，未作更改。" in client.get(f"{URL}?printed=1").content.decode()
    assert "纸面" not in client.get(URL).content.decode()
