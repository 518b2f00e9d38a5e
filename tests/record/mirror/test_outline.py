from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from releases.record.filing import file
from releases.record.mirror.keeping import Keeper
from releases.record.models import Release, Topic
from releases.record.publishing import publish
from releases.record.reindexing import reindex, releases_after
from tests.record.asking import asked_on, topic
from tests.record.making import DOCUMENT, held, no_files, release_of
from tests.record.mirror.copying import copy_in, corrected, entries, served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]


def digests(path: Path) -> dict[str, str]:
    """Return the digest of each address of the copy that is served."""
    return {entry.url: entry.sha256 for entry in entries(served(path))}


def made(keeper: Keeper) -> set[str]:
    """Bring the copy up, and return the addresses that were made anew."""
    before = {entry.url: entry.made for entry in entries(served(keeper.folder.path))}
    keeper.update(seconds=0)
    return {entry.url for entry in entries(served(keeper.folder.path)) if before.get(entry.url) != entry.made}


@pytest.fixture
def record() -> tuple[Release, Release]:
    """Publish a release with a question under a topic, and one with a question under none."""
    filed = asked_on(date(2026, 3, 29), "企业开办需要几天？", topic())
    topic("water", "水价")
    return filed, release_of(replace(held(DOCUMENT, date(2026, 5, 1)), source="市水利局"))


def test_a_correction_of_words_makes_those_lists_anew_that_name_the_release(
    tmp_path: Path, record: tuple[Release, Release]
) -> None:
    _, release = record
    keeper = copy_in(tmp_path / "kept")
    corrected(release)
    news = made(keeper)
    assert not keeper.is_behind()
    assert {"/releases/", "/releases/?year=2026", "/sections/jdhy/", "/people/12/", "/questions/"} <= news
    assert {"/record/chain.json", "/sitemap-releases.xml", "/people/12/feed/"} <= news
    others = {"/topics/", "/topics/business/", "/questions/?topic=business", "/help/search/", "/people/"}
    assert others <= digests(tmp_path / "kept").keys() - news
    copy_in(tmp_path / "fresh")
    assert digests(tmp_path / "kept") == digests(tmp_path / "fresh")


def test_what_stands_elsewhere_or_under_something_else_makes_all_lists_anew(
    tmp_path: Path, record: tuple[Release, Release]
) -> None:
    filed, release = record
    keeper = copy_in(tmp_path / "kept")
    assert release.version
    moved = held(release.version.content, date(2025, 2, 2))
    publish(document=moved, files=no_files, by="签发人", note="更正", release_id=release.pk)
    lists = {"/topics/", "/topics/business/", "/questions/?topic=business", "/people/", "/questions/years/"}
    assert lists <= made(keeper)
    assert keeper.is_behind()
    question, water = filed.questions.get(), Topic.objects.get(slug="water")
    file(question=question, topics=[water], seen=[one.pk for one in question.topics.all()])
    assert lists <= made(keeper)
    # Nobody can tell what was put right.
    list(reindex(releases_after("")))
    assert lists <= made(keeper)
    keeper.update()
    copy_in(tmp_path / "fresh")
    assert digests(tmp_path / "kept") == digests(tmp_path / "fresh")
