from __future__ import annotations

from dataclasses import replace

from releases.document import Person
from releases.record.search.terms import Named, TermKind, terms
from tests.record.making import DOCUMENT
from tests.record.search.making import conference


def test_terms_are_people_source_and_words_each_once() -> None:
    document = replace(
        conference(("s3", "新建幼儿园，普惠幼儿园收费，幼儿园。")),
        title="幼儿园收费发布会",
        subject="幼儿园",
        keywords=("PCR", "幼儿园"),
    )
    assert terms(document) == [
        Named(TermKind.PERSON, "闻知秋", "11", "市委宣传部副部长"),
        Named(TermKind.PERSON, "江望舒", "12", "市教育局局长"),
        Named(TermKind.PERSON, "白砚", "", "市财政局副局长"),
        Named(TermKind.SOURCE, "市教育局"),
        Named(TermKind.WORD, "PCR"),
        Named(TermKind.WORD, "幼儿园"),
        Named(TermKind.WORD, "幼儿园收费"),
    ]


def test_somebody_unknown_elsewhere_is_a_term_only_where_they_spoke() -> None:
    assert "白砚" not in [one.text for one in terms(conference(("s1", "大家好")))]


def test_what_nobody_types_is_no_term() -> None:
    people = (Person("p1", "王"), Person("p2", "名" * 17, ref="2"), Person("p3", "江·", ref="3"))
    document = replace(
        DOCUMENT, title="", subject="", source="", people=people, turns=(), keywords=("x", "。" * 99 + "学位")
    )
    assert terms(document) == []


def test_two_people_of_one_name_are_two() -> None:
    people = (Person("p1", "江望舒", "局长", ref="1"), Person("p2", "江望舒", "主任", ref="2"))
    found = terms(replace(DOCUMENT, people=people, turns=()))
    assert [(one.ref, one.position) for one in found if one.kind == TermKind.PERSON] == [
        ("1", "局长"),
        ("2", "主任"),
    ]
