"""Which topics a question most likely belongs under: told from words, and from questions filed before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Whoever asks names the matter; whoever answers names many.
IN_QUESTION, IN_ANSWERS = 3, 1
# A question of the very same words weighs as much as two words; below a quarter, any two are alike.
ALIKE, LEAST_ALIKE = 6, 0.25
# A conference is mostly about one matter: what all its other questions stand under suffices by itself.
BESIDE = 4
# One word in the question, or three in the answers; and no less than half of what the best has.
LEAST, BESIDE_BEST = 3, 0.5
MOST = 3
_PARTS = re.compile("[和与、]")


@dataclass(frozen=True, slots=True)
class Hint:
    """A topic and the words that tell of it."""

    topic: int
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """A question that somebody has filed: its conference, the pairs of characters of its line, its topics."""

    release: str
    pairs: frozenset[str]
    topics: tuple[int, ...]


def hint(topic: int, name: str, words: str) -> Hint:
    """Return a topic's hint: each line of its words, its name, and what the name joins: 看病和医保."""
    lines = (line.strip() for line in words.splitlines())
    return Hint(topic, frozenset(filter(None, (*lines, name, *_PARTS.split(name)))))


def pairs(line: str) -> frozenset[str]:
    """Return the neighbouring characters of a line, without its marks."""
    words = re.sub(r"\W", "", line)
    return frozenset(words[start : start + 2] for start in range(len(words) - 1))


def suggest(
    *, release: str, line: str, asked: str, answers: str, hints: Iterable[Hint], known: Sequence[Known]
) -> list[int]:
    """Return at most three topics, the likeliest first.

    A topic's score is 3 for each of its words in the question, 1 for each in the answers, 4 times the share
    of the conference's filed questions that stand under it, and 6 times the Dice coefficient of the line's
    pairs and those of the most similar question that does.
    """
    scores: Counter[int] = Counter()
    for each in hints:
        in_question = sum(word in asked for word in each.words)
        in_answers = sum(word in answers for word in each.words)
        scores[each.topic] = IN_QUESTION * in_question + IN_ANSWERS * in_answers
    beside = [one for one in known if one.release == release]
    shares = Counter(topic for one in beside for topic in one.topics)
    alike = _alike(pairs(line), known)
    total = {
        topic: score + BESIDE * shares[topic] / (len(beside) or 1) + ALIKE * alike.get(topic, 0)
        for topic, score in scores.items()
    }
    best = sorted((topic for topic in total if total[topic] >= LEAST), key=lambda topic: -total[topic])
    return [topic for topic in best[:MOST] if total[topic] >= BESIDE_BEST * total[best[0]]]


def _alike(own: frozenset[str], known: Iterable[Known]) -> dict[int, float]:
    """Return for each topic how alike the most similar question under it is, where it is so at all."""
    found: dict[int, float] = {}
    for one in known:
        alike = 2 * len(own & one.pairs) / (len(own) + len(one.pairs) or 1)
        for topic in one.topics if alike >= LEAST_ALIKE else ():
            found[topic] = max(alike, found.get(topic, 0))
    return found
