"""What a long release may weigh and how little it may move; how fast it is painted is for ``make bench``."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, Route

from releases.record.publishing import publish
from tests.browser.conftest import Open, remember
from tests.browser.content import Addresses, files
from tests.browser.lengthy import lengthy

pytestmark = pytest.mark.browser

# All but photos, each body as a web server packs it.
MOST_BYTES = 60_000
GZIP_LEVEL = 6
MOST_SHIFT = 0.02
_SHIFT = """() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value
  }).observe({type: 'layout-shift', buffered: true})
  setTimeout(() => resolve(sum), 200)
})"""


@pytest.fixture
def address(site: Addresses) -> str:  # noqa: ARG001  (order)
    """Return the address of a release of more than forty turns with photos."""
    document = lengthy()
    assert len(document.turns) > 40
    return publish(document=document, files=files, by="签发人").release.get_absolute_url()


def read_through(page: Page) -> None:
    """Go down the page until everything on it has been seen."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for y in range(0, height, 600):
        page.evaluate("y => scrollTo(0, y)", y)
        page.wait_for_timeout(20)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("width", [390, 1440])
def test_a_long_release_is_light(visit: Open, site: Addresses, address: str, width: int) -> None:
    page = visit("about:blank", width=width)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    read_through(page)
    weights = {
        urlsplit(answer.url).path: len(gzip.compress(answer.body(), GZIP_LEVEL))
        for answer in answers
        if not urlsplit(answer.url).path.startswith("/media/")
    }
    assert {urlsplit(answer.url).netloc for answer in answers} == {urlsplit(site.base).netloc}
    assert {f"/static/site/{name}" for name in ("site.css", "modes.js", "site.js")} <= weights.keys()
    assert sum(weights.values()) < MOST_BYTES, weights


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("choices", [{}, {"size": "large"}, {"elder": True}])
def test_a_long_release_does_not_move(
    visit: Open, address: str, width: int, choices: dict[str, object]
) -> None:
    page = visit("/", width=width)
    remember(page, **choices)
    page.route("**/media/**", late)
    page.goto(address)
    read_through(page)
    assert page.locator("img").evaluate_all("all => all.every(one => one.complete && one.naturalWidth)")
    assert page.evaluate(_SHIFT) < MOST_SHIFT


def late(route: Route) -> None:
    """Let a photo arrive when its place has long been painted."""
    route.request.frame.page.wait_for_timeout(150)
    route.continue_()
