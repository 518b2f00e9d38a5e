"""Questions for tests: several conferences of the invented city, topics, departments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from releases.document import Document, Kind, Paragraph, Turn
from releases.record.models import Department, Filing, Release, Topic
from tests.record.making import DOCUMENT, held, release_of


def asked(
    question: str = "企业开办需要几天？",
    answer: str = "半天之内办结。",
    *,
    on: date = date(2026, 3, 29),
    due: date | None = None,
    given_on: date | None = None,
    speaker: str = "p2",
) -> Document:
    """Return a document with this one exchange, held on the day."""
    who = next(person.name for person in DOCUMENT.people if person.id == speaker)
    turns = (
        DOCUMENT.turns[1],
        Turn("t3", Kind.QUESTION, None, "澜江日报记者", blocks=(Paragraph(question),), due=due),
        Turn("t4", Kind.ANSWER, speaker, who, "t3", blocks=(Paragraph(answer),), given_on=given_on),
    )
    return held(replace(DOCUMENT, turns=turns, title=f"{on:%Y年%m月%d日}的发布会"), on)


def asked_on(
    day: date, question: str = "企业开办需要几天？", *topics: Topic, answer: str = "半天之内办结。"
) -> Release:
    """Publish a release with one question, filed under the topics."""
    release = release_of(asked(question, answer, on=day))
    for topic in topics:
        Filing.objects.create(question=release.questions.get(), topic=topic)
    return release


def topic(slug: str = "business", name: str = "开办企业", position: int = 0) -> Topic:
    """Make a topic."""
    return Topic.objects.create(slug=slug, name=name, position=position)


def department(slug: str = "approval", name: str = "市行政审批局") -> Department:
    """Make a department; who is published afterwards speaks for it."""
    return Department.objects.create(slug=slug, name=name)


def dangling(topic: Topic, key: str = "20260328-1/t3") -> Filing:
    """File a question that is not there: a withdrawn one stays filed."""
    return Filing.objects.create(question_id=key, topic=topic)
