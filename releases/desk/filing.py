"""Putting topics on questions of the record: what a page shows of each, and saving a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from releases.audit.chain import append
from releases.audit.models import Action
from releases.record.filing import Filed, FilingError, file
from releases.record.models import Filing, Passage, Question, Topic
from releases.record.models.question import key_of
from releases.record.suggesting import Known, hint, pairs, suggest

# So many of the newest filings are compared with: a page stays quick in a record of any length.
COMPARED = 2000
_FIRST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the page shows it; ``filed`` and ``suggested`` are keys of topics."""

    question: Question
    answer: str
    filed: frozenset[int]
    suggested: frozenset[int]


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose for a question, and the topics it was shown with."""

    question: Question
    topics: Collection[Topic]
    seen: Collection[int]


@dataclass(slots=True)
class Saved:
    """How many questions have other topics now, and those that somebody else had filed meanwhile."""

    changed: int = 0
    kept: list[tuple[Choice, list[Topic]]] = field(default_factory=list)


def shown(questions: Sequence[Question], topics: Iterable[Topic]) -> list[Shown]:
    """Return what the page shows of each question, whose own topics the caller has fetched along."""
    asked, answers = _words(questions)
    hints = [hint(topic.pk, topic.name, topic.words) for topic in topics]
    known = _known()
    found = []
    for question in questions:
        filed = frozenset(topic.pk for topic in question.topics.all())
        said = answers.get(question.pk, [])
        suggested = suggest(
            release=question.release_id,
            line=question.title,
            asked=asked.get(question.pk, ""),
            answers="\n".join(said),
            hints=hints,
            # What it stands under itself tells nothing more of it.
            known=[one for key, one in known.items() if key != question.pk],
        )
        words = "".join(said[:1])
        first = words[:_FIRST_WORDS] + ("…" if len(words) > _FIRST_WORDS else "")
        found.append(Shown(question, first, filed, frozenset(suggested) - filed))
    return found


@transaction.atomic
def save(*, choices: Iterable[Choice], by: User) -> Saved:
    """File each question as chosen, but leave alone what somebody else has filed since it was shown."""
    saved = Saved()
    done: list[tuple[Question, Filed]] = []
    for choice in choices:
        try:
            filed = file(question=choice.question, topics=choice.topics, seen=choice.seen)
        except FilingError as error:
            saved.kept.append((choice, error.topics))
        except Question.DoesNotExist:
            # Withdrawn a moment ago: there is nothing to file any more.
            continue
        else:
            if filed != Filed():
                done.append((choice.question, filed))
    for question, filed in done:
        append(by=by, action=Action.CHANGE, what=question, detail=_told(filed))
    saved.changed = len(done)
    return saved


def named(topics: Iterable[Topic]) -> str:
    """Return the names as a sentence holds them."""
    return "".join(f"“{topic.name}”" for topic in topics) or "没有主题"


def _told(filed: Filed) -> str:
    parts = (("归入", filed.added), ("移出", filed.removed))
    return "；".join(f"{verb}{named(topics)}" for verb, topics in parts if topics)


def _words(questions: Sequence[Question]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the words of each question, and of its answers in their order, by its key."""
    turns = [question.turn for question in questions]
    releases = {question.release_id for question in questions}
    rows = Passage.objects.filter(Q(turn__in=turns) | Q(answers__in=turns), release__in=releases)
    asked: dict[str, str] = {}
    answers: dict[str, list[str]] = {}
    for row in rows.order_by("release", "position"):
        asked[key_of(row.release_id, row.turn)] = row.text
        if row.answers:
            answers.setdefault(key_of(row.release_id, row.answers), []).append(row.text)
    return asked, answers


def _known() -> dict[str, Known]:
    """Return the newest filed questions by their keys."""
    columns = ("question", "question__release", "question__title", "topic")
    topics: dict[tuple[str, str, str], list[int]] = {}
    for key, release, line, topic in Filing.objects.order_by("-pk").values_list(*columns)[:COMPARED]:
        topics.setdefault((key, release, line), []).append(topic)
    return {key: Known(release, pairs(line), tuple(filed)) for (key, release, line), filed in topics.items()}
