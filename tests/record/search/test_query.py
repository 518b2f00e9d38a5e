from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.search.query import LONGEST_QUERY, MOST_WORDS, Phrase, Query, parse
from releases.record.search.tokens import runs

TYPED = st.text(alphabet=st.sampled_from('幼儿园营aB1.,，-－+%"“” \u3000·\u200b\n'), max_size=60) | st.text(
    max_size=60
)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("幼儿园", "幼儿园"),
        (" 幼儿园\u3000学费 ", "幼儿园 学费"),
        ("幼儿园 学费 幼儿园", "幼儿园 学费"),
        ("幼儿园，学费；招生", "幼儿园 学费 招生"),
        ('"营商环境，企业"', '"营商环境 企业"'),
        ("“营商环境” ＂企业＂", "营商环境 企业"),
        ('"营商环境', "营商环境"),
        ("营商环境“企业”开办", "营商环境 企业 开办"),
        ("幼儿园 -民办", "幼儿园 -民办"),
        ("幼儿园 －“民办 高价”", '幼儿园 -"民办 高价"'),
        ("幼儿园-民办", '"幼儿园 民办"'),
        ("- 民办", "-民办"),
        ("COVID-19", "covid-19"),
        ("２.４万 66+18 30％ ＰＣＲ检测 10,000人", "2.4万 66+18 30% pcr检测 10000人"),
        ("15:30 GB/T", '"15 30" "gb t"'),
        ("", ""),
        ('- -- + "" “” ，。 -""', "+"),
        ("' OR 1=1; DROP TABLE x --", '"1 1" or drop table x'),
        ("NEAR(a b) AND {asked}: x*", '"near a" b and asked x'),
        ("\ud800\x00\u200b", ""),
    ],
)
def test_parse_understands(typed: str, canonical: str) -> None:
    query = parse(typed)
    assert sorted(str(query).split(" ")) == sorted(canonical.split(" "))
    assert not query.cut


def test_parse_tells_words_from_what_must_not_be() -> None:
    query = parse('幼儿园 -"民办 高价"')
    assert query == Query((Phrase((("幼", "儿", "园"),)),), (Phrase((("民", "办"), ("高", "价"))),))


def test_parse_looks_for_a_bounded_part() -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 10_000)))
    long = parse(text)
    assert (long.cut, long.words) == (True, (Phrase((tuple(text[:LONGEST_QUERY]),)),))
    many = parse(" ".join("甲乙丙丁戊己庚辛壬癸子丑寅"))
    assert (many.cut, len(many.words)) == (True, MOST_WORDS)
    assert not parse(" ".join("甲乙丙丁戊")).cut
    assert not parse("甲 乙 丙 -丁 -戊").cut
    without = parse("甲 -乙 -丙 -丁")
    assert (without.cut, len(without.without)) == (True, 2)


@pytest.mark.parametrize(
    ("typed", "words", "cut"),
    [
        ("哈哈", "哈哈", False),
        ("哈哈哈哈哈", "哈哈", True),
        ("研究研究", "研究研究", False),
        ("澜江" * 30, "澜江澜江", True),
        ("妈妈的妈妈", "妈妈的妈妈", False),
        ("了了的了了的", "了了的了了的", False),
        ("不是甲不是乙不是丙不是丁不是戊", "不是甲不是乙不是丙不是丁不", True),
        ('"哈哈，哈哈，哈哈，哈哈，哈哈，澜江"', '"哈哈 哈哈 哈哈 哈哈 哈"', True),
        ("(a+)+$", "a+", False),
        ("+", "+", False),
    ],
)
def test_parse_leaves_out_what_nobody_means(typed: str, words: str, *, cut: bool) -> None:
    query = parse(typed)
    assert (str(query), query.cut) == (words, cut)


@pytest.mark.parametrize(
    ("typed", "tokens", "open_ended"),
    [
        ("营商环境", ["营商", "商环", "环境"], False),
        ("营", ["·营"], False),
        ("PCR", ["·pcr"], False),
        ("2.4万", ["2．4·万"], False),
        ('"环境，企业"', ["环境", "境", "企业"], False),
        ('"环境，企"', ["环境", "境", "企"], True),
        ('"GB/T"', ["gb·", "t·"], True),
    ],
)
def test_phrase_tokens(typed: str, tokens: list[str], *, open_ended: bool) -> None:
    (phrase,) = parse(typed).words
    assert (phrase.tokens, phrase.open_ended) == (tokens, open_ended)


@pytest.mark.parametrize(
    ("typed", "text", "places"),
    [
        ("幼儿园", "幼儿园和幼儿园", [(0, 3), (4, 7)]),
        ("幼儿园", "幼儿，园", []),
        ("4万", "2.4万元", []),
        ("2.4万", "约２．４万元", [(1, 5)]),
        ("PCR", "做PCR检测", [(1, 4)]),
        ("PCR", "做PCRX检测", []),
        ("10000", "共10,000人", [(1, 7)]),
        ('"环境，企业"', "环境。企业", [(0, 5)]),
        ('"环境，企业"', "环境企业", []),
        ("哈哈", "哈哈哈", [(0, 2)]),
        ("哈1哈", "哈1哈1哈哈1哈", [(0, 3), (5, 8)]),
        ("幼儿园", "㎡幼\u200b儿园和㎡", [(1, 5)]),
        ("买提吐", "买买提·吐尔逊", [(1, 5)]),
        ("+", "a+b", [(1, 2)]),
        ('"营，gb"', "营，商，营 GB", [(4, 8)]),
    ],
)
def test_places(typed: str, text: str, places: list[tuple[int, int]]) -> None:
    (phrase,) = parse(typed).words
    assert phrase.places(text) == places


@given(TYPED)
def test_a_query_typed_plainly_is_the_same_query(typed: str) -> None:
    query = parse(typed)
    again = parse(str(query))
    assert (again.words, again.without) == (query.words, query.without)


@given(st.text(alphabet=st.sampled_from("幼儿园a1.，"), min_size=1, max_size=40), st.data())
def test_a_piece_of_a_text_is_found_in_it_where_it_is_whole_units(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = tuple(tuple(run) for run in runs(piece))
    for phrase in [Phrase(found)] if found else []:
        for begin, end in phrase.places(text):
            assert tuple(tuple(run) for run in runs(text[begin:end])) == found
