"""The days of an answer left for later stand where a turn can have them, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from releases.desk.models import Conference
from tests.browser.content import as_migrated
from tests.desk.making import CLEAN, account, client_of, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def days(page: Page, index: int) -> tuple[bool, bool]:
    """Return whether a turn shows until when it is due, and when it was given."""
    due, given_on = (page.locator(f"#id_turns-{index}-{name}") for name in ("due", "given_on"))
    return due.is_visible(), given_on.is_visible()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", ["change", "review"])
def test_each_kind_of_turn_shows_its_own_day(
    chromium: Browser,
    live_server: LiveServer,
    scripts: bool,  # noqa: FBT001  (a parameter of the table)
    name: str,
) -> None:
    as_migrated()
    editor = account("撰稿")
    conference: Conference = ready(by=editor, text=CLEAN, photo="")
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=scripts)
    session = client_of(editor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/desk/"}])
    page = context.new_page()
    page.goto(f"/desk/desk/conference/{conference.pk}/{name}/")
    assert [days(page, index) for index in range(4)] == [
        (False, False),
        (False, False),
        (True, False),
        (False, True),
    ]
    page.select_option("#id_turns-1-kind", "question")
    page.fill("#id_turns-1-due", "2026-04-15")
    page.select_option("#id_turns-1-kind", "statement")
    assert days(page, 1) == (False, False)
    page.locator("[type=submit]:not([formaction])").filter(visible=True).last.click()
    # What is refused shows itself, whatever kind of turn it stands on.
    expect(page.locator("#id_turns-1-due")).to_be_visible()
    expect(page.locator("#id_turns-1-due")).to_have_value("2026-04-15")
    context.close()
