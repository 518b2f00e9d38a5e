"""A record of any size, asked for pages from a pipe: ``python -m tests.bench._scaling``, on DATABASE_URL.

Each line read is a page's name and how often to make it; each line written is what one of them took: seconds of
processor time here and in PostgreSQL, bytes, queries, and addresses that are named in it.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402  (settings first)
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.urls import reverse  # noqa: E402

from releases.record.mirror.render import request_of  # noqa: E402
from releases.record.models import Appearance, Question, Release, Section  # noqa: E402

# So many of the oldest releases, which say the same in records of every size.
ALIKE = 8


def main() -> None:
    """Answer until the pipe ends."""
    application = get_wsgi_application()
    pages = {name: cycle(found) for name, found in addresses().items()}
    print(json.dumps(sorted(pages)), flush=True)
    for line in sys.stdin:
        name, number = json.loads(line)
        print(json.dumps(_made(application, list(islice(pages[name], number)))), flush=True)


def addresses() -> dict[str, list[str]]:
    """Return the addresses to ask for, by what they are pages of."""
    oldest = list(Release.objects.order_by("pk")[:ALIKE])
    ids = [release.pk for release in oldest]
    pages = -(-Release.objects.count() // 20)
    asked = Question.objects.filter(release__in=ids).order_by("pk")[:ALIKE]
    section = Section.objects.get(path="jdhy/xwfbh")
    most = Appearance.objects.values("ref").annotate(times=Count("pk")).order_by("-times", "ref")
    refs = [row["ref"] for row in most[:ALIKE]]
    of_all = {
        name: [reverse(f"record:{name}")]
        for name in ("home", "releases", "questions", "owed", "years", "topics", "departments", "people")
    }
    return {
        **of_all,
        # At all depths, for it may cost more the further from the end of a year a page is.
        "releases-deep": [
            f"/releases/?page={pages * part // (ALIKE + 1) + 1}" for part in range(1, ALIKE + 1)
        ],
        "releases-last": [f"/releases/?page={pages}"],
        "section": [section.get_absolute_url()],
        "release": [release.get_absolute_url() for release in oldest],
        "changes": [reverse("record:changes", args=[pk]) for pk in ids],
        "version": [reverse("record:version", args=[pk, 1]) for pk in ids],
        "question": [question.get_absolute_url() for question in asked],
        "questions-deep": [f"/questions/?page={Question.objects.count() // 40}"],
        "person": [reverse("record:person", args=[ref]) for ref in refs],
        "topic": [reverse("record:topic", args=[f"topic-{number}"]) for number in range(1, 9)],
        "department": [reverse("record:department", args=[f"department-{number}"]) for number in range(1, 9)],
        "feed": [reverse("files:releases_feed", args=["feed/"])],
        "feed-section": [reverse("files:section_feed", args=[section.path, "feed/"])],
        "feed-topic": [reverse("files:topic_feed", args=["topic-1", "feed/"])],
        "calendar": [reverse("files:calendar")],
        "api-releases": ["/api/v1/releases"],
        "api-people": ["/api/v1/people"],
        "sitemap": [reverse("files:sitemap")],
        "sitemap-part": [reverse("files:sitemap_section", args=["questions"])],
        "head": [reverse("files:head")],
        "chain": [f"{reverse('files:chain')}?after={Release.objects.count() - 50}"],
    }


def _made(application: Any, urls: list[str]) -> dict[str, float]:  # noqa: ANN401  (a WSGI application)
    made: dict[str, float] = {"bytes": 0, "named": 0}
    queries: list[str] = []

    def counted(run: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401
        queries.append(sql)
        return run(sql, *rest)

    before, here = database(), time.process_time()
    with connection.execute_wrapper(counted):
        for url in urls:
            body = _body(application, url)
            made["bytes"] += len(body)
            made["named"] += body.count(b"<loc>") + body.count(b"BEGIN:VEVENT")
    made["python"], made["database"] = time.process_time() - here, database() - before
    made["queries"] = len(queries)
    return {name: value / len(urls) for name, value in made.items()}


def _body(application: Any, url: str) -> bytes:  # noqa: ANN401
    environ = {**request_of(url).META, "HTTP_ACCEPT_ENCODING": "", "wsgi.input": io.BytesIO()}
    environ["REMOTE_ADDR"] = "127.0.0.1"
    statuses: list[str] = []
    answer = application(environ, lambda status, headers: statuses.append(status))  # noqa: ARG005
    try:
        body = b"".join(answer)
    finally:
        answer.close()
    if not statuses[0].startswith("200"):
        raise RuntimeError(f"{url}: {statuses[0]}")
    return body


def database() -> float:
    """Return the seconds of processor time that the server of this connection has taken; 0 where it has none."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


if __name__ == "__main__":
    main()
