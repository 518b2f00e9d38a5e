"""A question's own page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from releases.document import Document
from releases.record.addresses import absolute
from releases.record.again import Again
from releases.record.citing import occasion
from releases.record.headings import Heading, Headings
from releases.record.models import Question, Release
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.parts import TurnView
from releases.record.pages.questions import QuestionRow, question_rows
from releases.record.pages.release import DESCRIPTION_LENGTH, cite_url, leaving_url
from releases.record.pages.said import shortened
from releases.record.pages.turns import Transcript


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """All that the template of a question shows."""

    question: Question
    release: Release
    address: str
    # Where it stands in the transcript.
    place: str
    citation: str
    turns: tuple[TurnView, ...]
    topics: tuple[Heading, ...]
    departments: tuple[Heading, ...]
    days_late: int
    later: list[QuestionRow]
    earlier: list[QuestionRow]
    others: list[QuestionRow]
    description: str
    trail: tuple[Crumb, ...]
    # The turns are printed as on a release's page, with nothing to choose among them.
    is_preview: bool = False
    has_questions: bool = False


def question_page(
    question: Question,
    release: Release,
    document: Document,
    *,
    media_url: Callable[[str], str],
    headings: Headings,
    again: Again,
    today: date,
) -> QuestionPage:
    """Return the page of a question of the release's current document."""
    address = absolute(question.get_absolute_url())
    transcript = Transcript(
        document, address, media_url, leaving_url(release.version), cite_url(release.version)
    )
    answer = next((turn.text for turn in document.turns if turn.answers == question.turn), "")
    return QuestionPage(
        question=question,
        release=release,
        address=address,
        place=f"{release.get_absolute_url()}#{question.turn}",
        citation=occasion(document, release.published_at),
        turns=_exchange(transcript, question.turn),
        topics=headings.topics,
        departments=headings.departments,
        days_late=question.days_late(today),
        later=question_rows(again.later, {}, today),
        earlier=question_rows(again.earlier, {}, today),
        others=question_rows(again.others, {}, today),
        description=shortened(answer, DESCRIPTION_LENGTH),
        trail=trail_of(Crumb(_("问答库"), reverse("record:questions")), Crumb(question.title)),
    )


def _exchange(transcript: Transcript, turn_id: str) -> tuple[TurnView, ...]:
    """Return the question and its answers; no other question stands on the page to go on to."""
    # All turns are written, so that links and photos bear the numbers they have in the transcript.
    return tuple(
        replace(turn, next_question_id="")
        for turn in transcript.turns()
        if turn_id in (turn.id, turn.question_id)
    )
