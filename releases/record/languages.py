"""The two languages of the public pages, and the address of a page in either.

Staff write in Chinese, and what was said stays as it was said; only the shell around it is in two languages.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language

# As pages say it, in ``lang`` and ``hreflang``.
CHINESE, ENGLISH = "zh-Hans", "en"
_BELOW = f"/{ENGLISH}"
# Characters, punctuation and full-width forms that only Chinese is written with.
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


def is_english() -> bool:
    """Return whether the page now being made has the English shell."""
    return get_language() == ENGLISH


def has_chinese(text: object) -> bool:
    """Return whether there is anything in the text that an English voice could not read."""
    return _CHINESE.search(str(text)) is not None


def in_chinese(path: str) -> str:
    """Return the path of the same page in Chinese; a query is kept."""
    # Without its first step a path may begin with two slashes, which is another host's address.
    return escape_leading_slashes(path.removeprefix(_BELOW)) if path.startswith(f"{_BELOW}/") else path


def in_english(path: str) -> str:
    """Return the path of the same page in English; a query is kept."""
    return f"{_BELOW}{in_chinese(path)}"


def alternates(canonical: str) -> tuple[tuple[str, str], ...]:
    """Return the canonical addresses of a page in each language, by what ``hreflang`` calls it."""
    path = canonical.removeprefix(settings.SITE_URL)
    chinese, english = (f"{settings.SITE_URL}{each(path)}" for each in (in_chinese, in_english))
    return (CHINESE, chinese), (ENGLISH, english), ("x-default", chinese)
