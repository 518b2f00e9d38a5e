from __future__ import annotations

import pytest

from releases.preflight import Context, links
from tests.preflight.making import TODAY, found, said, saying


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("file:///C:/a.docx", [("link-local", "red", "")]),
        ("\\\\server\\share\\a.docx", [("link-local", "red", "")]),
        ("D:\\材料\\a.docx", [("link-local", "red", "")]),
        ("http://192.168.1.8/a", [("link-inside", "red", "")]),
        ("https://oa.lan/a", [("link-inside", "red", "")]),
        ("https://intranet/a", [("link-inside", "red", "")]),
        ("https://8.8.8.8/a", [("link-address", "amber", ""), ("link-leaves", "note", "")]),
        ("http://www.a.gov.cn/", [("link-plain", "note", "https://www.a.gov.cn/")]),
        ("ftp://www.a.gov.cn/", [("link-plain", "note", "")]),
        ("https://www.example.com/a", [("link-leaves", "note", "")]),
    ],
)
def test_a_link_that_citizens_should_not_simply_be_sent_to(
    link: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(links.check, f"请看 {link} 。") == [
        (code, severity, link, suggestion) for code, severity, suggestion in expected
    ]


@pytest.mark.parametrize(
    "words", ["https://www.a.gov.cn/b?c=1。", "https://gov.cn。", "比分3:2。", "没有链接。"]
)
def test_links_to_government_sites_are_fine(words: str) -> None:
    assert said(links.check, words) == []


def test_the_sites_own_hosts_are_no_way_out() -> None:
    document = saying("https://water.example/a，https://news.example/b.")
    context = Context(today=TODAY, own_hosts=frozenset({"news.example"}))
    assert [text for _, _, text, _ in found(links.check, document, context)] == ["https://water.example/a"]
