from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from releases.document import Document, Person
from releases.record.models import Release, Term, TermKey, TermUse
from releases.record.publishing import publish, withdraw
from releases.record.search import vocabulary
from releases.record.search.terms import Known
from releases.record.search.vocabulary import look_up
from tests.record.making import no_files, release_of
from tests.record.search.making import conference

pytestmark = pytest.mark.django_db


def with_person(name: str, position: str, ref: str = "7", day: date = date(2026, 3, 29)) -> Document:
    """Return a conference at which nobody but this person is."""
    return replace(conference(day=day), people=(Person("p1", name, position, ref=ref),))


def known(key: str) -> list[tuple[str, str, int]]:
    """Return what has the key: its text, its position and how many releases have it."""
    return [(each.text, each.position, each.number) for each in look_up([key])]


def correct(release: Release, document: Document) -> None:
    publish(document=document, files=no_files, by="签发人", note="更正", release_id=release.pk)


def test_terms_are_counted_by_the_current_releases_that_have_them() -> None:
    release_of(conference(title="营商环境发布会"))
    release_of(conference(title="营商环境通气会", source="市财政局"))
    assert known("=营商环境") == [("营商环境", "", 2)]
    assert (known("=市教育局"), known("=市财政局")) == ([("市教育局", "", 1)], [("市财政局", "", 1)])
    assert look_up(["=闻知秋"]) == [Known("=闻知秋", "person", "闻知秋", "11", "市委宣传部副部长", 2)]


def test_what_has_many_keys_is_found_by_each_and_the_frequent_comes_first() -> None:
    release_of(conference(title="学位发布会"))
    release_of(conference(title="学位发布会"))
    release_of(conference(title="学委发布会"))
    assert known("~xuewei") == [("学位", "", 2), ("学委", "", 1)]
    assert [each.key for each in look_up(["~xuewei", "=学位"])] == ["=学位", "~xuewei", "~xuewei"]


def test_only_the_most_frequent_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST_FOUND", 1)
    release_of(conference(title="学委发布会"))
    release_of(conference(title="学位发布会"))
    release_of(conference(title="学位发布会"))
    assert known("~xuewei") == [("学位", "", 2)]


def test_a_person_has_the_position_of_the_latest_current_release() -> None:
    latest = release_of(with_person("江望舒", "局长", day=date(2026, 3, 29)))
    release_of(with_person("江望舒", "副局长", day=date(2025, 3, 29)))
    assert known("=江望舒") == [("江望舒", "局长", 2)]
    correct(latest, with_person("江望舒", "主任", day=date(2026, 3, 29)))
    assert known("=江望舒") == [("江望舒", "主任", 2)]
    withdraw(release_id=latest.pk, reason="有误", by="签发人")
    assert known("=江望舒") == [("江望舒", "副局长", 1)]


def test_two_people_of_one_name_are_two_terms() -> None:
    release_of(with_person("江望舒", "局长", "1"))
    release_of(with_person("江望舒", "主任", "2"))
    assert known("=江望舒") == [("江望舒", "局长", 1), ("江望舒", "主任", 1)]


def test_a_correction_leaves_nothing_of_what_it_corrects() -> None:
    release = release_of(replace(with_person("江望书", "局长"), title="营商环镜发布会"))
    correct(release, replace(with_person("江望舒", "局长"), title="营商环境发布会"))
    assert sorted(Term.objects.values_list("text", "number")) == [
        ("市教育局", 1),
        ("江望舒", 1),
        ("营商环境", 1),
    ]
    assert not TermKey.objects.filter(key__contains="镜").exists()


def test_a_withdrawal_leaves_nothing_of_the_release() -> None:
    kept = release_of(replace(with_person("白砚", "副局长"), title="营商环境发布会"))
    before = [list(model.objects.order_by("pk").values_list()) for model in (Term, TermKey, TermUse)]
    withdrawn = release_of(replace(with_person("江望舒", "局长", "8"), title="营商环境保密会"))
    assert known("=江望舒") == [("江望舒", "局长", 1)]
    withdraw(release_id=withdrawn.pk, reason="有误", by="签发人")
    assert [list(model.objects.order_by("pk").values_list()) for model in (Term, TermKey, TermUse)] == before
    assert set(TermUse.objects.values_list("release", flat=True)) == {kept.pk}
    publish(
        document=with_person("江望舒", "局长", "8"),
        files=no_files,
        by="签发人",
        note="恢复",
        release_id=withdrawn.pk,
    )
    assert known("=江望舒") == [("江望舒", "局长", 1)]


def test_publishing_asks_as_much_of_a_large_vocabulary_as_of_a_small_one() -> None:
    def queries_of_a_publication() -> int:
        with CaptureQueriesContext(connection) as queries:
            release_of(conference(("s2", "幼儿园学位"), title="学位发布会"))
        return len(queries)

    release_of(conference(title="学位发布会"))
    first = queries_of_a_publication()
    for number in range(5):
        release_of(with_person(f"江望{number}", "局长", str(number)))
    assert queries_of_a_publication() == first


def test_a_term_says_what_it_is() -> None:
    release_of(with_person("江望舒", "局长"))
    term = Term.objects.get(text="江望舒")
    (use,) = term.uses.all()
    assert (str(term), str(use), str(term.keys.get(key="=江望舒"))) == (
        "江望舒",
        f"20260329-1 {term.pk}",
        "=江望舒",
    )
