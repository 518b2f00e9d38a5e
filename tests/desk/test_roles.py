"""What each role may do: the groups as migrations leave them, and every page of the desk."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from releases.desk import roles, workflow
from releases.desk.models import Conference, Leftover
from tests.desk.making import account, client_of, form_data, ready

pytestmark = pytest.mark.django_db

OPEN, REFUSED, LOGIN = 200, 403, 302


def test_migrations_leave_exactly_the_roles() -> None:
    groups = {
        group.name: {
            f"{permission.content_type.app_label}.{permission.codename}"
            for permission in group.permissions.select_related("content_type")
        }
        for group in Group.objects.all()
    }
    assert groups == {name: set(permissions) for name, permissions in roles.ROLES.items()}


@pytest.fixture
def conference() -> Conference:
    conference = ready()
    workflow.publish(conference=conference, by=None)
    return conference


# Who opens a page, in the order of ROLES: 撰稿 初审 复审 终审 签发 审计 管理员.
WRITERS = (OPEN, REFUSED, REFUSED, REFUSED, OPEN, REFUSED, REFUSED)
SIGNERS = (REFUSED, OPEN, OPEN, OPEN, OPEN, REFUSED, REFUSED)
ISSUERS = (REFUSED, REFUSED, REFUSED, REFUSED, OPEN, REFUSED, REFUSED)
KEEPERS = (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN)
READERS = (*(OPEN,) * 6, REFUSED)
FILERS = (*(OPEN,) * 5, REFUSED, REFUSED)
AUDITORS = (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, OPEN, REFUSED)
NOBODY = (REFUSED,) * 7
PAGES = {
    "/desk/desk/conference/": READERS,
    "/desk/desk/conference/add/": WRITERS,
    "/desk/desk/conference/import/": WRITERS,
    "/desk/desk/conference/{pk}/change/": READERS,
    "/desk/desk/conference/{pk}/history/": READERS,
    "/desk/desk/conference/{pk}/import/": WRITERS,
    "/desk/desk/conference/{pk}/photos/": WRITERS,
    "/desk/desk/conference/{pk}/review/": WRITERS,
    "/desk/desk/conference/{pk}/preview/": READERS,
    "/desk/desk/conference/{pk}/signing/": READERS,
    "/desk/desk/conference/{pk}/embargo/": READERS,
    "/desk/desk/conference/{pk}/publish/": ISSUERS,
    "/desk/desk/conference/{pk}/withdraw/": ISSUERS,
    "/desk/desk/conference/{pk}/delete/": NOBODY,
    "/desk/desk/person/": READERS,
    "/desk/desk/person/add/": WRITERS,
    "/desk/desk/term/": READERS,
    "/desk/desk/term/add/": SIGNERS,
    "/desk/desk/outlet/": READERS,
    "/desk/desk/outlet/add/": ISSUERS,
    "/desk/auth/user/": KEEPERS,
    "/desk/auth/user/add/": KEEPERS,
    "/desk/auth/group/": KEEPERS,
    "/desk/auth/group/add/": NOBODY,
    "/desk/record/section/": ISSUERS,
    "/desk/record/section/add/": ISSUERS,
    "/desk/record/topic/": READERS,
    "/desk/record/topic/add/": ISSUERS,
    "/desk/record/department/": READERS,
    "/desk/record/department/add/": ISSUERS,
    "/desk/questions/": FILERS,
    "/desk/audit/entry/": AUDITORS,
    "/desk/audit/entry/export/": AUDITORS,
    "/desk/audit/entry/add/": NOBODY,
}


@pytest.mark.parametrize("address", PAGES)
def test_each_page_opens_for_whom_it_should(conference: Conference, address: str, client: Client) -> None:
    address = address.format(pk=conference.pk)
    found = [client_of(account(role)).get(address).status_code for role in roles.ROLES]
    assert tuple(found) == PAGES[address.replace(f"/{conference.pk}/", "/{pk}/")]
    nobody = client.get(address)
    assert (nobody.status_code, nobody["Location"]) == (LOGIN, f"/desk/login/?next={address}")


def test_an_account_without_a_role_sees_nothing(conference: Conference) -> None:
    staff = client_of(User.objects.create_user("new", is_staff=True))
    not_staff = client_of(User.objects.create_user("citizen"))
    for address in PAGES:
        assert staff.get(address.format(pk=conference.pk)).status_code == REFUSED
        assert not_staff.get(address.format(pk=conference.pk)).status_code == LOGIN


def test_an_editor_cannot_publish_or_withdraw_by_posting(conference: Conference) -> None:
    draft = ready(text="另一场发布会\n来源：某局\n时间：2026年4月2日\n图文实录：\n")
    desk = client_of(account(roles.EDITOR))
    for pk, step, data in (
        (draft.pk, "publish", {"revision": draft.revision}),
        (conference.pk, "withdraw", {"reason": "试试"}),
    ):
        assert desk.post(f"/desk/desk/conference/{pk}/{step}/", data).status_code == REFUSED
    assert list(Conference.objects.order_by("pk").values_list("state", flat=True)) == ["published", "draft"]


def test_publishing_and_withdrawing_never_happen_on_get(conference: Conference) -> None:
    desk = client_of(account(roles.PUBLISHER))
    for step in ("publish", "withdraw"):
        desk.get(f"/desk/desk/conference/{conference.pk}/{step}/")
    before = Conference.objects.values().get()
    assert (before["state"], before["revision"]) == ("published", conference.revision + 1)


def test_deciding_about_a_leftover_takes_its_own_permission(conference: Conference) -> None:
    row = Leftover.objects.create(
        conference=conference, source=conference.sources.get(), line=1, text="x", kind="unplaced"
    )
    user = User.objects.create_user("n", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=("view_conference", "change_conference", "change_turn"))
    )
    desk = client_of(user)
    address = f"/desk/desk/conference/{conference.pk}/review/"
    page = desk.get(address).content.decode()
    assert 'name="decide"' not in page
    data = {**form_data(page), "turns-1-body": "改过的话。", "decide": f"{row.pk}:placed"}
    assert desk.post(address, data).status_code == REFUSED
    row.refresh_from_db()
    assert (row.state, conference.turns.filter(body="改过的话。").exists()) == ("open", False)
