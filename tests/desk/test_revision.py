"""What the desk does to drafts is nothing that the public could see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from releases.desk import roles, scheduling, workflow
from releases.desk.models import Conference
from releases.record.models import Department, Section, Topic
from releases.record.revision import current
from tests.desk.making import account, client_of, form_data, ready

pytestmark = pytest.mark.django_db


def test_the_pages_of_what_staff_keep_move_it() -> None:
    desk = client_of(account(roles.PUBLISHER))
    rows = [
        Section.objects.get(path="jdhy/xwfbh"),
        Topic.objects.create(slug="water", name="清水"),
        Department.objects.create(slug="water", name="市水务局"),
    ]
    for row in rows:
        address = f"/desk/record/{row._meta.model_name}/{row.pk}/change/"
        before = current().number
        data = form_data(desk.get(address).content.decode())
        assert current().number == before
        assert desk.post(address, {**data, "name": "新名称"}).status_code == 302
        assert current().number > before


def test_nothing_that_is_done_to_a_draft_moves_it() -> None:
    publisher = account(roles.PUBLISHER)
    desk = client_of(publisher)
    before = current().number
    conference = ready(by=publisher)
    address = f"/desk/desk/conference/{conference.pk}/change/"
    data = form_data(desk.get(address).content.decode())
    assert desk.post(address, {**data, "title": "改过的标题"}).status_code == 302
    conference.refresh_from_db()
    assert conference.title == "改过的标题"
    scheduling.schedule(conference=conference, by=publisher, due_at=timezone.now() + timedelta(hours=1))
    scheduling.cancel(conference=Conference.objects.get(), by=publisher)
    assert desk.get(f"/desk/desk/conference/{conference.pk}/preview/").status_code == 200
    assert Conference.objects.all().delete()[0] > 0
    assert current().number == before
    assert workflow.publish(conference=ready(by=publisher), by=publisher)
    assert current().number > before
