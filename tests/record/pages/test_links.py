from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from releases.document import Kind, Paragraph, Turn
from releases.record.pages.links import Segment, host_of, leaves, leaving_links, segments
from tests.record.making import DOCUMENT


def shown(text: str) -> list[Segment]:
    """Return the segments, links outside marked by a leading →."""
    return list(segments(text, lambda target: f"→{target}"))


def test_plain_words_are_one_segment() -> None:
    assert shown("企业开办需要几天？") == [Segment("企业开办需要几天？")]


def test_empty_text_has_no_segment() -> None:
    assert shown("") == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("详见https://www.gov.cn/a?b=1&c=%20#d。谢谢", "https://www.gov.cn/a?b=1&c=%20#d"),
        ("详见 http://lanjiang.gov.cn，谢谢", "http://lanjiang.gov.cn"),
        ("（https://lanjiang.gov.cn/）", "https://lanjiang.gov.cn/"),
        ("(https://lanjiang.gov.cn/).", "https://lanjiang.gov.cn/"),
        ("见https://lanjiang.gov.cn/a_(b).", "https://lanjiang.gov.cn/a_(b)"),
        ("HTTPS://LANJIANG.GOV.CN/x", "HTTPS://LANJIANG.GOV.CN/x"),
    ],
)
def test_link_ends_where_the_sentence_goes_on(text: str, link: str) -> None:
    assert [segment.url for segment in shown(text) if segment.url] == [link]


def test_link_outside_goes_by_way_of_the_prompt() -> None:
    assert shown("报名见https://signup.example.org/x，或拨打电话。") == [
        Segment("报名见"),
        Segment("https://signup.example.org/x", "→https://signup.example.org/x"),
        Segment("，或拨打电话。"),
    ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.gov.cn/", False),
        ("https://gov.cn", False),
        ("https://GOV.CN./", False),
        ("https://news.example.gov.cn/releases/", False),
        ("https://trusted.example.com/a", False),
        ("https://sub.trusted.example.com/a", True),
        ("https://www.example.com/", True),
        ("https://evilgov.cn/", True),
        ("https://www.gov.cn.example.com/", True),
        ("https://www.gov.cn@example.com/", True),
        ("https://example.com/#www.gov.cn", True),
        ("https://example.com?.gov.cn", True),
    ],
)
def test_leaves_looks_at_the_host_alone(url: str, expected: bool) -> None:  # noqa: FBT001  (a table of cases)
    assert leaves(url) is expected


def test_leaves_knows_the_sites_own_host(settings: Settings) -> None:
    settings.SITE_URL = "https://news.example.com"
    assert leaves("https://news.example.com/releases/") is False


def test_backslash_cannot_hide_a_host() -> None:
    # A browser takes the backslash for a slash and goes to example.com.
    found = shown("https://example.com\\@www.gov.cn/")
    assert found[0] == Segment("https://example.com", "→https://example.com")
    assert [segment.url for segment in found[1:]] == [""]


@pytest.mark.parametrize(
    "text", ["http://", "https://。", "http://?", "https://:80", "http://...", "ftp://a.cn"]
)
def test_what_has_no_host_is_no_link(text: str) -> None:
    assert shown(text) == [Segment(text)]


def test_leaving_links_stand_in_reading_order() -> None:
    turns = (
        Turn(
            "t1",
            Kind.STATEMENT,
            blocks=(
                Paragraph("https://b.example.org 和 https://www.gov.cn"),
                Paragraph("https://a.example.org"),
            ),
        ),
        Turn("t2", Kind.STATEMENT, blocks=(Paragraph("https://b.example.org"),)),
    )
    assert leaving_links(replace(DOCUMENT, turns=turns, people=())) == (
        "https://b.example.org",
        "https://a.example.org",
        "https://b.example.org",
    )


@given(st.text(alphabet=st.sampled_from("htps:/.?#@()[]\\,，。 a1-gov.cn"), max_size=60))
@example("http://a.cn]https://[b")
@example("https://a.cn:99999999/")
def test_segments_lose_nothing_and_never_fail(text: str) -> None:
    found = shown(text)
    assert "".join(segment.text for segment in found) == text
    assert all(host_of(segment.text) for segment in found if segment.url)
