"""The ways to narrow a search, and those in use, each with the address it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.record.forms import KINDS
from releases.record.search.results import Count, Results

# In the order in which they narrow most; each with the name of its counts.
FACETS = {
    "kind": (gettext_lazy("类别"), "kinds"),
    "year": (gettext_lazy("年份"), "years"),
    "section": (gettext_lazy("栏目"), "sections"),
    "source": (gettext_lazy("来源"), "sources"),
    "speaker": (gettext_lazy("发言人"), "speakers"),
    "release": (gettext_lazy("发布会"), "releases"),
}
# The rest is folded away.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, with how much there is of it and the address that asks for it."""

    label: str
    number: str
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of one filter: those shown at once, and the rest."""

    label: str
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]


def facets(results: Results, asked: Mapping[str, str], path: str) -> Iterator[Facet]:
    """Yield what narrows these results further; where there is one value there is nothing to choose."""
    for name, (label, counts) in FACETS.items():
        values: tuple[Count, ...] = getattr(results, counts)
        if name in asked or len(values) < 2:
            continue
        choices = tuple(
            Choice(each.label, number(each), _address(path, {**asked, name: each.value})) for each in values
        )
        yield Facet(str(label), choices[:SHOWN], choices[SHOWN:])


def chosen(results: Results, asked: Mapping[str, str], path: str) -> Iterator[tuple[str, str, str]]:
    """Yield each filter in use: what it is called, its value, and the address without it."""
    for name, (label, counts) in FACETS.items():
        if name not in asked:
            continue
        values: tuple[Count, ...] = getattr(results, counts)
        unfound = str(KINDS[asked[name]]) if name == "kind" else asked[name]
        called = next((each.label for each in values if each.value == asked[name]), unfound)
        rest = {other: value for other, value in asked.items() if other != name}
        yield str(label), called, _address(path, rest)


def number(count: Count) -> str:
    """Return how much there is, as far as it was counted."""
    if count.over:
        return _("%(number)s 以上") % {"number": f"{count.number:,}"}
    return _("至少 %(number)s") % {"number": f"{count.number:,}"} if count.least else f"{count.number:,}"


def _address(path: str, asked: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path
