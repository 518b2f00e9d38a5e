"""When a phone has painted the largest part of a long release (LCP), against a page of one line.

A mid-range phone as Lighthouse has it: a processor a quarter as fast as this one, 1.6 Mbit/s, 150 ms there and back.
Everything that is text comes packed, as a web server sends it; nothing is in the browser's cache.
"""

from __future__ import annotations

import gzip
import statistics
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from django.test.utils import get_runner
from playwright.sync_api import Browser, sync_playwright

from releases.record.publishing import publish
from tests.bench.row import Row
from tests.browser.conftest import CHROMIUM
from tests.browser.content import files
from tests.browser.lengthy import lengthy

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

ROUNDS = 5
LIMIT_MS = 1_200.0
# How many times as long as a page of one line; 2.5 was seen on a machine with more to do than it could.
BOUND = 3.0
_PLAIN = "/plain/"
_PLAIN_PAGE = '<!doctype html><html lang="zh-CN"><title>一行</title><link rel="icon" href="data:,"><p>新闻发布会</p>'.encode()
_PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True}
_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
_LARGEST = """() => new Promise(resolve => {
  new PerformanceObserver(list => resolve(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true})
})"""


def run() -> list[Row]:
    """Serve a long release and look at it, by turns with the page of one line."""
    if not CHROMIUM.exists():
        sys.stderr.write("No Chromium to paint pages with.\n")
        return []
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        address = publish(document=lengthy(), files=files, by="签发人").release.get_absolute_url()
        with _served() as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            _largest(browser, base + address)
            # In pairs, so that a busy moment of the machine falls on both.
            pairs = [
                (_largest(browser, base + address), _largest(browser, base + _PLAIN)) for _ in range(ROUNDS)
            ]
            browser.close()
    finally:
        runner.teardown_databases(databases)
    value = statistics.median(release for release, _ in pairs)
    ratio = statistics.median(release / plain for release, plain in pairs)
    return [
        Row(
            name="paint-release-on-a-phone",
            value=value,
            unit="ms LCP",
            baseline=statistics.median(plain for _, plain in pairs),
            ratio=ratio,
            bound=BOUND,
            holds=value <= LIMIT_MS and ratio <= BOUND,
        )
    ]


def _largest(browser: Browser, address: str) -> float:
    """Return after how many milliseconds the largest part stood there, in a browser that has seen nothing yet."""
    context = browser.new_context(**_PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.emulateNetworkConditions", _NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    response = page.goto(address, wait_until="load")
    assert response
    assert response.ok
    page.wait_for_timeout(500)
    largest = float(page.evaluate(_LARGEST))
    context.close()
    return largest


@contextmanager
def _served() -> Iterator[str]:
    """Serve the site from another thread, on the database that this one has in memory."""
    connection = connections["default"]
    thread = LiveServerThread("localhost", _packed, connections_override={"default": connection})  # type: ignore[arg-type]
    connection.inc_thread_sharing()
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://localhost:{thread.port}"
    finally:
        thread.terminate()
        connection.dec_thread_sharing()


def _packed(application: WSGIHandler) -> WSGIApplication:
    """Return the site with its static files and the page of one line, packed."""
    site = StaticFilesHandler(application)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == _PLAIN:
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
            return [_PLAIN_PAGE]
        heads: list[tuple[str, list[tuple[str, str]]]] = []
        response = site(environ, lambda *head: heads.append(head[:2]))  # type: ignore[arg-type]
        body = b"".join(response)
        response.close()
        status, headers = heads[0]
        if dict(headers).get("Content-Type", "").startswith(("text/", "image/svg")):
            body = gzip.compress(body, 6)
            headers = [(name, value) for name, value in headers if name != "Content-Length"]
            headers += [("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
        start_response(status, headers)
        return [body]

    return answer
