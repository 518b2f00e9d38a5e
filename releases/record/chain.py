"""The chain of the whole record: each version that was ever published, in the order of publishing."""

from __future__ import annotations

from collections.abc import Iterator

from releases.record.models import Link, Version
from releases.record.models.link import hash_of


def append(version: Version) -> Link:
    """Chain a version to the last; whoever calls has waited for its turn to publish."""
    last = Link.objects.last()
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    return Link.objects.create(
        number=number, version=version, previous=previous, hash=_hash(number, previous, version)
    )


def catch_up() -> None:
    """Chain what is not chained yet, in the order of its publishing; whoever calls has waited its turn."""
    loose = Version.objects.filter(link=None).defer("document")
    for version in loose.order_by("published_at", "release_id", "number"):
        append(version)


def faults() -> Iterator[str]:
    """Yield a Chinese sentence for each link that does not follow from the one before, or is missing."""
    number, previous = 0, ""
    for link in Link.objects.with_versions().iterator():
        number += 1
        if link.number != number:
            yield f"全站链条缺第 {number} 环。"
            number = link.number
        elif link.previous != previous:
            yield f"全站链条第 {number} 环没有接在上一环之后。"
        if link.hash != _hash(link.number, link.previous, link.version):
            yield f"全站链条第 {number} 环与 {link.version} 不符。"
        previous = link.hash
    for version in Version.objects.filter(link=None).defer("document").iterator():
        yield f"{version} 不在全站链条里。"


def _hash(number: int, previous: str, version: Version) -> str:
    return hash_of(
        number=number,
        previous=previous,
        release=version.release_id,
        version=version.number,
        digest=version.digest,
        seal=version.seal,
    )
