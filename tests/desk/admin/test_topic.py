from __future__ import annotations

import re

import pytest

from releases.audit.models import Action, Entry
from releases.desk import roles
from releases.record.models import Filing, Question, Topic
from tests.desk.making import account, client_of, form_data
from tests.record.making import release_of

pytestmark = pytest.mark.django_db
LIST = "/desk/record/topic/"


def test_a_publisher_keeps_topics_and_the_trail_tells_of_it() -> None:
    publisher = account(roles.PUBLISHER)
    desk = client_of(publisher)
    data = form_data(desk.get(f"{LIST}add/").content.decode())
    typed = {"name": "幼儿园和入学", "slug": "kindergarten", "words": "幼儿园\r\n学位"}
    assert desk.post(f"{LIST}add/", {**data, **typed}).status_code == 302
    topic = Topic.objects.get()
    assert (topic.name, topic.words) == ("幼儿园和入学", "幼儿园\r\n学位")
    row = Entry.objects.get(action=Action.ADD)
    assert (row.account, row.what, row.label) == (
        publisher.username,
        f"record.topic:{topic.pk}",
        "幼儿园和入学",
    )


@pytest.mark.parametrize("slug", ["", "*", "幼儿园", "Kindergarten", "a b", "-a", "a--b"])
def test_a_topic_without_a_good_address_is_refused(slug: str) -> None:
    desk = client_of(account(roles.PUBLISHER))
    page = desk.post(f"{LIST}add/", {"name": "幼儿园", "slug": slug, "words": "", "position": "0"})
    assert (page.status_code, Topic.objects.count()) == (200, 0)


def test_the_list_counts_questions_and_deleting_tells_how_many_lose_it() -> None:
    desk = client_of(account(roles.PUBLISHER))
    topic, other = (Topic.objects.create(slug=slug, name=slug) for slug in ("tax", "other"))
    release_of()
    for each in (topic, other):
        Filing.objects.create(question=Question.objects.get(), topic=each)
    page = desk.get(LIST).content.decode()
    assert re.findall(r'field-times"[^>]*>(\d+)<', page) == ["1", "1"]
    page = desk.get(f"{LIST}{topic.pk}/delete/").content.decode()
    assert "提问归类: 1" in page
    assert "20260329-1/t3" not in page
    assert desk.post(f"{LIST}{topic.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Filing.objects.values_list("topic", flat=True)) == [other.pk]
    assert Question.objects.count() == 1
