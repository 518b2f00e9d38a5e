"""What has changed since a version: on its own page, and for whoever holds it on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from releases.record.models import Release, Version
from releases.record.pages.differences import Difference, differences
from releases.record.pages.parts import VersionFacts, version_facts

# What a notice lists; the rest is one step away.
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Place:
    """One place that has changed, and where to read what it says now, or what it said."""

    difference: Difference
    url: str


@dataclass(frozen=True, slots=True)
class Since:
    """All that has changed since the version of this ``number``; ``url`` shows it."""

    number: int
    url: str
    places: tuple[Place, ...]
    # The later versions with their notes, the earliest first, where the page has been given them.
    later: tuple[VersionFacts, ...] = ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return what differs, in the order of the page."""
        return tuple(place.difference for place in self.places)

    @property
    def turns(self) -> int:
        """Return how many turns are not as they were."""
        return sum(place.difference.is_turn for place in self.places)

    @property
    def others(self) -> int:
        """Return how many places besides."""
        return len(self.places) - self.turns

    @property
    def listed(self) -> tuple[Place, ...]:
        """Return as many as a notice has room for."""
        return self.places[:_LISTED]

    @property
    def unlisted(self) -> int:
        """Return how many that leaves."""
        return len(self.places) - len(self.listed)

    def of(self, turn: str) -> Place | None:
        """Return the place of a turn that is not as it was."""
        found = (place for place in self.places if place.difference.is_turn)
        return next((place for place in found if place.difference.key == turn), None)


def since(version: Version, release: Release, versions: Iterable[Version] = ()) -> Since:
    """Return what differs between the version and what the release says now.

    Of ``versions``, in order, the later ones are told with their notes.
    """
    now = release.newest
    url = f"{reverse('record:changes', args=[release.pk])}?since={version.number}"
    found = differences(version.content, now.content) if version.digest != now.digest else ()
    return Since(
        version.number,
        url,
        tuple(Place(one, _url(one, release, url)) for one in found),
        tuple(version_facts(one) for one in versions if one.number > version.number),
    )


def _url(difference: Difference, release: Release, ledger: str) -> str:
    if difference.is_turn and difference.kind != "removed":
        return f"{release.get_absolute_url()}#{difference.key}"
    return f"{ledger}#since-{difference.key}"
