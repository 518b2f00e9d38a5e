"""What to ask instead, each with the address it leads to."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from releases.record.pages.offers import Link, suggestions, ways_on
from releases.record.search.guessing import Grade
from releases.record.search.nearest import Nearest
from releases.record.search.offers import Offer, Way
from releases.record.search.query import parse
from releases.record.search.results import Filters
from releases.record.search.terms import Known

PERSON = Known("~", "person", "江望舒", "12", "市教育局局长", 2)
SOURCE = Known("~", "source", "市教育局", "", "", 2)
WORD = Known("~", "word", "幼儿园", "", "", 2)


def meant(
    typed: str,
    term: Known | None,
    number: int,
    *,
    as_filter: bool = False,
    way: Way = Way.MEANT,
    **filters: Any,
) -> tuple[list[tuple[str, str, str]], str]:
    """Return the links of the one suggestion, addresses readable, and its note."""
    left_out = ("year", "kind") if way == Way.MEANT_ANYWHERE else ()
    offer = Offer(way, parse(typed), Filters(**filters), term, Grade.ALIKE, left_out, number, as_filter)
    (one,) = suggestions(Nearest(meant=(offer,)))
    return [(link.label, unquote(link.address), link.number) for link in one.links], one.note


def test_a_word_leads_to_its_search() -> None:
    assert meant("幼儿园 收费", WORD, 3, source="市教育局") == (
        [("幼儿园 收费", "/search/?q=幼儿园+收费&source=市教育局", "3 条")],
        "",
    )
    assert meant("幼儿园", None, 100) == ([("幼儿园", "/search/?q=幼儿园", "100 条以上")], "")


def test_a_person_leads_to_their_page_and_to_what_mentions_them() -> None:
    page = ("江望舒", "/people/12/", "")
    assert meant("江望舒", PERSON, 0) == ([page], "市教育局局长")
    assert meant("江望舒", PERSON, 2) == (
        [page, ("提到“江望舒”的内容", "/search/?q=江望舒", "2 条")],
        "市教育局局长",
    )
    assert meant("学位", PERSON, 1, as_filter=True, speaker="12")[0] == [
        page,
        ("江望舒：学位", "/search/?q=学位&speaker=12", "1 条"),
    ]


def test_a_person_without_a_page_and_a_source_lead_to_their_list() -> None:
    assert meant("白砚", PERSON._replace(text="白砚", ref=""), 0)[0] == [
        ("白砚", "/releases/?speaker=白砚", "")
    ]
    assert meant("市教育局", SOURCE, 0)[0] == [("市教育局", "/releases/?source=市教育局", "")]


def test_what_is_found_without_filters_says_so() -> None:
    assert meant("幼儿园", WORD, 1, way=Way.MEANT_ANYWHERE)[0] == [
        ("幼儿园（不限年份、类别）", "/search/?q=幼儿园", "1 条")
    ]


@pytest.mark.parametrize(
    ("way", "left_out", "label"),
    [
        (Way.FEWER_WORDS, ("收费",), "去掉“收费”，只找“学位”"),
        (Way.FEWER_WORDS, ("-民办", "-公办"), "去掉“-民办 -公办”，只找“学位”"),
        (Way.ONE_WORD, (), "只找“学位”"),
        (Way.FEWER_FILTERS, ("year", "kind"), "不限年份、类别"),
    ],
)
def test_less_is_named(way: Way, left_out: tuple[str, ...], label: str) -> None:
    offer = Offer(way, parse("学位"), Filters(), left_out=left_out, number=2)
    link = Link(SafeString(label), "/search/?q=%E5%AD%A6%E4%BD%8D", "2 条")
    assert list(ways_on(Nearest(fewer_words=(offer,)))) == [link]
    assert list(ways_on(Nearest(fewer_filters=(offer,)))) == [link]


def test_a_label_is_html() -> None:
    assert meant("学位", PERSON._replace(text="江<望舒", ref=""), 0)[0] == [
        ("江&lt;望舒", "/releases/?speaker=江<望舒", "")
    ]


def test_an_english_label_marks_the_words_that_are_chinese() -> None:
    offer = Offer(Way.FEWER_WORDS, parse("学位"), Filters(), left_out=("-pcr",), number=1)
    with translation.override("en"):
        assert meant("学位", PERSON, 2, as_filter=True)[0][1][0] == (
            '<span lang="zh-Hans">江望舒</span>: <span lang="zh-Hans">学位</span>'
        )
        assert meant("pcr", None, 100, way=Way.MEANT_ANYWHERE)[0] == [
            ("pcr (without filter: Year, Kind)", "/en/search/?q=pcr", "100 results or more")
        ]
        (link,) = ways_on(Nearest(fewer_words=(offer,)))
    assert (link.label, link.number) == ('“<span lang="zh-Hans">学位</span>”, without “-pcr”', "1 result")
