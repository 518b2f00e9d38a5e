"""Feeds of questions, each with the beginning of its answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from releases.record.addresses import absolute
from releases.record.feeds.feed import LATEST, Channel, Entry, Feed, State
from releases.record.models import Question
from releases.record.models.question import QuestionQuerySet
from releases.record.pages.questions import answer_of


@dataclass(frozen=True, slots=True)
class Questions:
    """The newest questions among ``members``.

    A question that is withdrawn simply leaves: which turns were questions was withdrawn with them.
    """

    members: QuestionQuerySet

    def state(self) -> State:
        """Return what decides, in one query: staff file questions at any time, so that no date tells."""
        newest = self.members.newest_first()[:LATEST]
        return State(list(newest.values_list("pk", "release__version")))

    def feed(self, channel: Channel, state: State) -> Feed:
        """Return the feed of that state."""
        found = Question.objects.filter(pk__in=[row[0] for row in state.rows]).newest_first()
        return Feed(channel, tuple(map(_entry, found.with_answer().select_related("release"))))


def _entry(question: Question) -> Entry:
    return Entry(
        url=absolute(question.get_absolute_url()),
        title=question.title,
        words=_answer(question),
        published_at=timezone.localtime(question.release.published_at),
        updated_at=timezone.localtime(question.release.updated_at),
    )


def _answer(question: Question) -> str:
    answer = answer_of(question)
    if answer is None:
        return ""
    who = f"{answer.who}（{answer.position}）" if answer.position else answer.who
    return f"{who}：{answer.words}"
