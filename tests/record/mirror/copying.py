"""Copies for tests: of a small record in which everything has happened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from releases.document import Paragraph
from releases.record.mirror import manifest as manifests
from releases.record.mirror.generation import Folder
from releases.record.mirror.keeping import Keeper
from releases.record.mirror.manifest import Entry
from releases.record.models import Release
from releases.record.publishing import publish, withdraw
from tests.record.asking import department, topic
from tests.record.making import DOCUMENT, files_of, no_files, picture, release_of, with_leaflet, with_photo

MASTER, OTHER = picture(), picture(90)
# What only the first version of a document says.
SECRET = "下面介绍八项举措。"
_, second, *_others = DOCUMENT.turns
_said = (Paragraph(f"{SECRET}详见 https://elsewhere.example.com/a 。"),)
FIRST = replace(DOCUMENT, turns=(DOCUMENT.turns[0], replace(second, blocks=_said), *_others))


def everything() -> None:
    """Publish a release and correct it, withdraw one, withdraw and restore one; file a question."""
    business = topic()
    department()
    corrected = release_of(with_leaflet(with_photo(FIRST, MASTER)), MASTER)
    publish(document=DOCUMENT, files=no_files, by="签发人", note="去掉照片", release_id=corrected.pk)
    business.filings.create(question=corrected.questions.get())
    # No file can have a name as long as the filter for this source.
    short = replace(DOCUMENT, turns=FIRST.turns[:1], source="市" * 30)
    gone, withdrawn = (release_of(with_photo(short, OTHER), OTHER) for _ in range(2))
    for release in (gone, withdrawn):
        withdraw(release_id=release.pk, reason="有误", by="签发人")
    publish(document=short, files=no_files, by="签发人", note="恢复", release_id=gone.pk)


def corrected(release: Release, title: str = "更正后的标题") -> Release:
    """Correct the title of a release and return it."""
    assert release.version
    document = replace(release.version.content, title=title)
    publish(document=document, files=files_of(), by="签发人", note="更正", release_id=release.pk)
    release.refresh_from_db()
    return release


def copy_in(path: Path) -> Keeper:
    """Return who keeps a copy in the folder, brought up to the site."""
    keeper = Keeper(Folder(path))
    keeper.update()
    return keeper


def served(path: Path) -> Path:
    """Return the folder of the generation that is served."""
    return (path / "current").resolve()


def entries(folder: Path) -> Iterator[Entry]:
    """Yield every entry of a generation."""
    manifest = manifests.load(folder)
    for name in manifest.lists:
        yield from manifests.read(folder, name, manifest)


def says(folder: Path, words: str) -> set[str]:
    """Return the files below a folder that have the words, plainly or as JSON escapes them."""
    forms = (words.encode(), json.dumps(words)[1:-1].encode())
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    }
