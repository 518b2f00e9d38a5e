from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_django import DjangoAssertNumQueries

from releases.record.models import Release, Section
from releases.record.publishing import publish, withdraw
from releases.record.standing import stamp_now, stamp_of
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db


def stamp_of_record(pk: str) -> tuple[object, ...]:
    """Return the stamp that a release read whole has."""
    release = Release.objects.with_page().get(pk=pk)
    assert release.version
    return stamp_of(release, release.version)


@pytest.mark.parametrize("path", ["jdhy", "jdhy/xwfbh"])
def test_what_is_asked_in_one_query_is_what_the_record_says(
    path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release = release_of()
    Release.objects.filter(pk=release.pk).update(section=Section.objects.get(path=path))
    with django_assert_num_queries(1):
        found = stamp_now(release.pk)
    assert found == stamp_of_record(release.pk)


def test_another_version_and_another_name_are_another_stamp() -> None:
    release = release_of()
    seen = [stamp_now(release.pk)]
    document = replace(DOCUMENT, title="另一个标题")
    publish(document=document, files=no_files, by="签发人", note="更正", release_id=release.pk)
    seen.append(stamp_now(release.pk))
    for name in ("name", "keywords", "description", "column_type"):
        Section.objects.filter(path="jdhy/xwfbh").update(**{name: "新"})
        seen.append(stamp_now(release.pk))
    Section.objects.filter(path="jdhy").update(name="新名称")
    seen.append(stamp_now(release.pk))
    assert len(set(seen)) == len(seen)


def test_what_is_not_current_has_none() -> None:
    release = release_of()
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    assert [stamp_now(release.pk), stamp_now("20000101-1")] == [None, None]
