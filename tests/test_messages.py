"""Everything a public page says itself is a message, and every message is there in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.template.base import Lexer, TokenType

from releases.record.languages import has_chinese
from tests.messages import KEYWORDS, ROOT, compiled, gathered, kept, modules, templates, untranslated

# Where pages get their words from; elsewhere in the record only staff are spoken to.
SPEAKING = (
    "releases/record/pages",
    "releases/record/views",
    "releases/record/forms",
    "releases/record/filters",
    "releases/record/question_filter",
)
# What stands between keywords.
BETWEEN = {"、"}
# What has one address has one language.
CHINESE_ALONE = {"releases/record/views/feeds.py"}
# For those who read Chinese.
WAY_TO_CHINESE = {'" lang="zh-Hans" hreflang="zh-Hans">中文</a>'}
_CONSTANT = re.compile(r"""_\(("[^"]*"|'[^']*')\)""")
# Of a value in a message: gettext's own way, and that of texts with HTML in them.
_VALUE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_JS_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


def each(texts: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Return the text, or singular and plural."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def said(catalog: Catalog) -> dict[object, object]:
    """Return what a catalogue says for each message, with its context."""
    return {
        (*each(message.id), message.context): each(message.string or "") for message in catalog if message.id
    }


def test_the_catalogue_holds_the_messages_of_the_sources_and_no_others() -> None:
    assert set(said(kept())) == set(said(gathered())), "run make messages"
    assert kept().obsolete == {}


def test_every_message_has_a_translation_that_was_read() -> None:
    assert list(untranslated(kept())) == []


def test_no_translation_loses_or_adds_a_value() -> None:
    assert [str(error) for _, errors in kept().check() for error in errors] == []
    for message in kept():
        if message.id:
            texts = (*each(message.id), *each(message.string or ""))
            values = {frozenset(_VALUE.findall(text)) for text in texts}
            assert len(values) == 1, message.id


def test_what_the_site_reads_is_the_catalogue_compiled() -> None:
    assert said(compiled()) == said(kept()), "run make messages"


def test_a_message_without_translation_is_noticed() -> None:
    catalog = Catalog(fuzzy=False)
    catalog.add("甲", "A")
    catalog.add("乙")
    catalog.add("丙", "C", flags=["fuzzy"])
    catalog.add(("丁", "丁"), ("D", ""))
    assert list(untranslated(catalog)) == ["乙", "丙", "丁"]


def bare(source: str) -> Iterator[str]:
    """Yield what a template says that is no message."""
    translating = commented = False
    for token in Lexer(source).tokenize():
        tag = token.contents.split()[0] if token.token_type == TokenType.BLOCK else ""
        translating = (translating or tag == "blocktranslate") and tag != "endblocktranslate"
        commented = (commented or tag == "comment") and tag != "endcomment"
        if token.token_type == TokenType.COMMENT or commented or tag in ("if", "elif", "translate"):
            continue
        if translating and token.token_type == TokenType.TEXT:
            continue
        if has_chinese(_CONSTANT.sub("", token.contents)):
            yield token.contents.strip()


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_a_template_says_nothing_but_messages(path: Path) -> None:
    assert set(bare(path.read_text(encoding="utf-8"))) - WAY_TO_CHINESE == set()


def test_a_bare_word_of_a_template_is_noticed() -> None:
    source = (
        '{# 甲 #}{% comment %}乙{% endcomment %}{% translate "丙" %}{% blocktranslate with a=b|default:"丁" %}戊'
        '{% endblocktranslate %}{{ a|date:_("己") }}{{ a|default:"庚" }}{% if a == "辛" %}壬{% endif %}'
        '{% include "x.html" with y="癸" %}'
    )
    assert list(bare(source)) == [
        'blocktranslate with a=b|default:"丁"',
        'a|default:"庚"',
        "壬",
        'include "x.html" with y="癸"',
    ]


def unsaid(source: str) -> Iterator[str]:
    """Yield the Chinese texts of a module that are neither messages nor documentation nor patterns."""
    tree = ast.parse(source)
    let = set()
    for node in ast.walk(tree):
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS) or (
            isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
        ):
            let |= {id(argument) for argument in node.args}
        elif isinstance(node, ast.Expr):
            let.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in let and _HAN.search(str(node.value)):
            yield str(node.value)


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in modules()
        if (name := str(path.relative_to(ROOT))).startswith(SPEAKING) and name not in CHINESE_ALONE
    ],
    ids=lambda path: path.name,
)
def test_a_module_of_pages_says_nothing_but_messages(path: Path) -> None:
    assert set(unsaid(path.read_text(encoding="utf-8"))) - BETWEEN == set()


def test_a_bare_word_of_a_module_is_noticed() -> None:
    source = '"""甲"""\na = _("乙")\nb = f"丙{a}"\ndef c():\n    """丁"""\n    return gettext("戊") + strip("己") + re.compile("庚") + compile("辛")\n'
    assert set(unsaid(source)) == {"丙", "己", "辛"}


@pytest.mark.parametrize("path", sorted((ROOT / "static/site").glob("*.js")), ids=lambda path: path.name)
def test_a_script_takes_its_words_from_the_page(path: Path) -> None:
    assert _HAN.findall(_JS_COMMENT.sub("", path.read_text(encoding="utf-8"))) == []
