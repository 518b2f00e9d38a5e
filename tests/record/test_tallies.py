from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
from django.db import connection

from releases.record.departments import attribute
from releases.record.filing import file
from releases.record.models import (
    Appearance,
    Department,
    Filing,
    Question,
    Release,
    Speaker,
    Tally,
    Topic,
    Utterance,
)
from releases.record.publishing import publish, withdraw
from tests.record.making import DOCUMENT, held, no_files, several

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]

_Counted = Counter[tuple[str, int, str]]


def counted() -> tuple[_Counted, _Counted]:
    """Return what the tallies say, in numbers and in questions, but for what is zero."""
    rows = Tally.objects.values_list("kind", "heading", "key", "number", "asked")
    return (
        Counter({row[:3]: row[3] for row in rows if row[3]}),
        Counter({row[:3]: row[4] for row in rows if row[4]}),
    )


def there() -> tuple[_Counted, _Counted]:
    """Return the same, counted row by row."""
    numbers, asked = Counter[tuple[str, int, str]](), Counter[tuple[str, int, str]]()
    for release in Release.objects.current():
        for kind, key in (*periods("release", release.held_on), ("source", release.source)):
            numbers[kind, release.section_id, key] += 1
            asked[kind, release.section_id, key] += release.question_count
    answered = Question.departments.through.objects
    days = [("question", 0, day) for day in Question.objects.values_list("held_on", flat=True)]
    days += [
        ("topic", topic, day)
        for topic, day in Filing.objects.filter(question__held_on__isnull=False).values_list(
            "topic", "question__held_on"
        )
    ]
    days += [("department", *row) for row in answered.values_list("department", "question__held_on")]
    days += [("utterance", *row) for row in Utterance.objects.values_list("department", "held_on")]
    for kind, heading, day in days:
        for name, key in periods(kind, day):
            numbers[name, heading, key] += 1
    return numbers, +asked


def periods(kind: str, day: date) -> tuple[tuple[str, str], tuple[str, str]]:
    return (kind, f"{day:%Y}"), (f"{kind}-month", f"{day:%Y-%m}")


def spoken() -> list[tuple[str, int, date]]:
    """Return who has spoken at how many releases and when last, counted row by row."""
    days: dict[str, list[date]] = {}
    for one in (
        Appearance.objects.filter(spoke=True).exclude(ref="").order_by("ref").select_related("release")
    ):
        days.setdefault(one.ref, []).append(one.release.held_on)
    return [(ref, len(found), max(found)) for ref, found in days.items()]


def check() -> None:
    assert counted() == there()
    assert list(Speaker.objects.order_by("ref").values_list("ref", "releases", "last_on")) == spoken()


def test_whatever_happens_to_releases_is_counted() -> None:
    first, second, _ = several(3)
    Department.objects.create(slug="media", name="市政府新闻办公室")
    attribute()
    check()
    assert Tally.objects.get(kind="release", key="2026").number == 3
    # Another year, another source, one question less, and other people.
    other = replace(
        held(DOCUMENT, date(2025, 12, 31)),
        title="更正",
        source="市教育局",
        people=tuple(replace(person, ref=f"{person.ref}0") for person in DOCUMENT.people),
    )
    publish(document=other, files=no_files, by="签发人", note="说明", release_id=first.pk)
    check()
    assert Tally.objects.get(kind="source", key="市教育局").number == 1
    withdraw(release_id=second.pk, reason="有误", by="签发人")
    check()
    publish(document=other, files=no_files, by="签发人", note="说明", release_id=second.pk)
    check()
    Question.objects.update(held_on=date(2024, 5, 1))
    assert counted() == there()
    Release.objects.filter(pk=first.pk).update(source="")
    check()


def test_what_staff_file_is_counted_while_the_question_is_there() -> None:
    release = several(2)[0]
    question, topic = release.questions.get(), Topic.objects.create(slug="t", name="开办企业")
    file(question=question, topics=[topic], seen=())
    check()
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    check()
    assert Filing.objects.count() == 1
    assert Tally.objects.get(kind="topic", key="2026").number == 0
    publish(document=DOCUMENT, files=no_files, by="签发人", note="说明", release_id=release.pk)
    check()
    assert Tally.objects.get(kind="topic", key="2026").number == 1
    topic.delete()
    check()


def test_what_was_there_before_is_counted_by_the_migration() -> None:
    release = several(3)[0]
    Department.objects.create(slug="media", name="市政府新闻办公室")
    attribute()
    topic = Topic.objects.create(slug="t", name="开办企业")
    file(question=release.questions.get(), topics=[topic], seen=())
    before, people = counted(), spoken()
    Tally.objects.all().delete()
    Speaker.objects.all().delete()
    migration = import_module("releases.record.migrations.0012_tallies")
    with (
        connection.schema_editor() if connection.vendor == "postgresql" else nullcontext(_Editor()) as editor
    ):
        migration.forget(None, editor)
        migration.count(None, editor)
    assert (counted(), spoken()) == (before, people)
    check()


class _Editor:
    """What migrations have of a schema editor, which SQLite gives nobody within a transaction."""

    connection = connection

    def execute(self, sql: str, params: None) -> None:  # noqa: ARG002  (Django's signature)
        with connection.cursor() as cursor:
            cursor.execute(sql)


def test_tallies_say_what_they_are() -> None:
    several(1)
    assert str(Tally.objects.get(kind="question", key="2026")) == "question 0 2026: 1"
    assert [str(one) for one in Speaker.objects.order_by("ref")] == ["11", "12"]
