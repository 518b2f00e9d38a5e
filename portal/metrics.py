"""Figures for Prometheus: what the process counts, and what it is told when it is asked."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

COUNTED = CollectorRegistry()
REQUESTS = Counter(
    "portal_requests",
    "Answers, by the name of the view and the class of the status.",
    ["view", "status"],
    registry=COUNTED,
)
SECONDS = Histogram(
    "portal_request_seconds",
    "Time until an answer begins.",
    ["view"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10),
    registry=COUNTED,
)


class CountingMiddleware:
    """Count each answer by its view: an address may hold the id of a draft, or what somebody typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and count."""
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = (match and match.view_name) or "none"
        SECONDS.labels(view).observe(time.perf_counter() - begun)
        REQUESTS.labels(view, f"{response.status_code // 100}xx").inc()
        return response


def metrics(request: HttpRequest) -> HttpResponse | None:
    """Write all figures for whoever shows the token; for anybody else there is no such address."""
    shown = request.headers.get("Authorization", "").encode()
    if not settings.METRICS_TOKEN or not secrets.compare_digest(
        shown, f"Bearer {settings.METRICS_TOKEN}".encode()
    ):
        return None
    return HttpResponse(generate_latest(_All()), content_type=CONTENT_TYPE_LATEST)


class _All(Collector):
    def collect(self) -> Iterator[Metric]:
        yield from _counted().collect()
        for path in settings.METRICS_SOURCES:
            yield from import_string(path)()


def connections() -> Iterator[Metric]:
    """Yield how many connections the database has, of all processes, and how many it allows."""
    if connection.vendor != "postgresql":
        return
    try:
        with connection.cursor() as cursor:
            # Of other accounts the number can be seen, and nothing else.
            cursor.execute(
                "SELECT count(*), current_setting('max_connections')::int FROM pg_stat_activity"
                " WHERE backend_type = 'client backend'"
            )
            used, most = cursor.fetchone()
    except DatabaseError:
        # Which portal_database_up tells.
        return
    yield GaugeMetricFamily("portal_database_connections", "Connections to the server.", value=used)
    yield GaugeMetricFamily("portal_database_connections_most", "How many it allows.", value=most)


def _counted() -> CollectorRegistry:
    """Return what this process counted or, where several share a folder, what all of them did."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return COUNTED
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library has no types here
    return together
