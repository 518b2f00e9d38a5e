"""The ledger of a release: its versions, and what each changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from releases.record.models import Release, Version, VersionKind
from releases.record.pages.differences import DIGEST_SHOWN, Difference, differences
from releases.record.pages.downloads import Download, downloads_of
from releases.record.pages.parts import VersionFacts, version_facts


@dataclass(frozen=True, slots=True)
class ReadableVersion:
    """A version with what it changed; before the first that can be read is none to compare it with."""

    version: VersionFacts
    digest: str
    is_current: bool
    differences: tuple[Difference, ...]
    downloads: tuple[Download, ...]

    @property
    def short_digest(self) -> str:
        """Return as much of the digest as a person compares by eye."""
        return self.digest[:DIGEST_SHOWN]


@dataclass(frozen=True, slots=True)
class TakenVersion:
    """A version that a withdrawal took from the public: that it was, when, and why it is not to be read.

    Neither its note nor its digest: a note may repeat what was withdrawn, and from a digest anybody could
    tell whether a guess at the missing words is right.
    """

    version: VersionFacts
    is_withdrawal: bool
    withdrawn_by: int
    reason: str


def readable_versions(release: Release, versions: Sequence[Version]) -> tuple[ReadableVersion, ...]:
    """Return the lines of the versions that can be read, which come newest first."""
    changed = [differences(before.content, after.content) for after, before in pairwise(versions)]
    return tuple(
        ReadableVersion(
            version_facts(version),
            version.digest,
            version.pk == release.version_id,
            changed[place] if place < len(changed) else (),
            downloads_of(version, version.content),
        )
        for place, version in enumerate(versions)
    )


def taken_versions(versions: Iterable[Version]) -> tuple[TakenVersion, ...]:
    """Return the lines of the versions that are not to be read any more, which come newest first."""
    found: list[TakenVersion] = []
    withdrawal = None
    for version in versions:
        is_withdrawal = version.kind == VersionKind.WITHDRAWAL
        withdrawal = version if is_withdrawal else withdrawal
        assert withdrawal is not None  # noqa: S101  (only a withdrawal takes versions away, itself the last)
        facts = VersionFacts(
            version.number,
            "",
            version.kind,
            str(VersionKind(version.kind).label),
            published_at=version.published_at,
        )
        found.append(TakenVersion(facts, is_withdrawal, withdrawal.number, withdrawal.note))
    return tuple(found)
