"""Invented press conferences in any number, with word frequencies like those of real Chinese text.

The vocabulary is cut out of the demo's transcripts and filled up with pairs of their commoner characters; how often
each word comes follows Zipf's law. The same seed gives the same text on any machine.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from releases.document import Document, Held, Kind, Paragraph, Person, Role, Turn

TURNS = 40
VOCABULARY = 60_000
FIRST_DAY = date(2006, 1, 3)
_TRANSCRIPTS = Path("releases/demo/transcripts")
_FIGURES = (
    "2.4万",
    "66+18",
    "PCR",
    "H7N9",
    "5G",
    "COVID-19",
    "30%",
    "3.12万",
    "12345",
    "2024年",
    "APP",
    "1.5",
)
_LATIN_EVERY = 90
DEPARTMENTS = [
    "教育",
    "卫生健康",
    "交通运输",
    "水利",
    "税务",
    "统计",
    "民政",
    "住房和城乡建设",
    "生态环境",
    "市场监督管理",
    "公安",
    "财政",
    "商务",
    "文化旅游",
    "应急管理",
]
_SURNAMES = "祁仇罗卢费温江白闻沈李王张刘陈杨黄周吴徐"
_GIVEN = [
    "砚书",
    "江晚",
    "与非",
    "知夏",
    "念南",
    "若筠",
    "望舒",
    "知秋",
    "归舟",
    "清和",
    "明远",
    "思齐",
    "慕白",
    "怀瑾",
    "听澜",
    "云起",
    "景行",
    "子衿",
    "长风",
    "南星",
]


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return words, the most frequent first, and how often they come, summed up."""
    chance = random.Random("vocabulary")
    text = "\n".join(path.read_text() for path in sorted(_TRANSCRIPTS.glob("*.txt")))
    stretches = re.findall(r"[\u4e00-\u9fff]+", text)
    words: Counter[str] = Counter()
    for stretch in stretches:
        start = 0
        while start < len(stretch):
            length = chance.choices((1, 2, 3, 4), (15, 60, 12, 13))[0]
            words[stretch[start : start + length]] += 1
            start += length
    found = [word for word, _ in words.most_common()]
    characters, often = zip(*Counter("".join(stretches)).most_common(2500), strict=True)
    known = set(found)
    while len(found) < VOCABULARY:
        word = "".join(chance.choices(characters, often, k=chance.choices((2, 3, 4), (70, 15, 15))[0]))
        if word not in known:
            known.add(word)
            found.append(word)
    return found, list(accumulate(1 / (rank + 2.7) for rank in range(len(found))))


def documents(number: int, *, regulars: int = 0) -> Iterator[Document]:
    """Yield that many conferences, the oldest first, one or a few a day.

    Of a few conferences nobody would be at many, and all would be of one year: where there are ``regulars``,
    five of six speakers are some of so many people, and the days fill the ten years that a chart shows. No word
    that is said is another.
    """
    days, among = (3650, number) if regulars else (7300, max(number, 7300))
    for index in range(number):
        yield _document(index, FIRST_DAY + timedelta(days=index * days // among), regulars)


def _document(index: int, day: date, regulars: int) -> Document:
    chance = random.Random(f"conference {index}")
    department = chance.choice(DEPARTMENTS)
    names = [f"{a}{b}" for a in _SURNAMES for b in _GIVEN]
    drawn = chance.sample(names, 6)
    if regulars:
        among = random.Random(f"people of {index}")
        drawn = [*among.sample(names[:regulars], 5), among.choice(names[regulars:])]
    people = tuple(
        Person(
            f"p{n}",
            name,
            f"市{chance.choice(DEPARTMENTS)}局副局长",
            Role.SPOKESPERSON,
            str(names.index(name) + 1),
        )
        for n, name in enumerate(drawn, 1)
    )
    return Document(
        title=f"{''.join(_words(chance, 6))}新闻发布会",
        subject="".join(_words(chance, 4)),
        section=chance.choice(("jdhy/xwfbh", "jdhy/xwfbh", "jdhy/xwfbh", "jdhy")),
        source=f"市{department}局",
        held=Held(day),
        people=people,
        turns=tuple(_turns(chance)),
    )


def _turns(chance: random.Random) -> Iterator[Turn]:
    yield Turn("t1", Kind.STATEMENT, "p1", "主持人", blocks=_paragraphs(chance, 1, 120))
    for n in range(2, 6):
        yield Turn(f"t{n}", Kind.STATEMENT, f"p{n}", "发布人", blocks=_paragraphs(chance, 5, 120))
    for n in range(6, TURNS, 2):
        yield Turn(f"t{n}", Kind.QUESTION, None, "澜江日报记者", blocks=_paragraphs(chance, 1, 70))
        blocks = _paragraphs(chance, 3, 90)
        yield Turn(f"t{n + 1}", Kind.ANSWER, f"p{chance.randint(1, 6)}", "答", answers=f"t{n}", blocks=blocks)
    yield Turn(f"t{TURNS}", Kind.STATEMENT, "p1", "主持人", blocks=_paragraphs(chance, 1, 40))


def _paragraphs(chance: random.Random, number: int, length: int) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(_sentences(chance, chance.randint(length // 2, length * 3 // 2))) for _ in range(number)
    )


def _sentences(chance: random.Random, length: int) -> str:
    # Each word is about two characters, and a mark comes after six of them.
    words = _words(chance, max(length * 10 // 21, 1))
    for place in range(chance.randint(1, _LATIN_EVERY), len(words), _LATIN_EVERY):
        words[place] = chance.choice(_FIGURES)
    for place in range(6, len(words), 7):
        words[place] += "，" if place % 3 else "。"
    return "".join(words) + "。"


def _words(chance: random.Random, number: int) -> list[str]:
    words, weights = vocabulary()
    return chance.choices(words, cum_weights=weights, k=number)
