"""Put the invented conferences into the database of DATABASE_URL: ``python -m tests.bench._loading NUMBER``.

Rows are written in bulk as publishing would write them; the index is written by the code that publishing calls.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from datetime import time as time_of_day
from itertools import islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (settings first)
from django.db import connection, transaction  # noqa: E402

from releases.document import Document, Kind, canonical, digest_of  # noqa: E402
from releases.record.current import appearances, passages  # noqa: E402
from releases.record.models import Appearance, Passage, Release, Section, Version, VersionKind  # noqa: E402
from releases.record.search import vocabulary  # noqa: E402
from releases.record.search.engines import engine  # noqa: E402
from releases.record.search.rows import rows  # noqa: E402
from tests.bench._corpus import documents  # noqa: E402

BATCH = 100


def main(number: int, regulars: int = 0) -> None:
    """Fill an empty database and say how many seconds the parts of it took."""
    call_command("migrate", verbosity=0)
    index = _without_index()
    sections = {section.path: section for section in Section.objects.all()}
    pending = _numbered(documents(number, regulars=regulars))
    took: Counter[str] = Counter()
    done = 0
    while batch := list(islice(pending, BATCH)):
        with transaction.atomic():
            pairs = [(_release(pk, document, sections[document.section]), document) for pk, document in batch]
            _save(pairs)
            begun = time.perf_counter()
            made = [row for release, document in pairs for row in rows(release, document)]
            took["making rows"] += round((time.perf_counter() - begun) * 1000)
            begun = time.perf_counter()
            engine().write(made)
            took["writing the index"] += round((time.perf_counter() - begun) * 1000)
            begun = time.perf_counter()
            for pair in pairs:
                vocabulary.write(*pair)
            took["writing the vocabulary"] += round((time.perf_counter() - begun) * 1000)
        done += len(batch)
        sys.stderr.write(f"\r{connection.vendor}: {done} of {number} conferences")
    begun = time.perf_counter()
    _finish(index)
    took["finishing the index"] = round((time.perf_counter() - begun) * 1000)
    seconds = ", ".join(f"{name} {milliseconds / 1000:.0f} s" for name, milliseconds in took.items())
    sys.stderr.write(f"\n{connection.vendor}: {seconds}\n")


def _without_index() -> str:
    """Prepare for writing much, and return the statement that makes the index."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("PRAGMA synchronous = OFF")
            return ""
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'record_entry_words'")
        index = str(cursor.fetchone()[0])
        cursor.execute("DROP INDEX record_entry_words")
        return index


def _finish(index: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(index)
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("INSERT INTO record_entry_words (record_entry_words) VALUES ('optimize')")
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _numbered(conferences: Iterable[Document]) -> Iterator[tuple[str, Document]]:
    """Yield the documents with the ids that publishing would give them."""
    taken: Counter[str] = Counter()
    for document in conferences:
        day = f"{document.day:%Y%m%d}"
        taken[day] += 1
        yield f"{day}-{taken[day]}", document


def _release(pk: str, document: Document, section: Section) -> Release:
    day = document.day
    assert day
    at = datetime.combine(day, time_of_day(9), UTC)
    return Release(
        pk=pk,
        section=section,
        title=document.title,
        source=document.source,
        held_on=day,
        published_at=at,
        updated_at=at,
        turn_count=len(document.turns),
        question_count=sum(turn.kind is Kind.QUESTION for turn in document.turns),
    )


def _save(pairs: list[tuple[Release, Document]]) -> None:
    releases = [release for release, _ in pairs]
    versions = [_version(release, document) for release, document in pairs]
    Release.objects.bulk_create(releases)
    Version.objects.bulk_create(versions)
    for release, version in zip(releases, versions, strict=True):
        release.version = version
    Release.objects.bulk_update(releases, ["version"])
    Passage.objects.bulk_create([each for pair in pairs for each in passages(*pair)])
    Appearance.objects.bulk_create([each for pair in pairs for each in appearances(*pair)])


def _version(release: Release, document: Document) -> Version:
    text = canonical(document.to_json())
    version = Version(
        release=release,
        number=1,
        kind=VersionKind.FIRST,
        document=text,
        digest=digest_of(text),
        published_at=release.published_at,
        by="签发人",
    )
    version.seal = version.computed_seal()
    return version


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
