"""The desk's own pages in both colours and on paper: words stand out, and nothing to press is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from releases.desk import sharing, signing, workflow
from releases.desk.freeze import freeze
from releases.desk.leftovers import decide
from releases.desk.models import Conference, Leftover, LeftoverState
from releases.record.models import Topic
from tests.browser.content import as_migrated
from tests.browser.test_accessibility import violations
from tests.desk.making import CLEAN, account, client_of, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Look = Callable[[str], Page]
# Django's own: a search with a picture for a label, a table of rows with a nameless first column.
STOCK = ('id="searchbar"', '<th class="original"></th>')
PRESSED = """
() => [...document.querySelectorAll("#header, nav, button, input[type=submit], .object-tools, .breadcrumbs, #toolbar")]
  .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 100))
"""
CUT = """
() => [...document.querySelectorAll("#content *")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 100))
"""


@pytest.fixture
def staff() -> User:
    as_migrated()
    return User.objects.create_superuser("root")


@pytest.fixture
def conferences(staff: User, settings: Settings) -> dict[str, Conference]:
    """Return one with leftovers and doubts, one in review whose signature is void, and a published one."""
    public = ready(by=staff, text=CLEAN.replace("清水", "活水"), photo="")
    public.turns.filter(kind="question").update(due=timezone.localdate())
    workflow.publish(conference=public, by=None)
    public.turns.filter(number=2).update(body="更正过的话。")
    Topic.objects.create(slug="works", name="工程", words="完工")
    Topic.objects.create(slug="water", name="用水")
    settings.SIGN_OFF_LEVELS = (("初审", "初审"), ("终审", "终审"))
    odd = ready(by=staff)
    row = {"conference": odd, "source": odd.sources.get(), "kind": "unplaced"}
    Leftover.objects.create(**row, line=7, text="谁也不认识的话")
    settled = Leftover.objects.create(**row, line=8, text="处理过的话")
    decide(leftover=settled, state=LeftoverState.DISMISSED, by=staff)
    asked = ready(by=None, text=CLEAN.replace("清水", "净水"))
    first = account("初审")
    signing.submit(conference=asked, by=account("撰稿"))
    signing.sign(conference=asked, by=first, digest=freeze(asked).digest, comment="同意")
    asked.turns.filter(number=3).update(body="下面我介绍净水入城工程的成效和下一步。")
    sharing.share(conference=asked, by=staff, note="王科长", hours=24)
    sharing.revoke(link=sharing.share(conference=asked, by=staff, note="旧的", hours=24), by=staff)
    return {"odd": odd, "asked": asked, "public": public}


@pytest.fixture(params=["light", "dark"])
def look(
    request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer, staff: User
) -> Iterator[Look]:
    """Return what opens a page in a light or a dark browser. Not heard: the policy refuses axe's styles."""
    context = chromium.new_context(base_url=live_server.url, color_scheme=request.param)
    session = client_of(staff).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": f"{live_server.url}/desk/"}])
    page = context.new_page()

    def opened(address: str) -> Page:
        page.goto(address)
        return page

    yield opened
    context.close()


def test_axe_finds_nothing_on_the_desks_pages(look: Look, conferences: dict[str, Conference]) -> None:
    pages = {
        "odd": ("change", "review", "import", "photos", "publish", "signing"),
        "asked": ("signing", "links", "emergency", "publish"),
        "public": ("change", "publish", "withdraw"),
    }
    base = "/desk/desk/conference/"
    addresses = [f"{base}{conferences[name].pk}/{each}/" for name, those in pages.items() for each in those]
    keys = "&".join(f"pk={each.pk}" for each in conferences.values())
    found = {}
    answer = f"{base}{conferences['public'].pk}/change/?answer=t3"
    lists = ["/desk/questions/", "/desk/record/topic/", "/desk/record/department/add/", answer]
    for address in ["/desk/", base, f"{base}import/", f"{base}publish/?{keys}", *addresses, *lists]:
        page = look(address)
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
        found[address] = [
            line
            for lines in violations(page, (390, 1440)).values()
            for line in lines
            if not any(stock in line for stock in STOCK)
        ]
    assert {where: what for where, what in found.items() if what} == {}


def test_paper_is_white_whole_and_has_nothing_to_press(
    look: Look, conferences: dict[str, Conference]
) -> None:
    found: dict[str, object] = {}
    for address in (
        f"/desk/desk/conference/{conferences['asked'].pk}/signing/",
        "/desk/desk/conference/",
        "/desk/audit/entry/",
    ):
        page = look(address)
        page.emulate_media(media="print")
        # The width of upright A4 between its margins.
        page.set_viewport_size({"width": 718, "height": 1000})
        found[address] = (page.evaluate(PRESSED), page.evaluate(CUT))
        assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.emulate_media(media="screen")
        assert page.evaluate(PRESSED) != []
    assert set(map(repr, found.values())) == {"([], [])"}, found
