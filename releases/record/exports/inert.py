"""Text that does nothing where it is opened: no hidden direction, no control, no formula."""

from __future__ import annotations

import re

from django.utils.safestring import SafeString

# Controls but for tab and line feed; marks that turn the direction of what follows, by which a person reads
# other words than a program does (CVE-2021-42574); and what is no character of XML.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# What a spreadsheet takes for the beginning of a formula, also after blanks.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
# What begins or ends an element, or a comment in which a script's end would not count.
_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def plain(text: str) -> str:
    """Return the text without what could not be seen in it."""
    return _HIDDEN.sub("", text)


def cell(text: str) -> str:
    """Return the text as a cell that no spreadsheet calculates."""
    text = plain(text)
    return f"'{text}" if _FORMULA.match(text) else text


def escaped(json_text: str) -> str:
    """Return JSON in which what could not be seen is written as its code; it reads as the same values."""
    return _HIDDEN.sub(
        lambda found: f"\\u{ord(found[0]):04x}" if found[0] not in "\n\t" else found[0], json_text
    )


def in_script(json_text: str) -> SafeString:
    """Return JSON that stands in a ``<script>`` of a page and cannot end it; it reads as the same values."""
    return SafeString(escaped(json_text).translate(_MARKUP))
