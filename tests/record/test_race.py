"""Publishing and reindexing at the same moment, from several connections."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.models import Count, F

from releases.record.filing import file
from releases.record.models import Question, Release, Term, Topic
from releases.record.publishing import publish
from releases.record.reindexing import reindex
from releases.record.verify import faults
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = [
    # SQLite's tests run in memory, where connections cannot wait for each other.
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def at_once(number: int, work: Callable[[int], object]) -> None:
    """Run the work in so many threads, all let go together."""
    start = threading.Barrier(number)

    def run(index: int) -> None:
        try:
            start.wait()
            work(index)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[index]) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def correct(release: Release, title: str) -> None:
    """Publish the release with another title."""
    document = replace(DOCUMENT, title=title)
    publish(document=document, files=no_files, by="签发人", note="更正", release_id=release.pk)


def test_publish_at_the_same_moment_gives_different_numbers() -> None:
    found: list[str] = []
    at_once(4, lambda index: found.append(release_of(replace(DOCUMENT, title=f"第{index}场")).pk))
    assert sorted(found) == ["20260329-1", "20260329-2", "20260329-3", "20260329-4"]


def test_corrections_at_the_same_moment_queue() -> None:
    release = release_of()
    at_once(3, lambda index: correct(release, f"第{index}次更正"))
    release.refresh_from_db()
    assert list(release.versions.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert faults(release) == []


def test_reindexing_and_publishing_at_the_same_moment_count_every_release() -> None:
    # While its only release is gone through, a term is away.
    release = release_of()

    def work(index: int) -> None:
        if index:
            release_of()
        else:
            list(reindex([release.pk] * 4))

    at_once(4, work)
    assert set(Term.objects.values_list("number", flat=True)) == {4}
    assert list(Term.objects.annotate(used=Count("uses")).exclude(used=F("number"))) == []


def test_filing_waits_for_whoever_is_publishing_and_not_they_for_it() -> None:
    first, second = release_of(), release_of()
    question = Question.objects.get(release=second)
    topic = Topic.objects.create(slug="t", name="开办企业")

    def filing() -> None:
        file(question=question, topics=[topic], seen=())
        connection.close()

    thread = threading.Thread(target=filing)
    with transaction.atomic():
        correct(first, "更正一")
        thread.start()
        # Long enough to have locked the question, were it not waiting.
        thread.join(0.3)
        correct(second, "更正二")
    thread.join()
    assert list(question.topics.all()) == [topic]
