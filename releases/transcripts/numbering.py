"""Word's automatic numbers as the text they print: 一、, （二）, 3.1."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from releases.transcripts.package import Package, Target

_LEVEL = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"


@dataclass(slots=True)
class _Num:
    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)


class Numbering(Target):
    """Reads numbering.xml, then counts the paragraphs that it numbers."""

    def __init__(self) -> None:
        self.abstracts: dict[str, dict[int, _Level]] = {}
        self.nums: dict[str, _Num] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._abstract: dict[int, _Level] = {}
        self._num = _Num()
        self._level = 0
        self._overriding = False

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        value = _attribute(attrib, "val")
        if name == "abstractNum":
            self._abstract = self.abstracts.setdefault(_attribute(attrib, "abstractNumId"), {})
        elif name == "num":
            self._num = self.nums.setdefault(_attribute(attrib, "numId"), _Num())
        elif name == "abstractNumId":
            self._num.abstract = value
        elif name in ("lvl", "lvlOverride"):
            self._level = number(_attribute(attrib, "ilvl"))
            self._overriding = self._overriding or name == "lvlOverride"
        elif name == "startOverride":
            self._num.starts[self._level] = number(value)
        elif not self._overriding:
            self._describe(name, value)

    def end(self, tag: str) -> None:
        if tag.endswith("}lvlOverride"):
            self._overriding = False

    def _describe(self, name: str, value: str) -> None:
        if name not in ("numFmt", "lvlText", "start", "suff"):
            return
        level = self._abstract.setdefault(self._level, _Level())
        if name == "numFmt":
            level.form = value
        elif name == "lvlText":
            level.text = value[:40]
        elif name == "start":
            level.start = number(value)
        else:
            level.suffix = value

    def text(self, num_id: str, depth: int) -> str:
        """Count one more paragraph of a list and return the number that stands before it."""
        num = self.nums.get(num_id)
        levels = self.abstracts.get(num.abstract) if num else None
        level = levels.get(depth) if levels else None
        if num is None or levels is None or level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return "• "
        counts = self._counts.setdefault(num.abstract, {})
        if depth in num.starts and (num_id, depth) not in self._begun:
            counts[depth] = num.starts[depth] - 1
        self._begun.add((num_id, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        printed = _LEVEL.sub(lambda found: _printed(levels, counts, int(found[1]) - 1), level.text)
        close = level.suffix == "nothing" or printed.endswith(("、", "，", "）", "．", "。", "：", " "))
        return printed if close or not printed else f"{printed} "


class Styles(Target):
    """Reads which paragraph styles number their paragraphs."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, int]] = {}
        self._style = ""
        self._depth = 0

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name not in ("style", "ilvl", "numId"):
            return
        values = {key.rpartition("}")[2]: value for key, value in attrib.items()}
        if name == "style":
            self._style, self._depth = values.get("styleId", ""), 0
        elif name == "ilvl":
            self._depth = number(values.get("val", ""))
        elif self._style:
            self.found[self._style] = (values.get("val", ""), self._depth)


def styles(package: Package) -> dict[str, tuple[str, int]]:
    """Return list and level of each paragraph style that numbers its paragraphs."""
    reader = Styles()
    if "word/styles.xml" in package.names:
        package.parse("word/styles.xml", reader)
    return reader.found


def read(package: Package) -> Numbering:
    """Return the package's numbering; empty where it has none."""
    numbering = Numbering()
    if "word/numbering.xml" in package.names:
        package.parse("word/numbering.xml", numbering)
    return numbering


def number(text: str) -> int:
    """Return a small whole number, 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0


def _attribute(attrib: dict[str, str], name: str) -> str:
    return next((value for key, value in attrib.items() if key.rpartition("}")[2] == name), "")


def _printed(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth, _Level())
    return _FORMS.get(level.form, str)(counts.get(depth, level.start))


def chinese(value: int) -> str:
    """Return a counting number as Chinese prints it: 十, 二十一, 一百零五."""
    if not 0 < value < 1000:
        return str(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 260 else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        count, value = divmod(value, worth)
        text += sign * count
    return text


def _circled(value: int) -> str:
    return chr(0x2460 + value - 1) if 0 < value <= 20 else str(value)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: "".join(chr(ord(char) + 0xFEE0) for char in str(value)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": lambda value: "".join(_DIGITS[int(char)] for char in str(max(value, 0))),
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10] if value > 0 else str(value),
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}
