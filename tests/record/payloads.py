"""What somebody may try to get into a release: formulas, scripts, marks that turn the direction of text."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from typing import TypeVar

from releases.document import Document, Paragraph, Person, Photo, Turn
from tests.record.exports.making import FULL

_T = TypeVar("_T", Document, Person, Photo, Turn)

MARK = "xyzzy"
# Each does something with the mark if it is not taken for words.
_SCRIPTS = (
    f"<script>{MARK}()</script>",
    f"</script><script>{MARK}()</script>",
    f"<img src=x onerror={MARK}()>",
    f"'\"><svg/onload={MARK}()>",
    f"javascript:{MARK}()",
    f"[{MARK}](javascript:{MARK}())",
    f"![{MARK}](https://evil.example/{MARK}.png)",
    f"<https://evil.example/{MARK}>",
    f"<a href=javascript:{MARK}()>",
    f"<iframe srcdoc='<script>{MARK}()</script>'>",
    f"{{{{ {MARK} }}}}{{% load {MARK} %}}",
    f"<style>@import '//evil.example/{MARK}'</style>",
    f"]]><!--<{MARK}>--><![CDATA[",
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY {MARK} SYSTEM "file:///etc/passwd">]>&{MARK};',
    f"`<b onclick={MARK}()>`",
    f"# {MARK}\n<details open ontoggle={MARK}()>",
    f"&lt;script&gt;{MARK}()&lt;/script&gt;",
    f'"}},"{MARK}":{{"x":"',
    f"\r\n\r\nHTTP/1.1 200 OK\r\n{MARK}: 1",
)
_FORMULAS = (
    f"=cmd|'/c {MARK}'!A1",
    f"+{MARK}(1)",
    f"-2+3+{MARK}",
    f"@SUM({MARK})",
    f'=HYPERLINK("https://evil.example/{MARK}","x")',
    f"＝{MARK}",
    f" \t={MARK}",
    f'",={MARK},"',
    f"\n={MARK}",
)
_TURNING = ("\u202e", "\u202d", "\u2066", "\u2067", "\u200f", "\u061c", "\u2028", "\x1b[2J", "\x00", "\x85")


def payloads(number: int, seed: int = 0) -> list[str]:
    """Return so many payloads, the plain ones first, then combinations of them."""
    chance = random.Random(seed)
    found = [*_SCRIPTS, *_FORMULAS, *(f"{turning}{MARK}" for turning in _TURNING)]
    while len(found) < number:
        parts = chance.choices((*_SCRIPTS, *_FORMULAS, *_TURNING, "澜江", " ", "\n"), k=chance.randint(2, 4))
        found.append("".join(parts))
    return found[:number]


def laced(payload: str) -> Document:
    """Return a document with the payload in every field that holds words."""
    document: Document = _filled(FULL, payload, "title", "subject", "source", "venue", "summary")
    return replace(
        document,
        keywords=(payload, *document.keywords),
        people=tuple(_filled(one, payload, "name", "position") for one in document.people),
        photos=tuple(_filled(one, payload, "caption", "alt", "credit", "file") for one in document.photos),
        attachments=tuple(replace(one, title=payload) for one in document.attachments),
        turns=tuple(
            replace(
                _filled(one, payload, "label", "time"),
                blocks=tuple(
                    replace(block, text=f"{payload}\n{block.text}") if isinstance(block, Paragraph) else block
                    for block in one.blocks
                ),
            )
            for one in document.turns
        ),
        held=replace(document.held, text=payload),
    )


def publishable(document: Document, index: int) -> Document:
    """Return the document with what is too long for the record cut, and people who are in no other one."""
    people = (
        replace(one, name=one.name[:100], ref=f"{one.ref}-{index}" if one.ref else "")
        for one in document.people
    )
    return replace(document, title=document.title[:300], source=document.source[:200], people=tuple(people))


def _filled(one: _T, payload: str, *names: str) -> _T:
    known = {field.name for field in fields(one)}
    assert known >= set(names)
    return replace(one, **dict.fromkeys(names, payload))  # type: ignore[arg-type]
