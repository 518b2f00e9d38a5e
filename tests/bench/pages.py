"""How long pages take, against the same stack answering with a text that takes no work (/robots.txt).

Everything runs in this process on a database in memory: it measures what the code costs, not what
a server could carry.
"""

from __future__ import annotations

import statistics
import time
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.test import Client
from django.test.utils import get_runner

from releases.document import Document, Held, Kind, Paragraph, Person, Role, Turn
from releases.record.models import Appearance, Release, Section
from releases.record.publishing import publish
from tests.bench.row import Row

TURNS = 40
RELEASES = 1_000
# How many times the plain answer a page may take: double what was seen on the machine it was written
# on (78, 69, 73 and 26), so that work for every turn or row shows and a busy machine does not.
BOUNDS = {
    "page-release-40-turns": 160.0,
    "page-list-1000-releases": 140.0,
    "page-list-filtered": 150.0,
    "page-home-1000-releases": 60.0,
}
_DAY = date(2026, 3, 29)


def run() -> list[Row]:
    """Publish what there is to show, then time each page and the baseline by turns."""
    # No setup_test_environment(): templates would note all they render, which costs more than the page.
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        release = publish(document=_document(), files=_no_files, by="签发人").release
        _fill(RELEASES - 1)
        client = Client()
        return [
            _row(client, "page-release-40-turns", release.get_absolute_url()),
            _row(client, "page-list-1000-releases", "/sections/jdhy/"),
            _row(client, "page-list-filtered", "/releases/?year=2025&speaker=江望舒&words=第"),
            _row(client, "page-home-1000-releases", "/"),
        ]
    finally:
        runner.teardown_databases(databases)


def _row(client: Client, name: str, address: str) -> Row:
    assert client.get(address).status_code == 200
    client.get("/robots.txt")
    # In pairs, so that a busy moment of the machine falls on both.
    pairs = [(_milliseconds(client, address, 5), _milliseconds(client, "/robots.txt", 50)) for _ in range(15)]
    page = statistics.median(page_ms for page_ms, _ in pairs)
    plain = statistics.median(plain_ms for _, plain_ms in pairs)
    ratio = statistics.median(page_ms / plain_ms for page_ms, plain_ms in pairs)
    return Row(
        name=name,
        value=page,
        unit="ms",
        baseline=plain,
        ratio=ratio,
        bound=BOUNDS[name],
        holds=ratio <= BOUNDS[name],
    )


def _milliseconds(client: Client, address: str, times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        client.get(address)
    return (time.perf_counter() - start) * 1000 / times


def _document() -> Document:
    people = tuple(
        Person(f"p{n}", f"某人{n}", f"某局副局长{n}", Role.SPOKESPERSON, str(n)) for n in range(1, 9)
    )
    words = (Paragraph("我们坚持用户思维，推进政务服务标准化、规范化、便利化。" * 10),) * 3
    turns: list[Turn] = []
    for n in range(1, TURNS, 2):
        turns.append(Turn(f"t{n}", Kind.QUESTION, label="某报记者", blocks=words[:1]))
        turns.append(Turn(f"t{n + 1}", Kind.ANSWER, f"p{n % 8 + 1}", answers=f"t{n}", blocks=words))
    return Document(
        title="优化营商环境新闻发布会",
        section="jdhy/xwfbh",
        source="市政府新闻办",
        held=Held(_DAY),
        people=people,
        turns=tuple(turns),
    )


def _fill(number: int) -> None:
    """Make rows as lists read them; their documents are never opened here."""
    section = Section.objects.get(path="jdhy/xwfbh")
    releases = [_release(section, n) for n in range(number)]
    Release.objects.bulk_create(releases)
    Appearance.objects.bulk_create(
        Appearance(release=release, name="江望舒", ref="77", role="spokesperson", spoke=True, order=0)
        for release in releases[::3]
    )


def _release(section: Section, n: int) -> Release:
    day = _DAY - timedelta(days=n)
    published_at = datetime(2026, 4, 1, tzinfo=UTC)
    return Release(
        pk=f"{day:%Y%m%d}-2",
        section=section,
        title=f"第{n}场新闻发布会",
        source=f"某局{n % 40}",
        held_on=day,
        published_at=published_at,
        updated_at=published_at,
        question_count=2,
        turn_count=8,
    )


def _no_files(name: str) -> bytes:
    raise KeyError(name)
