"""That search finds what its readers want, and only what says what they typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from releases.record.models import Passage, Release, ReleaseState
from releases.record.search import finding
from releases.record.search.finding import search
from releases.record.search.query import parse
from releases.record.search.results import Conference
from tests.bench._corpus import documents
from tests.record.making import release_of
from tests.relevance.cutting import LENGTHS, cut
from tests.relevance.judging import Judged, Score, beyond, mean, reviewed, score

pytestmark = pytest.mark.django_db
LEAST_RECALL = 0.95


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """Load the demo once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=StringIO(), stderr=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def generated(demo: None) -> list[Judged]:  # noqa: ARG001  (order)
    """Return queries cut from the demo and some generated conferences."""
    for document in documents(20):
        release_of(document)
    return list(cut(100))


def missed(queries: list[Judged]) -> dict[str, float]:
    """Return the queries that do not find all they have to, with their recall."""
    return {judged.typed: recall for judged in queries if (recall := score(judged).recall) < 1}


@pytest.mark.usefixtures("demo")
def test_the_reviewed_queries_name_what_there_is() -> None:
    queries = [*reviewed(), *beyond()]
    assert len(reviewed()) >= 60
    assert len({judged.typed for judged in queries}) == len(queries)
    current = Release.objects.filter(state=ReleaseState.CURRENT).values_list("pk", flat=True)
    there = {*current, *(f"{release}#{turn}" for release, turn in _passages())}
    assert {wanted for judged in queries for wanted in judged.wanted} - there == set()


@pytest.mark.usefixtures("demo")
def test_what_readers_want_is_among_the_first_ten() -> None:
    recall = mean(map(score, reviewed())).recall
    assert recall >= LEAST_RECALL, missed(reviewed())


def test_a_piece_of_a_passage_finds_it(generated: list[Judged]) -> None:
    assert all(LENGTHS[0] <= len(judged.typed) <= LENGTHS[1] for judged in generated)
    recall = mean(map(score, generated)).recall
    assert recall >= LEAST_RECALL, missed(generated)


def test_what_is_counted_says_what_was_typed(
    generated: list[Judged], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "FOUND_A_CONFERENCE", 10_000)
    for judged in [*reviewed(), *generated]:
        query = parse(judged.typed)
        for conference in search(query).conferences:
            texts = list(_texts(conference))
            assert len(texts) == conference.number
            for text in texts:
                assert [str(word) for word in query.words if _plain(str(word)) not in text] == [], (
                    judged.typed
                )


def test_only_what_is_shown_first_counts() -> None:
    release = release_of(next(documents(1)))
    first, *_ = _passages()
    text = Passage.objects.get(release=release, turn=first[1]).text[:12]
    assert score(Judged(text, (f"{release.pk}#{first[1]}",))) == Score(1.0, 1.0)
    assert score(Judged(text, (release.pk, "20240101-1#t1"))) == Score(0.5, 1.0)
    assert score(Judged("查无此事", (release.pk,))) == Score(0.0, 0.0)


def _passages() -> list[tuple[str, str]]:
    return list(Passage.objects.order_by("release_id", "position").values_list("release_id", "turn"))


def _texts(conference: Conference) -> Iterator[str]:
    """Yield what each thing found of the conference says, its head last where that was found too."""
    turns = dict(Passage.objects.filter(release=conference.release).values_list("turn", "text"))
    for thing in conference.found:
        said = [*([thing.question] if thing.question else []), *thing.said]
        yield _plain("\n".join(turns[each.turn] for each in said))
    if len(conference.found) < conference.number:
        version = Release.objects.get(pk=conference.release).version
        assert version
        document = version.content
        yield _plain("\n".join((document.title, document.subject, *document.keywords, document.summary)))


def _plain(text: str) -> str:
    """Return the letters and figures of the text in one width and case, folded by other code than search's."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())
