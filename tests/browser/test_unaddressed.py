"""Pages without an address of their own: the desk's preview, and the one for a failure."""

from __future__ import annotations

import pytest
from django.core.files.storage import storages
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page, expect

from portal.site import facts
from releases.record.models import Section
from releases.record.pages.release import release_page
from releases.record.views.release import render_release
from tests.browser.conftest import Open
from tests.browser.content import DOCUMENT
from tests.browser.test_accessibility import WIDTHS, violations

pytestmark = pytest.mark.browser


def shown(page: Page, html: str) -> None:
    """Show HTML as if the site had answered with it."""
    page.route("**/shown/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto("/shown/")


def preview() -> str:
    """Return the preview of a release that was never published."""
    section = Section.objects.with_parents().get(path="jdhy/xwfbh")
    page = release_page(DOCUMENT, media_url=storages["public"].url, section=section)
    return render_release(RequestFactory().get("/shown/"), page).content.decode()


def test_preview_says_that_it_is_one(visit: Open) -> None:
    page = visit("/")
    shown(page, preview())
    expect(page.get_by_role("note")).to_contain_text("预览稿，尚未发布。")
    expect(page.locator("h1")).to_have_text(DOCUMENT.title)
    expect(page.locator(".release-meta")).to_contain_text("发布时间：签发时由系统写入")
    assert page.locator('meta[name="robots"]').get_attribute("content") == "noindex"


def test_preview_offers_nothing_that_leads_to_it(visit: Open) -> None:
    page = visit("/")
    shown(page, preview())
    offered = {
        name: page.locator(selector).count()
        for name, selector in {
            "code": ".release-qr",
            "address": ".release-address",
            "canonical": 'link[rel="canonical"]',
            "copying": "[data-copy]",
        }.items()
    }
    assert offered == {"code": 0, "address": 0, "canonical": 0, "copying": 0}
    page.locator("#t6 .turn-link").click()
    assert page.url.endswith("/shown/#t6")


def test_axe_finds_nothing_in_a_preview(visit: Open) -> None:
    page = visit("/")
    shown(page, preview())
    assert violations(page, WIDTHS) == {width: [] for width in WIDTHS}


@pytest.mark.parametrize("known", [True, False])
def test_failure_page_stands_alone(visit: Open, known: bool) -> None:  # noqa: FBT001  (a parameter of the test)
    page = visit("/")
    shown(page, render_to_string("500.html", {"site": facts()} if known else None))
    expect(page.locator("h1")).to_have_text("网站暂时出了问题")
    expect(page.locator("h1")).to_have_css("color", "rgb(23, 50, 77)")
    assert (page.get_by_text("联系方式：").count() == 1) is known
    assert violations(page, WIDTHS) == {width: [] for width in WIDTHS}
    page.get_by_role("link", name="回到首页").click()
    expect(page.locator(".hero")).to_have_count(1)
