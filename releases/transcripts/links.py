"""A turn while it grows, and the link from an answer to its question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from releases.document import Block, Kind, Paragraph, Role, Turn
from releases.transcripts.lines import Ledger
from releases.transcripts.result import Severity
from releases.transcripts.roster import Roster

# The host moves on: what an official says next answers no question any more.
_MOVES_ON = re.compile(
    r"(?:下一项|下一个|第[二三四五六]项)议程|致辞|(?:作|做|进行)(?:主)?(?:发布|通报|介绍)|进入.{0,6}(?:发布|通报)环节|发布.{0,12}情况"
)
_CITIZEN = re.compile(r"网友|网民|市民|听众|观众|群众")
_COURTESY = re.compile(r"(?:好吗|可以吗|好不好)？?$|哪位|(?:提问|问题)[吗么]?？?$")
_STILL_ANSWERING = re.compile(r"回答|解答|回应|补充|问题|提问")


@dataclass(slots=True)
class Draft:
    """A turn while it grows; ``line`` is where it begins."""

    id: str
    kind: Kind
    line: int
    speaker: str | None = None
    label: str = ""
    answers: str | None = None
    time: str = ""
    blocks: list[Block] = field(default_factory=list)

    def frozen(self) -> Turn:
        """Return the turn as a document holds it."""
        return Turn(self.id, self.kind, self.speaker, self.label, self.answers, self.time, tuple(self.blocks))


def ask(drafts: Sequence[Draft], roster: Roster) -> None:
    """Make the host's words questions in an interview, where nobody else asks.

    There the host ends with a question, and a guest goes on.
    """
    hosts = {person.id for person in roster.people if person.role is Role.MODERATOR}
    if any(draft.kind is Kind.QUESTION and not _CITIZEN.match(draft.label) for draft in drafts):
        return
    asking = [
        draft
        for draft, after in pairwise(drafts)
        if draft.speaker in hosts and after.speaker not in {*hosts, None} and _asks(draft)
    ]
    # Once is a courtesy: 下面请李局长介绍，好吗？
    if len(asking) > 1:
        for draft in asking:
            draft.kind = Kind.QUESTION


def _asks(draft: Draft) -> bool:
    last = draft.blocks[-1] if draft.blocks else None
    if not isinstance(last, Paragraph) or _COURTESY.search(last.text):
        return False
    return last.text.rstrip("”」』 ").endswith(("？", "?"))


def link(drafts: Sequence[Draft], ledger: Ledger) -> None:
    """Link each answer to its question; what answers nothing is a statement.

    The host's words in between do not part an answer from its question, unless they open the
    next item of the agenda.
    """
    question: Draft | None = None
    answered = True
    for draft in drafts:
        if draft.kind is Kind.QUESTION:
            _doubt_unanswered(question, ledger, answered=answered)
            question, answered = draft, False
        elif draft.kind is Kind.STATEMENT and question and answered and _moves_on(draft):
            question = None
        elif draft.kind is Kind.ANSWER:
            if question:
                draft.answers = question.id
                answered = True
            else:
                draft.kind = Kind.STATEMENT
    _doubt_unanswered(question, ledger, answered=answered)


def _moves_on(draft: Draft) -> bool:
    text = "\n".join(block.text for block in draft.blocks if isinstance(block, Paragraph))
    return bool(_MOVES_ON.search(text)) and not _STILL_ANSWERING.search(text)


def _doubt_unanswered(question: Draft | None, ledger: Ledger, *, answered: bool) -> None:
    if question and not answered:
        ledger.doubt(
            "unanswered-question",
            question.line,
            Severity.WARNING,
            "这个提问后面没有找到回答，请核对。",
            question.id,
        )
