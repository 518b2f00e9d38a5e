"""What was said, as quotations are compared with it: turns of current releases, and of versions before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from releases.record.models import Passage, Release, Version
from releases.record.quotes.words import Words

# Of the releases that an article may be about, so many earlier versions are read, the newest of them.
_MOST_VERSIONS = 20


@dataclass(frozen=True, slots=True)
class Said:
    """A turn: who said it, as what, and the words; ``version`` is an earlier one, None the current."""

    release: str
    version: Version | None
    turn: str
    position: int
    who: str
    as_what: str
    words: Words


def turns_of(whole: Iterable[str], some: Mapping[str, Set[int]]) -> list[Said]:
    """Return all turns of the releases of the first kind, and of the others those at the positions."""
    wanted = [Q(release__in=list(whole))] if whole else []
    wanted += [Q(release=release, position__in=positions) for release, positions in some.items()]
    if not wanted:
        return []
    # In no order: for the sake of the usual one SQLite would go through all turns there are.
    passages = Passage.objects.filter(reduce(or_, wanted)).order_by()
    return [
        Said(
            release=passage.release_id,
            version=None,
            turn=passage.turn,
            position=passage.position,
            who=passage.speaker_name or passage.label,
            as_what=passage.speaker_position,
            words=Words(passage.text),
        )
        for passage in passages
    ]


def turns_before(releases: Iterable[Release]) -> list[Said]:
    """Return the turns of earlier versions that the public may read, the newest version's first."""
    changed = [release.pk for release in releases if release.newest.number > release.readable_from]
    if not changed:
        return []
    versions = Version.objects.before_the_current().filter(release__in=changed)
    return [
        Said(
            release=version.release_id,
            version=version,
            turn=turn.id,
            position=position,
            who=person.name if person else turn.label,
            as_what=person.position if person else "",
            words=Words(turn.text),
        )
        for version in versions.order_by("-release", "-number")[:_MOST_VERSIONS]
        for position, turn in enumerate(version.content.turns)
        for person in [version.content.person(turn.speaker)]
    ]
