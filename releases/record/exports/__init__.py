"""Every form a release can be taken in: one small module a format, and the list of them.

The list gives addresses, the panel on the page, the alternates in its head and the ``Link`` header.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from releases.record.exports import (
    akoma_ntoso,
    data,
    document,
    linked_data,
    markdown,
    ninjs,
    table,
    text,
    word,
)
from releases.record.exports.edition import Edition

# Told in each format's ETag: raise it where what a format writes of the same version changes.
REVISION = 1


@dataclass(frozen=True, slots=True)
class Format:
    """A form of a release: ``suffix`` ends its address, ``write`` makes its bytes of an edition alone.

    What is ``inline`` is shown where it is opened, everything else is a file to keep.
    ``tells_withdrawal`` says that the format has words for it.
    """

    suffix: str
    media_type: str
    write: Callable[[Edition], bytes]
    inline: bool = False
    tells_withdrawal: bool = False


FORMATS = (
    Format("docx", word.MEDIA_TYPE, word.write),
    Format("txt", "text/plain; charset=utf-8", text.write),
    Format("md", "text/markdown; charset=utf-8", markdown.write),
    Format("turns.csv", "text/csv; charset=utf-8", table.write),
    Format("json", "application/json", data.write, inline=True),
    Format("document.json", "application/json", document.write),
    Format("jsonld", "application/ld+json", linked_data.write, inline=True),
    Format("ninjs.json", "application/json", ninjs.write, inline=True, tells_withdrawal=True),
    Format("akn.xml", "application/akn+xml", akoma_ntoso.write, inline=True),
)
BY_SUFFIX = {one.suffix: one for one in FORMATS}
