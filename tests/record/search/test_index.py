from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import connection

from releases.record.models import Entry
from releases.record.publishing import PublishingError, publish, withdraw
from releases.record.search import rows
from releases.record.search.rows import facet, first_key_of_year, keys_of, year_of_key
from tests.record.making import no_files
from tests.record.search.making import conference, found, index_dump, published

pytestmark = pytest.mark.django_db


def test_publishing_writes_an_entry_for_each_thing() -> None:
    release = published(("s1", "大家好"), ("q", "几天？"), ("a2", "半天。"), ("a3", "补充。"))
    first = keys_of(release.pk)[0]
    section = release.section_id
    fields = ("key", "release", "kind", "year", "section", "source", "speakers", "turns")
    assert list(Entry.objects.order_by("key").values_list(*fields)) == [
        (first, release.pk, "title", 2026, section, "市教育局", "", ""),
        (first + 1, release.pk, "statement", 2026, section, "市教育局", "11\t闻知秋", "0"),
        (first + 2, release.pk, "exchange", 2026, section, "市教育局", "12\t江望舒\n\t白砚", "1 2 3"),
    ]


def test_correction_replaces_what_was_indexed() -> None:
    release = published(("s1", "幼儿园学位"), ("s1", "另一段"))
    corrected = conference(("s1", "幼儿园收费"), source="市财政局")
    publish(document=corrected, files=no_files, by="签发人", note="更正", release_id=release.pk)
    assert (found("学位").total, found("另一段").total, found("收费").total) == (0, 0, 1)
    assert (found("收费", source="市教育局").total, found("收费", source="市财政局").total) == (0, 1)
    assert len(index_dump()) == 2


def test_withdrawal_leaves_nothing_in_the_index() -> None:
    kept = published(("s1", "幼儿园学位"))
    withdrawn = published(("s1", "幼儿园学位"), ("s1", "身份证号"))
    assert found("幼儿园").total == 2
    withdraw(release_id=withdrawn.pk, reason="有误", by="签发人")
    assert [group.release for group in found("幼儿园").conferences] == [kept.pk]
    assert {row[1] for row in index_dump()} == {kept.pk}
    publish(
        document=conference(("s1", "幼儿园学位")),
        files=no_files,
        by="签发人",
        note="恢复",
        release_id=withdrawn.pk,
    )
    assert found("幼儿园").total == 2


def test_refused_publication_leaves_the_index_as_it_was() -> None:
    release = published(("s1", "幼儿园学位"))
    before = index_dump()
    with pytest.raises(PublishingError):
        publish(document=conference(("s1", "收费")), files=no_files, by="签发人", release_id=release.pk)
    assert index_dump() == before


def test_words_that_outlived_their_entry_go_with_the_release() -> None:
    release = published(("s1", "幼儿园学位"))
    before = index_dump()
    Entry.objects.all().delete()
    publish(
        document=conference(("s1", "别的")), files=no_files, by="签发人", note="更正", release_id=release.pk
    )
    publish(
        document=conference(("s1", "幼儿园学位")),
        files=no_files,
        by="签发人",
        note="更正",
        release_id=release.pk,
    )
    assert index_dump() == before


@pytest.mark.sqlite
def test_sqlite_takes_words_without_an_entry_away() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps words in the entry itself")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_entry_words (rowid, said) VALUES (%s, '幼儿 儿园')",
            [keys_of("20260329-1")[0] + 1],
        )
    published(("s1", "别的"))
    assert (found("幼儿园").total, found("别的").total) == (0, 1)


def test_a_release_keeps_to_its_own_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_OF_A_RELEASE", 3)
    released = published(*[("s1", "幼儿园")] * 3)
    assert (keys_of(released.pk)[1], Entry.objects.count()) == (keys_of("20260329-2")[0], 3)


def test_keys_of_releases_do_not_meet_and_grow_with_the_day() -> None:
    ids = ["19991231-9999", "20260101-1", "20260101-2", "20260101-10", "20260102-1"]
    keys = [keys_of(each) for each in ids]
    assert all(beyond <= first for (_, beyond), (first, _) in pairwise(keys))
    assert [year_of_key(first) for first, _ in keys] == [1999, 2026, 2026, 2026, 2026]
    assert keys[0][1] <= first_key_of_year(2026) <= keys[1][0]


def test_facets_are_tokens_that_no_text_has() -> None:
    assert facet("source", "市教育局") != facet("speaker", "市教育局")
    assert facet("year", 2026) == facet("year", "2026")
    assert all(each.isalnum() for each in facet("source", "a b'\"\\").replace("¦", ""))
