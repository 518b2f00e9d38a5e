"""How long a response may live: the one place that decides it.

A public page holds no secret and is the same for every reader: it is compressed, and a secret beside words
that somebody else chooses could be guessed from its length (BREACH). What is private is never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.http.response import HttpResponseBase
from django.urls import ResolverMatch

from releases.record.filters import ReleaseFilter
from releases.record.forms import SearchForm
from releases.record.question_filter import QuestionFilter

# Nobody is known, nothing is kept by anybody.
PRIVATE = "no-store, private"


class Life(Enum):
    """What ``Cache-Control`` says of an answer that was made.

    Readers' browsers ask each time, and are told quickly that nothing has changed. Caches in front of the
    site ask after a second, so that they have publications and withdrawals soon, and hand out what they have
    while they ask. Where the site fails they go on with it for no longer: what was withdrawn must not come
    back with a failure. Then there is the copy in files.

    ``s-maxage`` says ``public`` too (RFC 9111, section 5.2.2.10). nginx goes through the whole text six times
    with each answer, until it has found what it looks for in this order.
    """

    # A page that changes with the record.
    RECORD = "s-maxage=1, stale-while-revalidate=1, stale-if-error=1, max-age=0"
    # The bytes of a given version never change, but a withdrawal takes them away: only the browser of
    # somebody who has them keeps them for long.
    VERSION = "s-maxage=1, stale-while-revalidate=1, stale-if-error=1, max-age=3600"
    # Made of what is asked; whoever keeps it asks again.
    LIVE = "no-cache"
    # What is sent to it is nobody else's business.
    PRIVATE = PRIVATE


# What is not there now may be there in a second.
MISSING = "s-maxage=1, max-age=0"
_ANSWERED, _NOTHING = (200, 206, 302, 304), (301, 404, 410)


@dataclass(frozen=True, slots=True)
class Kind:
    """How the answers of an address are dealt with.

    ``asked`` are the parameters it knows, None where it wants to see whatever is asked. ``kept`` pages are
    kept until the record changes, or the ``clock`` has gone on by so much. ``tagged`` ones have validators
    made of that; the others make their own, which change more seldom. Nobody asks the database for
    what is not ``recorded``.
    """

    life: Life = Life.RECORD
    asked: frozenset[str] | None = frozenset()
    kept: bool = True
    tagged: bool = True
    clock: timedelta | None = None
    recorded: bool = True


def _kind(*asked: str, **values: object) -> Kind:
    return Kind(asked=frozenset(asked), **values)  # type: ignore[arg-type]  # fields of the class


_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_PLAIN = _kind()
_PAGED = _kind("page")
_QUESTIONS = _kind("page", *QuestionFilter.base_filters, clock=_DAY)
_RELEASES = _kind("page", *ReleaseFilter.base_filters)
_FEED = _kind(tagged=False)
_FILE = _kind(life=Life.VERSION)
_LIVE = _kind(life=Life.LIVE, kept=False, tagged=False)
_API = Kind(life=Life.LIVE, asked=None, kept=False, tagged=False)

KINDS: dict[str, Kind] = {
    "record:home": _kind(clock=_MINUTE),
    "record:section": _RELEASES,
    "record:releases": _RELEASES,
    "record:release": _kind("printed"),
    "record:version": _PLAIN,
    "record:leaving": _PLAIN,
    "record:cite": _kind(clock=_DAY),
    "record:changes": _kind("since"),
    "record:qr": _PLAIN,
    "record:questions": _QUESTIONS,
    "record:owed": _kind("page", clock=_DAY),
    "record:years": _PLAIN,
    "record:question": _kind(clock=_DAY),
    "record:topics": _PLAIN,
    "record:topic": _QUESTIONS,
    "record:departments": _PLAIN,
    "record:department": _kind("page", "year"),
    "record:people": _PAGED,
    "record:person": _PAGED,
    "record:search": _kind(*SearchForm.base_fields, life=Life.LIVE, kept=False),
    "record:press": _PLAIN,
    "record:verify": Kind(life=Life.PRIVATE, asked=None, kept=False, tagged=False),
    "record:search_help": _PLAIN,
    "record:accessibility": _PLAIN,
    "record:offline": _PLAIN,
    "record:api": _PLAIN,
    "files:download": _kind(tagged=False),
    "files:edition": _kind(life=Life.VERSION, tagged=False),
    "files:qr_svg": _FILE,
    "files:qr_png": _FILE,
    "files:verify_json": Kind(life=Life.PRIVATE, asked=None, kept=False, tagged=False),
    "files:paper_qr": _FILE,
    "files:quoted": _kind("v", life=Life.LIVE, kept=False, tagged=False),
    "files:printed": _LIVE,
    "files:media": _kind(life=Life.VERSION, kept=False, tagged=False, recorded=False),
    "files:releases_feed": _FEED,
    "files:corrections_feed": _FEED,
    "files:calendar": _FEED,
    "files:section_feed": _FEED,
    "files:section_calendar": _FEED,
    "files:person_feed": _FEED,
    "files:questions_feed": _FEED,
    "files:topic_feed": _FEED,
    "files:department_feed": _FEED,
    "files:department_releases_feed": _FEED,
    "files:worker": _kind(life=Life.LIVE, tagged=False),
    "files:sitemap": _PLAIN,
    "files:sitemap_section": _kind("p"),
    "files:schema": _PLAIN,
    "files:robots": _PLAIN,
    "files:head": _kind(tagged=False),
    "files:chain": _kind("after", tagged=False),
}


def kind_of(match: ResolverMatch | None) -> Kind | None:
    """Return how an address is dealt with; None for what is not public, the desk and whatever is unknown."""
    if match is None:
        return None
    return _API if match.app_name == "api" else KINDS.get(match.view_name)


def say(response: HttpResponseBase, kind: Kind | None, *, found: bool) -> None:
    """Say how long the answer may live; ``found`` is whether the address led anywhere at all.

    What failed is kept by nobody: who can make a request fail must not make it fail for others.
    """
    life, status = kind.life if kind else None, response.status_code
    if life and (status in _ANSWERED or (life is Life.LIVE and status < 500)):
        response.headers["Cache-Control"] = life.value
    elif status in _NOTHING and life is not Life.PRIVATE and (life or not found):
        response.headers["Cache-Control"] = MISSING
    elif "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = PRIVATE
