"""Every form a release can be taken in: one small module a format, and the list of them.

The list gives addresses, the panel on the page, the alternates in its head and the ``Link`` header.
"""

from __future__ import annotations

from functools import partial

from releases.document import Document
from releases.record.exports import (
    akoma_ntoso,
    data,
    document,
    linked_data,
    markdown,
    ninjs,
    pack,
    pdf,
    photos,
    table,
    text,
    word,
)
from releases.record.exports.form import Format

__all__ = ["BY_SUFFIX", "FORMATS", "REVISION", "Format", "offered"]

# Told in each format's ETag: raise it where what a format writes of the same version changes.
REVISION = 4

_ALONE = (
    Format("docx", word.MEDIA_TYPE, word.write, tells_embargo=True),
    Format("pdf", "application/pdf", pdf.write, inline=True, heavy=True, offered=pdf.offered),
    Format("txt", "text/plain; charset=utf-8", text.write, tells_embargo=True),
    Format("md", "text/markdown; charset=utf-8", markdown.write, tells_embargo=True),
    Format("turns.csv", "text/csv; charset=utf-8", table.write, tells_embargo=True),
    Format("json", "application/json", data.write, inline=True, tells_embargo=True),
    Format("document.json", "application/json", document.write),
    Format("jsonld", "application/ld+json", linked_data.write, inline=True, tells_embargo=True),
    Format(
        "ninjs.json", "application/json", ninjs.write, inline=True, tells_withdrawal=True, tells_embargo=True
    ),
    Format("akn.xml", "application/akn+xml", akoma_ntoso.write, inline=True, tells_embargo=True),
)
FORMATS = (
    *_ALONE,
    Format("photos.zip", "application/zip", photos.write, heavy=True, offered=photos.offered),
    Format("zip", "application/zip", partial(pack.write, formats=_ALONE), heavy=True, besides=pack.besides),
)
BY_SUFFIX = {one.suffix: one for one in FORMATS}


def offered(document: Document) -> tuple[Format, ...]:
    """Return the forms that there are of this document, those that most people ask for first."""
    return tuple(one for one in FORMATS if one.offered(document))
