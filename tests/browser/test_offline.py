"""What was read is there without a network, and nothing else is: in a browser whose line is cut."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from releases.desk import sharing
from releases.record.models import Release
from releases.record.publishing import publish, withdraw
from releases.record.views import offline
from tests.browser.content import DOCUMENT, Addresses, files
from tests.browser.line import STALE_FOR, Line
from tests.browser.test_accessibility import WIDTHS, violations
from tests.desk.making import account, client_of, ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = re.compile(r"^没有连上网站。这是您 \d+月\d+日 \d\d:\d\d 读过的内容，之后可能已有更正。$")
NOT_KEPT = "没有连上网站，您要的这一页没有保存过。恢复网络后，刷新本页就能看到。"
KEPT_IN_ENGLISH = re.compile(
    r"^The site cannot be reached\. This is what you read on \d+ [A-Z][a-z]+ at \d\d:\d\d; it may have been corrected since\.$"
)
NOT_KEPT_IN_ENGLISH = (
    "The site cannot be reached, and the page you want has not been kept. "
    "Reload it once you are connected again."
)


@pytest.fixture
def line(site: Addresses) -> Iterator[Line]:
    """Return a line to the server, whole at first."""
    found = Line(urlsplit(site.base).port or 0)
    yield found
    found.cut()


@pytest.fixture
def reader(chromium: Browser, line: Line) -> Iterator[Page]:
    """Return a page of somebody who was never here."""
    context = chromium.new_context(base_url=line.url)
    yield context.new_page()
    context.close()


def kept(page: Page) -> list[dict[str, Any]]:
    """Return what the worker says that it keeps."""
    found: list[dict[str, Any]] = page.evaluate(
        """async () => {
          const kept = await (await caches.open("pages")).match("/offline/index.json");
          return kept ? kept.json() : [];
        }"""
    )
    return found


def paths(page: Page) -> list[str]:
    """Return which pages are kept, the one read longest ago first."""
    return [one["path"] for one in kept(page)]


def cached(page: Page, name: str) -> list[str]:
    """Return the paths of all that stands in a cache."""
    found: list[str] = page.evaluate(
        "async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)",
        name,
    )
    return sorted(found)


def rewrite(page: Page, change: str) -> None:
    """Change the list of what is kept, as time would."""
    page.evaluate(
        f"""async () => {{
          const cache = await caches.open("pages");
          const kept = await (await cache.match("/offline/index.json")).json();
          ({change})(kept);
          await cache.put("/offline/index.json", new Response(JSON.stringify(kept)));
        }}"""
    )


def asked_for_kept(page: Page, how: str = "{}") -> str:
    """Say what the page gets that asks for a file which the worker has, and the browser's own cache has not."""
    answer: str = page.evaluate(
        f"""async () => {{
          await (await caches.open("another")).put("/static/kept.css", new Response(""));
          return fetch("/static/kept.css", {how}).then(() => "answered", () => "no network");
        }}"""
    )
    return answer


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait for what the worker does in its own time."""
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end, f"kept after 20 seconds: {kept(page)}"
        page.wait_for_timeout(30)


def read(page: Page, path: str) -> None:
    """Read a page until it is kept with all that it is shown with."""
    page.goto(path)
    until(page, lambda: page.evaluate("() => navigator.serviceWorker.controller !== null"))
    until(page, lambda: any(one["path"] == path and one["title"] for one in kept(page)))


def test_a_release_read_once_opens_without_a_network(reader: Page, line: Line, site: Addresses) -> None:
    read(reader, site.release)
    line.cut()
    reader.goto("about:blank")
    reader.goto(site.release)
    expect(reader.get_by_role("status").first).to_have_text(KEPT)
    expect(reader.locator("h1")).to_have_text(DOCUMENT.title)
    expect(reader.locator("h1")).to_have_css("color", "rgb(23, 50, 77)")
    for image in reader.locator("main img:visible").all():
        image.scroll_into_view_if_needed()
        expect(image).not_to_have_js_property("naturalWidth", 0)
    reader.get_by_role("button", name="长者版").click()
    expect(reader.locator("html")).to_have_attribute("data-elder", "")
    reader.reload()
    expect(reader.locator("html")).to_have_attribute("data-elder", "")
    assert violations(reader, WIDTHS) == {width: [] for width in WIDTHS}


@pytest.mark.parametrize(("saves", "number"), [("false", 2), ("true", 0)])
def test_photos_not_seen_are_kept_unless_data_is_to_be_saved(
    reader: Page,
    site: Addresses,  # noqa: ARG001  (order)
    saves: str,
    number: int,
) -> None:
    first, words = DOCUMENT.turns[0], DOCUMENT.turns[2]
    turns = (*(replace(words, id=f"t{number}") for number in range(1, 9)), replace(first, id="t9"))
    page = publish(document=replace(DOCUMENT, turns=turns), files=files, by="签发人").release
    reader.add_init_script(
        f"Object.defineProperty(navigator, 'connection', {{ value: {{ saveData: {saves} }} }})"
    )
    reader.set_viewport_size({"width": 320, "height": 400})
    read(reader, page.get_absolute_url())
    assert sum(one.startswith("/media/photos/") for one in cached(reader, "files")) == number


def test_a_photo_of_another_size_stands_for_the_one_that_is_asked_for(
    reader: Page, line: Line, site: Addresses
) -> None:
    read(reader, site.release)
    full = reader.locator(".photo a").first.get_attribute("href")
    assert full is not None
    assert full not in cached(reader, "files")
    line.cut()
    small = full.replace(".jpg", "-480.webp")
    assert small not in cached(reader, "files")
    asked = f"() => fetch('{small}').then(({{ status }}) => status, () => 'no network')"
    assert reader.evaluate(asked) == 200
    answer = reader.goto(full)
    assert answer is not None
    assert answer.headers["content-type"] == "image/webp"


def test_an_old_version_is_kept_too(reader: Page, line: Line, site: Addresses) -> None:
    read(reader, f"{site.corrected}v1/")
    line.cut()
    reader.reload()
    expect(reader.get_by_role("status").first).to_have_text(KEPT)
    expect(reader.get_by_role("note")).to_contain_text("这是第 1 版，不是现行版本。")


def test_with_a_network_nothing_says_that_there_is_none(reader: Page, site: Addresses) -> None:
    read(reader, site.release)
    reader.reload()
    expect(reader.locator(".offline-note")).to_be_hidden()
    reader.goto("/offline/")
    expect(reader.locator(".offline-note")).to_be_hidden()
    expect(reader.get_by_role("button", name="重试")).to_be_hidden()
    expect(reader.locator(".kept li")).to_have_count(1)
    assert violations(reader, WIDTHS) == {width: [] for width in WIDTHS}


@pytest.mark.parametrize("path", ["corrected", "/search/?q=托育", "/", "/people/"])
def test_what_was_not_read_leads_to_what_was(reader: Page, line: Line, site: Addresses, path: str) -> None:
    read(reader, site.release)
    line.cut()
    reader.goto(getattr(site, path, path))
    expect(reader.get_by_role("status").first).to_have_text(NOT_KEPT)
    expect(reader.locator("h1")).to_have_text("离线阅读")
    expect(reader.locator("h1")).to_have_css("color", "rgb(23, 50, 77)")
    expect(reader.locator(".kept li")).to_have_text(
        re.compile(rf"^{DOCUMENT.title} \d+月\d+日 \d\d:\d\d 读过$")
    )
    reader.get_by_role("link", name=DOCUMENT.title).click()
    expect(reader.get_by_role("status").first).to_have_text(KEPT)


def test_a_reader_tries_again(reader: Page, line: Line, site: Addresses) -> None:
    read(reader, site.release)
    line.cut()
    reader.goto("/people/")
    line.mend()
    reader.get_by_role("button", name="重试").click()
    expect(reader.locator("h1")).to_have_text("人物")


def test_a_line_that_never_answers_is_not_waited_for(reader: Page, line: Line, site: Addresses) -> None:
    read(reader, site.release)
    line.stall()
    reader.goto(site.release, wait_until="domcontentloaded")
    expect(reader.get_by_role("status").first).to_have_text(KEPT)


def test_a_server_that_is_down_is_no_network(reader: Page, line: Line, site: Addresses) -> None:
    read(reader, site.release)
    line.answer("502 Bad Gateway\r\nContent-Type: text/html")
    reader.goto(site.release)
    expect(reader.get_by_role("status").first).to_have_text(KEPT)


def test_an_english_reader_is_answered_in_english(reader: Page, line: Line, site: Addresses) -> None:
    read(reader, f"/en{site.release}")
    line.cut()
    reader.goto("/en/people/")
    expect(reader.get_by_role("status").first).to_have_text(NOT_KEPT_IN_ENGLISH)
    link = reader.locator(".kept a")
    expect(link).to_have_text(DOCUMENT.title)
    assert link.get_attribute("lang") == "zh-Hans"
    link.click()
    expect(reader.get_by_role("status").first).to_have_text(KEPT_IN_ENGLISH)


@pytest.mark.parametrize("head", ["200 OK\r\nContent-Type: text/plain", "203 OK\r\nContent-Type: text/html"])
def test_what_is_no_page_of_the_site_is_not_kept(
    reader: Page, line: Line, site: Addresses, head: str
) -> None:
    read(reader, site.release)
    before = kept(reader)
    line.answer(head)
    reader.goto(site.release)
    expect(reader.locator("body")).to_have_text("no")
    line.cut()
    reader.goto("/offline/")
    assert kept(reader) == before
    reader.goto(site.release)
    expect(reader.locator("h1")).to_have_text(DOCUMENT.title)


@pytest.mark.parametrize(
    "asked",
    ["{ headers: { Range: 'bytes=0-9' } }", "{ headers: { Authorization: 'x' } }", "{ method: 'POST' }"],
)
def test_only_plain_requests_are_answered(reader: Page, line: Line, site: Addresses, asked: str) -> None:
    read(reader, site.release)
    line.cut()
    assert asked_for_kept(reader, "{}") == "answered"
    assert asked_for_kept(reader, asked) == "no network"


def test_a_new_worker_takes_the_place_of_the_old_one(
    reader: Page, site: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shells() -> list[str]:
        names: list[str] = reader.evaluate("() => caches.keys()")
        return [name for name in names if name.startswith("shell-")]

    read(reader, site.release)
    (before,) = shells()
    monkeypatch.setattr(offline, "MOST_PAGES", 31)
    reader.reload()
    until(reader, lambda: before not in (found := shells()) and len(found) == 1)
    assert paths(reader) == [site.release]


def test_a_correction_shows_when_a_page_may_no_longer_be_shown_again(
    reader: Page, line: Line, site: Addresses
) -> None:
    read(reader, site.release)
    pk = site.release.split("/")[-2]
    corrected = replace(DOCUMENT, venue="市民中心")
    publish(document=corrected, files=files, by="签发人", note="更正地点。", release_id=pk)
    time.sleep(STALE_FOR)
    reader.goto(site.release)
    expect(reader.locator(".facts")).to_contain_text("市民中心")
    until(
        reader, lambda: "v2/" in reader.evaluate(f"async () => (await caches.match('{site.release}')).text()")
    )
    line.cut()
    reader.reload()
    expect(reader.get_by_role("status").first).to_have_text(KEPT)
    expect(reader.locator(".facts")).to_contain_text("市民中心")


def test_a_withdrawn_release_goes_with_its_versions_and_photos(
    reader: Page, line: Line, site: Addresses
) -> None:
    read(reader, f"{site.release}v1/")
    read(reader, site.release)
    read(reader, site.announcement)
    withdraw(release_id=site.release.split("/")[-2], reason="数据有误。", by="签发人")
    line.cut()
    reader.goto(site.release)
    expect(reader.get_by_role("status").first).to_have_text(KEPT)
    line.mend()
    reader.goto(site.release)
    expect(reader.locator(".message-code")).to_have_text("410")
    until(reader, lambda: paths(reader) == [site.announcement])
    until(reader, lambda: "/media/" not in "".join(cached(reader, "files")))
    assert cached(reader, "pages") == ["/offline/index.json", site.announcement]
    line.cut()
    reader.reload()
    expect(reader.get_by_role("status").first).to_have_text(NOT_KEPT)


def test_a_release_withdrawn_meanwhile_goes_though_nobody_opens_it(reader: Page, site: Addresses) -> None:
    read(reader, site.release)
    withdraw(release_id=site.release.split("/")[-2], reason="数据有误。", by="签发人")
    read(reader, site.announcement)
    assert paths(reader) == [site.release, site.announcement]
    rewrite(reader, "(kept) => { kept[0].asked -= 24 * 60 * 60 * 1000; }")
    reader.reload()
    until(reader, lambda: paths(reader) == [site.announcement])


def test_a_page_that_is_still_there_is_asked_about_once_a_day(reader: Page, site: Addresses) -> None:
    read(reader, site.release)
    rewrite(reader, "(kept) => { kept[0].asked = 0; }")
    read(reader, site.announcement)
    until(reader, lambda: all(one["asked"] for one in kept(reader)))
    assert paths(reader) == [site.release, site.announcement]


def test_a_page_that_is_not_there_takes_no_other_along(reader: Page, site: Addresses) -> None:
    read(reader, site.corrected)
    answer = reader.goto(f"/fr{site.corrected}")
    assert answer is not None
    assert answer.status == 404
    read(reader, site.announcement)
    assert paths(reader) == [site.corrected, site.announcement]


def test_only_so_many_pages_are_kept(
    reader: Page, line: Line, site: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline, "MOST_PAGES", 2)
    others = [one.get_absolute_url() for one in Release.objects.filter(title__contains="（第1")[:2]]
    read(reader, site.release)
    assert "/media/photos/" in "".join(cached(reader, "files"))
    read(reader, others[0])
    # What is opened without a network is read again, too.
    line.cut()
    reader.goto(site.release)
    until(reader, lambda: paths(reader) == [others[0], site.release])
    line.mend()
    read(reader, site.announcement)
    assert paths(reader) == [site.release, site.announcement]
    read(reader, others[1])
    assert paths(reader) == [site.announcement, others[1]]
    assert cached(reader, "pages") == sorted(["/offline/index.json", site.announcement, others[1]])
    assert "/media/photos/" not in "".join(cached(reader, "files"))


def test_only_so_many_bytes_are_kept(reader: Page, site: Addresses) -> None:
    read(reader, site.corrected)
    read(reader, site.release)
    rewrite(reader, f"(kept) => {{ kept[0].size = {offline.MOST_MEGABYTES} * 1024 * 1024; }}")
    read(reader, site.announcement)
    assert paths(reader) == [site.release, site.announcement]
    # The photos of what went are also those of a page that stays.
    assert "/media/photos/" in "".join(cached(reader, "files"))


def test_what_is_kept_can_be_cleared(reader: Page, line: Line, site: Addresses) -> None:
    read(reader, site.release)
    reader.goto("/offline/")
    reader.get_by_role("button", name="清除已保存的页面").click()
    expect(reader.get_by_text("还没有保存过页面。")).to_be_visible()
    assert (cached(reader, "pages"), cached(reader, "files")) == (["/offline/index.json"], [])
    line.cut()
    reader.goto(site.release)
    expect(reader.get_by_role("status").first).to_have_text(NOT_KEPT)


def test_the_desk_is_neither_kept_nor_answered_for(reader: Page, line: Line, site: Addresses) -> None:
    staff = account("撰稿", "zhou")
    session = client_of(staff).cookies["sessionid"].value
    draft = ready(by=staff)
    token = sharing.token_of(sharing.share(conference=draft, by=staff, note="王科长", hours=1))
    read(reader, site.announcement)
    reader.context.add_cookies([{"name": "sessionid", "value": session, "url": f"{line.url}/desk/"}])
    for path in ("/desk/", f"/desk/desk/conference/{draft.pk}/preview/", f"/desk/preview/{token}/"):
        answer = reader.goto(path, wait_until="networkidle")
        assert answer is not None
        assert (answer.status, answer.from_service_worker) == (200, False)
        assert cached(reader, "pages") == ["/offline/index.json", site.announcement]
        assert [one for one in cached(reader, "files") if not one.startswith("/static/site/")] == [
            f"{site.announcement}qr.svg"
        ]
    line.cut()
    # The page of the desk that is open gets nothing that was kept, not even a stylesheet.
    assert asked_for_kept(reader) == "no network"
    reader.goto(site.announcement)
    assert asked_for_kept(reader) == "answered"
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        reader.goto("/desk/")


def test_nobody_who_only_comes_to_the_desk_gets_a_worker(reader: Page) -> None:
    answer = reader.goto("/desk/preview/nothing/", wait_until="networkidle")
    assert answer is not None
    assert answer.status == 404
    expect(reader.locator(".offline-note")).to_have_count(1)
    assert reader.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
