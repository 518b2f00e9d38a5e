"""The admin's lists on a narrow screen: cards that nobody moves sideways, and a table to who is read them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.content import as_migrated
from tests.browser.test_accessibility import WIDTHS, violations
from tests.desk.making import client_of, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTS = (
    "/desk/desk/conference/",
    "/desk/desk/person/",
    "/desk/desk/term/",
    "/desk/record/section/",
    "/desk/auth/user/",
    "/desk/auth/group/",
    "/desk/audit/entry/",
)
# Wider than its frame, or so narrow that its words stand in a column of single characters.
CRAMPED = """
() => [document.documentElement, ...document.querySelectorAll(".results, #result_list th, #result_list td")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.checkVisibility() && one.clientWidth > 1
    || one.matches("tbody *") && one.innerText.trim().length > 6
      && one.getBoundingClientRect().height > 4 * one.getBoundingClientRect().width)
  .map((one) => one.outerHTML.slice(0, 120))
"""
SMALL = """
(least) => [...document.querySelectorAll(
  "#result_list a, #result_list input, .actions select, .actions button, #changelist-filter a, .toplinks a")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1)
  .filter((one) => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < least)
  .map((one) => one.outerHTML.slice(0, 120))
"""


@pytest.fixture
def staff() -> User:
    as_migrated()
    return User.objects.create_superuser("root")


@pytest.fixture(params=["light", "dark"])
def page(
    request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer, staff: User
) -> Iterator[Page]:
    """Return a page in a light or a dark browser that is logged in. Not heard: the policy refuses axe's styles."""
    context = chromium.new_context(base_url=live_server.url, color_scheme=request.param)
    session = client_of(staff).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/desk/"}])
    yield context.new_page()
    context.close()


def test_every_list_is_read_without_moving_it_sideways(page: Page, staff: User) -> None:
    ready(by=staff, photo="")
    ready(by=staff, photo="", text="一个很长的名称" * 12 + "发布会\n来源：某局\n图文实录：\n")
    found: dict[str, object] = {}
    for address in LISTS:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found[f"{address} cramped at {width}"] = page.evaluate(CRAMPED)
        page.set_viewport_size({"width": 390, "height": 900})
        found[f"{address} small"] = page.evaluate(SMALL, 24)
        # The stock search has a picture for a label.
        found[f"{address} axe"] = [
            line for lines in violations(page, WIDTHS).values() for line in lines if "searchbar" not in line
        ]
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_card_is_still_a_row_of_a_table(page: Page, staff: User, width: int) -> None:
    conference = ready(by=staff, photo="")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/desk/desk/conference/")
    row = page.get_by_role("table").get_by_role("row").filter(has=page.get_by_role("rowheader"))
    assert row.get_by_role("rowheader").all_inner_texts() == [str(conference)]
    assert row.get_by_role("cell").count() == 6
    heads = page.get_by_role("columnheader").all_inner_texts()
    assert [head.strip() for head in heads] == ["", "标题", "状态", "举行日期", "栏目", "修改时间", "修改人"]
