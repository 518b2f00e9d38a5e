"""Whether anything of a release was changed, added or taken away: its chain of seals, its public files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from django.core.files.storage import storages

from releases.document import digest_of
from releases.record import renditions
from releases.record.media import public_files
from releases.record.models import Release, ReleaseState, Rendition, Version, VersionKind


def faults(release: Release) -> list[str]:
    """Return a Chinese sentence for each thing that is not as it was published; [] is a sound chain."""
    versions = list(release.versions.order_by("number"))
    found = chain_faults(versions)
    if not versions:
        return found
    if versions[0].published_at != release.published_at:
        found.append("发布时间与第 1 版不一致。")
    if versions[-1].pk != release.version_id:
        found.append("现行版本不是最后一版。")
    if (versions[-1].kind == VersionKind.WITHDRAWAL) is not (release.state == ReleaseState.WITHDRAWN):
        found.append("状态与最后一版不一致。")
    return found


def chain_faults(versions: Sequence[Version]) -> list[str]:
    """Return a Chinese sentence for each thing that is wrong with the versions, the first one first."""
    if not versions:
        return ["没有任何版本。"]
    found: list[str] = []
    previous = ""
    for number, version in enumerate(versions, 1):
        found += (f"第 {number} 版：{fault}" for fault in _faults_of(version, number, previous))
        previous = version.seal
    return found


def file_faults(release: Release) -> Iterator[str]:
    """Yield a Chinese sentence for each public file of a readable version that is missing or is another one.

    Photos at full size and attachments are held against the digest in the document, the smaller sizes
    against the one that was kept when they were published.
    """
    seen: set[str] = set()
    for version in release.versions.readable().order_by("number"):
        files = [*public_files(version.content)]
        digests = Rendition.objects.named(file.name for file in files if file.width).digests()
        for file in files:
            if file.name in seen:
                continue
            seen.add(file.name)
            if not storages["public"].exists(file.name):
                yield f"第 {version.number} 版：{file.called}的文件 {file.name} 不见了。"
            elif file.width:
                digest = digests.get(file.name)
                if not renditions.is_as_published(file.name, width=file.width, digest=digest):
                    yield f"第 {version.number} 版：{file.called}的缩小图 {file.name} 与发布时不符。"
            elif _digest_of_file(file.name) != file.of:
                yield f"第 {version.number} 版：{file.called}的文件 {file.name} 与摘要值不符。"


def _digest_of_file(name: str) -> str:
    with storages["public"].open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _faults_of(version: Version, number: int, previous: str) -> list[str]:
    checks = {
        "版本号不连续。": version.number == number,
        "没有接在上一版之后。": version.previous == previous,
        "文档与摘要值不符。": digest_of(version.document) == version.digest,
        "封印与内容不符。": version.computed_seal() == version.seal,
    }
    return [fault for fault, sound in checks.items() if not sound]
