"""Figures that the database knows, for ``/metrics``: true whichever process did what."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from releases.audit.models import Action, Entry
from releases.desk import heartbeat
from releases.desk.models import Schedule
from releases.record.mirrored import mirror
from releases.record.models import Version


def measured() -> Iterator[Metric]:
    """Yield the figures; where the database does not answer, only that."""
    try:
        found = list(_work())
    except DatabaseError:
        found = []
    yield GaugeMetricFamily("portal_database_up", "Whether the database answers.", value=bool(found))
    yield from found


def _work() -> Iterator[Metric]:
    now = timezone.now()
    published = CounterMetricFamily("portal_versions", "Versions published, by kind.", labels=["kind"])
    for kind, number in Version.objects.order_by("kind").values_list("kind").annotate(number=Count("pk")):
        published.add_metric([kind], number)
    yield published
    failed = Entry.objects.filter(action=Action.LOGIN_FAILED).count()
    yield CounterMetricFamily("portal_failed_logins", "Log-ins that failed.", value=failed)
    waiting = Schedule.objects.waiting().count()
    yield GaugeMetricFamily("portal_set_conferences", "Conferences that wait for their time.", value=waiting)
    due = Schedule.objects.due(now).count()
    yield GaugeMetricFamily("portal_due_conferences", "Those whose time has come.", value=due)
    if beat := heartbeat.last():
        age = (now - beat).total_seconds()
        text = "Since the publisher was last alive."
        yield GaugeMetricFamily("portal_publisher_age_seconds", text, value=age)
    if settings.MIRROR_DIR:
        text = "Whether there is a copy in files that lacks no change older than a minute."
        yield GaugeMetricFamily("portal_mirror_up", text, value=_is_mirrored())


def _is_mirrored() -> bool:
    try:
        return not mirror()
    except (OSError, ValueError):
        # A copy that cannot be read is none.
        return False
