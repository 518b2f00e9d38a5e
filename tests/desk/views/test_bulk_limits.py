"""Publishing several conferences: who may, how many, what it costs, and many browsers at once."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.desk import bulk, signing
from releases.desk.models import Conference
from releases.record.models import Version
from tests.desk.making import account, client_of, form_data
from tests.desk.views.test_bulk import LIST, PAGE, chosen, drafts, said, shown
from tests.record.test_race import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher() -> User:
    return account("签发", "publisher")


@pytest.fixture
def desk(publisher: User) -> Client:
    return client_of(publisher)


def test_too_many_and_none_are_refused(desk: Client) -> None:
    rows = Conference.objects.bulk_create(Conference(title=f"第{n}场") for n in range(bulk.MOST + 1))
    many = "一次最多发布 20 场，选得太多了。没有发布任何一场。"
    assert many in chosen(desk, rows)
    assert many in chosen(desk, rows[:1], select_across="1")
    assert "不能发布 20 场" in chosen(desk, rows[1:])
    digest = "0" * 64
    assert said(desk, {"shown": [f"{row.pk}:{digest}" for row in rows]}) == [many]
    assert said(desk, {"shown": ["x", f"１:{digest}", f"1:{digest}0", f"{'1' * 30}:{digest}"]}) == [
        "没有选中发布会。"
    ]
    assert "没有选中发布会。" in desk.get(f"{PAGE}?pk=x&pk=１", follow=True).content.decode()


@pytest.mark.parametrize("role", ["撰稿", "初审", "审计", "管理员"])
def test_nobody_else_sees_or_does_it(role: str) -> None:
    (row,) = drafts(1)
    other = client_of(account(role))
    page = other.get(LIST).content.decode()
    assert ("发布所选的发布会" in page, "_selected_action" in page) == (False, False)
    chosen(other, [row])
    shown_to_nobody = {"shown": [f"{row.pk}:{signing.sound(row).digest}"]}
    assert (other.get(f"{PAGE}?pk={row.pk}").status_code, other.post(PAGE, shown_to_nobody).status_code) == (
        403,
        403,
    )
    row.refresh_from_db()
    assert (row.state, Version.objects.count()) == ("draft", 0)


def test_publishers_see_this_action_alone(desk: Client) -> None:
    drafts(1)
    page = desk.get(LIST).content.decode()
    assert re.findall(r'<option value="(\w+)"', page) == ["publish_selected"]
    assert "_selected_action" in page


def test_the_button_wants_the_forms_token(publisher: User) -> None:
    (row,) = drafts(1)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(publisher)
    page = strict.get(f"{PAGE}?pk={row.pk}").content.decode()
    data = {"shown": shown(page)}
    assert (strict.post(PAGE, data).status_code, Version.objects.count()) == (403, 0)
    token = form_data(page)["csrfmiddlewaretoken"]
    assert strict.post(PAGE, {**data, "csrfmiddlewaretoken": token}).status_code == 302
    assert Version.objects.count() == 1


# What the index of search costs each release: SQLite keeps the words in a table of their own.
INDEXING = {"sqlite": 4, "postgresql": 2}


@pytest.mark.parametrize(("count", "showing", "publishing"), [(1, 21, 69), (3, 51, 187)])
def test_queries_grow_by_the_same_for_each(
    desk: Client,
    count: int,
    showing: int,
    publishing: int,
    django_assert_num_queries: DjangoAssertNumQueries,
    settings: Settings,
) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审")]
    editor, first = account("撰稿"), account("初审")
    rows = drafts(count)
    for row in rows:
        signing.submit(conference=row, by=editor)
        signing.sign(conference=row, by=first, digest=signing.sound(row).digest)
    query = "&".join(f"pk={row.pk}" for row in rows)
    with django_assert_num_queries(showing):
        page = desk.get(f"{PAGE}?{query}").content.decode()
    with django_assert_num_queries(publishing + count * INDEXING[connection.vendor]):
        desk.post(PAGE, {"shown": shown(page)})
    assert Version.objects.count() == count


def test_the_verb_says_what_became_of_each(publisher: User) -> None:
    (row,) = drafts(1)
    missing = row.pk + 1
    results = bulk.publish_each([(missing, ""), (row.pk, signing.sound(row).digest)], by=publisher)
    assert [(each, type(result).__name__) for each, result in results] == [
        (None, "WorkflowError"),
        (row, "Version"),
    ]


# SQLite's tests run in memory, where connections cannot wait for each other.
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_button_in_many_browsers_publishes_each_once() -> None:
    rows = drafts(3)
    browsers = [client_of(account("签发", f"publisher-{n}")) for n in range(6)]
    posted = {"shown": [f"{row.pk}:{signing.sound(row).digest}" for row in rows]}
    words: list[str] = []
    at_once(len(browsers), lambda index: words.extend(said(browsers[index], posted)))
    assert sorted(each for each in words if each.startswith("已发布")) == sorted(
        f'已发布：<a href="/releases/{row.release_id}/">{row}</a>（{row.release_id}）'
        for row in Conference.objects.all()
    )
    assert len(words) == len(browsers) * len(rows)
    assert sorted(Version.objects.values_list("release", "number")) == [
        (f"20260329-{n}", 1) for n in (1, 2, 3)
    ]
