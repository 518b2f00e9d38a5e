"""Links in a paragraph's plain text, and which of them leave the site's own circle."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from releases.document import Document, Paragraph

# ASCII only, so that a link ends where Chinese goes on. No backslash: browsers read it as a slash,
# urlsplit does not, and the two would disagree about the host. No square brackets: urlsplit may raise.
_LINK = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+", re.IGNORECASE)
_TRAILING = ".,;:!?'"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph; ``url`` is "" for plain words."""

    text: str
    url: str = ""


def segments(text: str, leaving_url: Callable[[str], str]) -> Iterator[Segment]:
    """Yield the text in stretches; ``leaving_url`` turns a target outside into the link shown."""
    for piece, is_link in _pieces(text):
        if not is_link:
            yield Segment(piece)
        elif leaves(piece):
            yield Segment(piece, leaving_url(piece))
        else:
            yield Segment(piece, piece)


def leaving_links(document: Document) -> tuple[str, ...]:
    """Return the targets outside that stand in the document, in reading order."""
    return tuple(
        piece
        for turn in document.turns
        for block in turn.blocks
        if isinstance(block, Paragraph)
        for piece, is_link in _pieces(block.text)
        if is_link and leaves(piece)
    )


def leaves(url: str) -> bool:
    """Return whether a reader should be asked before following the link."""
    host = host_of(url)
    own = urlsplit(settings.SITE_URL).hostname
    return not (host in ("gov.cn", own) or host.endswith(".gov.cn") or host in settings.SITE_TRUSTED_HOSTS)


def host_of(url: str) -> str:
    """Return the host a browser would go to."""
    return (urlsplit(url).hostname or "").rstrip(".")


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for match in _LINK.finditer(text):
        link = _trimmed(match[0])
        if not host_of(link):
            continue
        if match.start() > end:
            yield text[end : match.start()], False
        yield link, True
        end = match.start() + len(link)
    if end < len(text):
        yield text[end:], False


def _trimmed(link: str) -> str:
    """Leave off punctuation that belongs to the sentence around the link."""
    while link[-1] in _TRAILING or (link[-1] == ")" and link.count(")") > link.count("(")):
        link = link[:-1]
    return link
