"""What was found of a text's quotations, for the page and for machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from releases.record.addresses import absolute
from releases.record.languages import in_chinese
from releases.record.quotes.check import Answer, Verdict
from releases.record.quotes.likeness import Likeness
from releases.record.quotes.quotations import SHORTEST, Quotations


@dataclass(frozen=True, slots=True)
class Report:
    """The quotations of a text, and an answer to each."""

    asked: Quotations
    answers: tuple[Answer, ...]

    @property
    def numbers(self) -> Mapping[str, int]:
        """Return how many there are of each verdict."""
        return {
            verdict.value: sum(answer.verdict is verdict for answer in self.answers) for verdict in Verdict
        }

    @property
    def shortest(self) -> int:
        """Return how many characters a quotation needs at least to be looked for."""
        return SHORTEST


def value(report: Report) -> dict[str, Any]:
    """Return the report as JSON values: how many of each verdict, and each quotation in the text's order."""
    return {
        "in_quotation_marks": report.asked.marked,
        "too_short": report.asked.short,
        "not_checked": report.asked.beyond,
        "numbers": report.numbers,
        "quotations": [_answer(answer) for answer in report.answers],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = {"text": answer.quotation.text, "verdict": answer.verdict.value}
    if not (answer.said and answer.likeness and answer.release and answer.version):
        return found
    said, release, version = answer.said, answer.release, answer.version
    found |= {
        "share": round(answer.likeness.share, 1),
        "same_punctuation": answer.likeness.marks,
        "difference": _difference(answer.likeness),
        "said_by": {"name": said.who, "position": said.as_what},
        "release": {
            "id": release.pk,
            "title": release.title,
            "held_on": release.held_on.isoformat(),
            "url": absolute(in_chinese(release.get_absolute_url())),
        },
        "version": version.number,
        "current_version": release.newest.number,
        "published_at": timezone.localtime(version.published_at).isoformat(timespec="seconds"),
        "turn": said.turn,
        "url": absolute(in_chinese(answer.address)),
        "elsewhere": answer.elsewhere,
    }
    if answer.verdict is Verdict.BEFORE:
        found["now"] = _difference(answer.now) if answer.now else None
    return found


def _difference(likeness: Likeness) -> list[dict[str, str]]:
    return [{"kind": stretch.kind, "words": stretch.words} for stretch in likeness.stretches]
