from __future__ import annotations

import pytest

from releases.desk import roles
from releases.record.models import Section
from tests.desk.making import account, client_of, form_data

pytestmark = pytest.mark.django_db


def test_a_publisher_adds_a_section_below_another() -> None:
    desk = client_of(account(roles.PUBLISHER))
    page = desk.get("/desk/record/section/add/").content.decode()
    top = Section.objects.get(path="jdhy")
    assert (
        f'<option value="{Section.objects.get(path="jdhy/xwfbh").pk}">解读回应 &gt; 新闻发布会</option>'
        in page
    )
    typed = {
        "parent": str(top.pk),
        "name": "政策解读",
        "path": "jdhy/zcjd",
        "description": "政策解读",
        "keywords": "政策",
        "column_type": "政策解读",
    }
    assert desk.post("/desk/record/section/add/", {**form_data(page), **typed}).status_code == 302
    assert Section.objects.get(path="jdhy/zcjd").parent == top


def test_a_section_is_not_deleted_at_the_desk() -> None:
    desk = client_of(account(roles.PUBLISHER))
    section = Section.objects.get(path="jdhy/xwfbh")
    assert desk.post(f"/desk/record/section/{section.pk}/delete/", {"post": "yes"}).status_code == 403
