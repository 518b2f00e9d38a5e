"""What a format is to those who list, offer and answer with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from releases.document import Document
from releases.record.exports.edition import Edition
from releases.record.models import Release


@dataclass(frozen=True, slots=True)
class Format:
    """A form of a release: ``suffix`` ends its address, ``write`` makes its bytes of an edition alone.

    Large ones are made piece by piece while they are sent. What is ``inline`` is shown where it is opened,
    everything else is a file to keep. ``heavy`` is what takes a second or more. ``tells_withdrawal`` says
    that the format has words for it, ``tells_embargo`` that it bears the mark of what is given ahead: no
    other format is. ``offered`` says whether there is this form of a document here, ``besides`` what its
    bytes depend on beside the seal.
    """

    suffix: str
    media_type: str
    write: Callable[[Edition], bytes | Iterator[bytes]]
    inline: bool = False
    tells_withdrawal: bool = False
    tells_embargo: bool = False
    heavy: bool = False
    offered: Callable[[Document], bool] = lambda document: True  # noqa: ARG005
    besides: Callable[[Release], str] = lambda release: ""  # noqa: ARG005

    def pieces(self, edition: Edition) -> Iterator[bytes]:
        """Return what it writes, in one piece or in many."""
        written = self.write(edition)
        return iter((written,)) if isinstance(written, bytes) else written
