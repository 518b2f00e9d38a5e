"""The emergency lane's pages."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.desk.freeze import freeze
from releases.desk.models import Conference, Emergency, Turn
from releases.record.models import Version
from tests.desk.making import CLEAN, account, buttons, client_of, ready

pytestmark = pytest.mark.django_db
REASON = "汛情紧急，须立即告知市民。"


@pytest.fixture(autouse=True)
def _levels(settings: Settings) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审")]


@pytest.fixture
def editor() -> User:
    return account("撰稿")


@pytest.fixture
def publisher() -> User:
    return account("签发")


@pytest.fixture
def draft(editor: User) -> Conference:
    return ready(by=editor, text=CLEAN)


def base(conference: Conference) -> str:
    return f"/desk/desk/conference/{conference.pk}/emergency/"


def said(client: Client, address: str, **data: str) -> list[str]:
    """Post, and return what the page that follows says."""
    return [str(each) for each in client.post(address, data, follow=True).context["messages"]]


def asked(conference: Conference, editor: User) -> str:
    """Have the editor ask, and return the digest."""
    digest = freeze(conference).digest
    assert said(client_of(editor), base(conference), digest=digest, reason=REASON) == [
        "已提出申请，请另一位有签发权限的人在本页确认。"
    ]
    return digest


def test_the_whole_way_through_its_pages(draft: Conference, editor: User, publisher: User) -> None:
    writer, issuer, first = client_of(editor), client_of(publisher), client_of(account("初审"))
    assert buttons(writer.get(base(draft)).content.decode()) == ["申请紧急发布"]
    digest = asked(draft, editor)
    html = writer.get(base(draft)).content.decode()
    assert (buttons(html), REASON in html) == ([], True)
    assert buttons(issuer.get(base(draft)).content.decode()) == ["确认紧急发布"]
    assert said(issuer, base(draft) + "confirm/", digest=digest) == [
        "已紧急发布，公开编号 20260329-1，第 1 版。请在 24 小时内完成补审。"
    ]
    row = Emergency.objects.get()
    afterwards = f"{base(draft)}{row.pk}/"
    change = writer.get(f"/desk/desk/conference/{draft.pk}/change/").content.decode()
    assert f'href="{afterwards}"' in change
    assert buttons(issuer.get(afterwards).content.decode()) == []
    assert buttons(first.get(afterwards).content.decode()) == ["初审补签"]
    assert said(first, afterwards, comment="核对无误") == ["已补签。"]
    html = first.get(afterwards).content.decode()
    assert (buttons(html), "补审通过" in html, "核对无误" in html) == ([], True, True)
    assert said(first, afterwards) == ["没有需要补审的紧急发布。"]
    assert "补审通过" in writer.get(f"/desk/desk/conference/{draft.pk}/change/").content.decode()


def test_a_refused_request_says_why_and_keeps_the_reason(draft: Conference, editor: User) -> None:
    response = client_of(editor).post(base(draft), {"digest": "0" * 64, "reason": REASON})
    html = response.content.decode()
    assert response.context["form"].non_field_errors() == ["您打开页面之后内容又有改动，请看过改动再申请。"]
    assert f'value="{REASON}"' in html
    response = client_of(editor).post(base(draft), {"digest": "0" * 64, "reason": ""})
    assert response.context["form"].errors["reason"] == ["这个字段是必填项。"]
    assert not Emergency.objects.exists()


def test_confirming_what_was_changed_publishes_nothing(
    draft: Conference, editor: User, publisher: User
) -> None:
    digest = asked(draft, editor)
    Conference.objects.update(title="改过的标题")
    response = client_of(publisher).post(base(draft) + "confirm/", {"digest": freeze(draft).digest})
    assert response.status_code == 200
    assert (Version.objects.count(), Emergency.objects.get().digest) == (0, digest)


def test_confirming_a_correction_wants_its_note(draft: Conference, editor: User, publisher: User) -> None:
    digest = asked(draft, editor)
    issuer = client_of(publisher)
    said(issuer, base(draft) + "confirm/", digest=digest)
    Conference.objects.update(title="改过的标题")
    draft.refresh_from_db()
    digest = asked(draft, editor)
    response = issuer.post(base(draft) + "confirm/", {"digest": digest, "kind": "correction"})
    assert response.context["publishing"].errors["note"] == ["这个字段是必填项。"]
    assert said(issuer, base(draft) + "confirm/", digest=digest, kind="correction", note="更正标题。") == [
        "已紧急发布，公开编号 20260329-1，第 2 版。请在 24 小时内完成补审。"
    ]


def test_each_step_is_for_those_who_may(draft: Conference, editor: User) -> None:
    digest = asked(draft, editor)
    assert client_of(account("审计")).get(base(draft)).status_code == 403
    assert client_of(account("初审")).post(base(draft) + "confirm/", {"digest": digest}).status_code == 403
    assert client_of(editor).get(base(draft) + "confirm/").status_code == 405
    row = Emergency.objects.get()
    # Not published yet: there is nothing to review.
    assert client_of(editor).get(f"{base(draft)}{row.pk}/").status_code == 404


def test_reviewing_afterwards_is_for_those_who_sign(draft: Conference, editor: User, publisher: User) -> None:
    digest = asked(draft, editor)
    issuer = client_of(publisher)
    said(issuer, base(draft) + "confirm/", digest=digest)
    afterwards = f"{base(draft)}{Emergency.objects.get().pk}/"
    assert issuer.post(afterwards).status_code == 403
    other = ready(text=CLEAN.replace("清水入城", "清水进村"))
    assert issuer.get(afterwards.replace(f"/{draft.pk}/", f"/{other.pk}/")).status_code == 404


def test_amber_findings_come_before_the_confirmation(editor: User, publisher: User) -> None:
    draft = ready(by=editor)
    asked(draft, editor)
    html = client_of(publisher).get(base(draft)).content.decode()
    assert (buttons(html), "先处理这些" in html) == ([], True)


def test_an_author_sees_that_another_has_to_confirm(draft: Conference, publisher: User, editor: User) -> None:
    asked(draft, publisher)
    html = client_of(editor).get(base(draft)).content.decode()
    assert (buttons(html), "您参与了本轮撰稿，要由别人确认。" in html) == ([], True)


def test_a_conference_that_contradicts_itself_is_not_asked_for(draft: Conference, editor: User) -> None:
    Turn.objects.filter(kind="answer").update(answers=Turn.objects.filter(kind="statement").first())
    html = client_of(editor).get(base(draft)).content.decode()
    assert (buttons(html), "先处理这些" in html) == ([], True)


def test_an_application_that_the_words_have_outrun_is_told_and_made_anew(
    draft: Conference, editor: User, publisher: User
) -> None:
    old = asked(draft, editor)
    Turn.objects.filter(conference=draft, number=1).update(body="改过。")
    issuer = client_of(publisher)
    response = issuer.post(base(draft) + "confirm/", {"digest": old})
    html = response.content.decode()
    assert [str(each) for each in response.context["messages"]] == ["内容在申请之后又有改动，要重新申请。"]
    assert f"的申请（{REASON}）因为内容又有改动，已经不算数，要重新申请。" in html
    assert buttons(html) == ["申请紧急发布"]
    # The page stands at the address of the other step, and its form goes to its own.
    assert f'<form method="post" action="{base(draft)}" novalidate>' in html
    asked(draft, editor)
    assert "已经不算数" not in issuer.get(base(draft)).content.decode()


def test_the_reviewers_page_leads_to_the_review_that_is_owed(
    draft: Conference, editor: User, publisher: User
) -> None:
    digest = asked(draft, editor)
    said(client_of(publisher), base(draft) + "confirm/", digest=digest)
    owed = f'href="{base(draft)}{Emergency.objects.get().pk}/"'
    first, writer = client_of(account("初审")), client_of(editor)
    signing_page = f"/desk/desk/conference/{draft.pk}/signing/"
    for address in (signing_page, base(draft)):
        html = first.get(address).content.decode()
        assert (owed in html, "内容与公众现在看到的相同" in html) == (True, True)
        assert (buttons(html), f'href="{base(draft)}"' in html) == ([], False)
    # Nothing to submit, until something is written.
    assert buttons(writer.get(signing_page).content.decode()) == []
    Turn.objects.filter(conference=draft, number=1).update(body="改过。")
    html = writer.get(signing_page).content.decode()
    assert (buttons(html), owed in html) == (["送审"], True)
    assert buttons(writer.get(base(draft)).content.decode()) == ["申请紧急发布"]


def test_the_page_of_a_review_costs_the_same_for_every_version(
    draft: Conference,
    editor: User,
    publisher: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    digest = asked(draft, editor)
    issuer = client_of(publisher)
    said(issuer, base(draft) + "confirm/", digest=digest)
    address = f"{base(draft)}{Emergency.objects.get().pk}/"
    issuer.get(address)
    with django_assert_num_queries(10):
        issuer.get(address)
