"""What somebody said, as lists show it: who, in which position that day, and how it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from releases.record.models import Passage
from releases.record.models.passage import SAID

_LENGTH = 100
# "Thank you for the question." says nothing of the answer.
_THANKS = re.compile(r"\A\s*(?:谢谢|感谢)[^。！!，,]{0,16}[。！!]")


@dataclass(frozen=True, slots=True)
class Said:
    """The beginning of a passage; ``who`` may be a label, ``url`` is "" for whom the site has no page."""

    who: str
    position: str
    url: str
    words: str
    address: str
    given_on: date | None = None


def said(
    release_id: str,
    *,
    turn: str,
    label: str,
    speaker_ref: str,
    speaker_name: str,
    speaker_position: str,
    begins: str,
    given_on: date | None = None,
) -> Said:
    """Return what lists show of a passage of the release."""
    return Said(
        who=speaker_name or label,
        position=speaker_position,
        url=reverse("record:person", args=[speaker_ref]) if speaker_ref else "",
        words=shortened(_THANKS.sub("", begins), _LENGTH),
        address=f"{reverse('record:release', args=[release_id])}#{turn}",
        given_on=given_on,
    )


def said_in(passage: Passage) -> Said:
    """Return what lists show of a passage that came from ``beginning()``."""
    shown = {name: getattr(passage, name) for name in SAID}
    return said(passage.release_id, **shown, given_on=passage.given_on)


def shortened(text: str, length: int) -> str:
    """Return the text on one line, cut to the length."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
