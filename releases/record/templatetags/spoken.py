"""Marks Chinese words on an English page; on a Chinese page these do nothing."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from releases.record.languages import CHINESE, ENGLISH, has_chinese, is_english

register = template.Library()


@register.filter
def spoken(words: str) -> SafeString:
    """Return the words, in an element that says they are Chinese where they are."""
    if is_english() and has_chinese(words):
        return format_html('<span lang="{}">{}</span>', CHINESE, words)
    return conditional_escape(words)


@register.simple_tag
def lang_spoken(*words: object) -> SafeString:
    """Return the attribute of an element whose words are Chinese; without words, of one that holds some."""
    if is_english() and (not words or any(map(has_chinese, words))):
        return format_html(' lang="{}"', CHINESE)
    return SafeString("")


@register.simple_tag
def lang_own() -> SafeString:
    """Return the attribute of an element in which the site itself speaks, amid words that are Chinese."""
    return format_html(' lang="{}"', ENGLISH) if is_english() else SafeString("")
