"""Chinese words say that they are, on English pages alone."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation


def shown(template: str, language: str, **values: object) -> str:
    """Return what a template makes of the values in a language."""
    with translation.override(language):
        return Template(template).render(Context(values))


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("供水<b>", '<span lang="zh-Hans">供水&lt;b&gt;</span>'),
        ("PCR & co", "PCR &amp; co"),
        ("", ""),
    ],
)
def test_words_are_marked_where_they_are_chinese(words: str, english: str) -> None:
    assert shown("{{ words|spoken }}", "en", words=words) == english
    assert shown("{{ words|spoken }}", "zh-hans", words=words) == shown("{{ words }}", "zh-hans", words=words)


def test_marked_words_stay_marked_in_a_sentence() -> None:
    template = "{% blocktranslate with asked=words|spoken %}没有找到“{{ asked }}”。{% endblocktranslate %}"
    assert shown(template, "en", words="水<") == 'Nothing was found for “<span lang="zh-Hans">水&lt;</span>”.'
    assert shown(template, "zh-hans", words="水<") == "没有找到“水&lt;”。"


@pytest.mark.parametrize(
    ("given", "english"),
    [
        ("", '<p lang="zh-Hans">'),
        (" 'water' name", '<p lang="zh-Hans">'),
        (" 'water' 'company'", "<p>"),
    ],
)
def test_an_element_is_marked_where_any_of_its_words_is_chinese(given: str, english: str) -> None:
    template = f"<p{{% lang_spoken{given} %}}>"
    assert shown(template, "en", name="水") == english
    assert shown(template, "zh-hans", name="水") == "<p>"


def test_what_the_site_says_amid_chinese_words_is_marked() -> None:
    assert shown("<p{% lang_own %}>", "en") == '<p lang="en">'
    assert shown("<p{% lang_own %}>", "zh-hans") == "<p>"
