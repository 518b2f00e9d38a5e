from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from releases.document import Document, Person, Role
from releases.record.models import Release, Section
from releases.record.publishing import withdraw
from releases.record.related import related_to
from tests.record.making import DOCUMENT, held, release_of

pytestmark = pytest.mark.django_db


def other(
    title: str, *, ref: str = "77", source: str = "别的局", section: str = "jdhy", day: int = 1
) -> Release:
    """Publish another release that has as little in common with the document as is said."""
    speaker = Person("p2", "某人", "某职", ref=ref)
    turns = (replace(DOCUMENT.turns[1], speaker="p2"),)
    document = replace(DOCUMENT, title=title, people=(speaker,), turns=turns, source=source, section=section)
    return release_of(held(document, date(2025, 1, day)))


def related(document: Document = DOCUMENT) -> list[str]:
    """Return the titles related to a release of the document."""
    return [release.title for release in related_to(release_of(document).pk)]


def test_related_puts_speakers_before_source_and_leaves_host_and_section_out() -> None:
    other("同栏目", section="jdhy/xwfbh", day=9)
    other("同来源", source=DOCUMENT.source)
    other("同发布人", ref="12")
    other("同来源同发布人", ref="12", source=DOCUMENT.source)
    other("同主持人", ref="11", day=9)
    other("无关", day=9)
    assert related() == ["同来源同发布人", "同发布人", "同来源"]


def test_related_leaves_out_where_an_official_of_this_one_was_the_host() -> None:
    hosted = DOCUMENT.people[1]
    document = replace(DOCUMENT, title="主持过", people=(replace(hosted, role=Role.MODERATOR),), turns=())
    document = replace(document, turns=(replace(DOCUMENT.turns[1], speaker=hosted.id),), source="别处")
    release_of(held(document, date(2025, 1, 1)))
    assert related() == []


def test_related_has_the_newest_first_and_no_more_than_five() -> None:
    for day in (3, 1, 6, 5, 2, 4):
        other(f"{day}日", source=DOCUMENT.source, day=day)
    assert related() == ["6日", "5日", "4日", "3日", "2日"]


def test_related_leaves_itself_and_withdrawn_out() -> None:
    gone = other("已撤回", ref="12")
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    assert related() == []


def test_missing_source_and_refs_relate_nothing() -> None:
    Section.objects.create(path="zwgk", name="政务公开", description="述", keywords="词", column_type="其他")
    other("也没有来源", ref="", source="")
    people = tuple(replace(person, ref="") for person in DOCUMENT.people)
    assert related(replace(DOCUMENT, source="", people=people, section="zwgk")) == []


def test_related_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for day in (1, 2, 3):
        other(f"{day}日", ref="12", day=day)
    release = release_of()
    with django_assert_num_queries(1):
        found = related_to(release.pk)
        assert [(one.get_absolute_url(), one.is_announcement, one.summary) for one in found] == [
            (f"/releases/2025010{day}-1/", False, DOCUMENT.summary) for day in (3, 2, 1)
        ]
