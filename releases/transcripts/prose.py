"""What a page says of its conference in a sentence instead of a list: when, where, who."""

from __future__ import annotations

import re
from collections.abc import Iterator

from releases.document import Role
from releases.transcripts import dates, names
from releases.transcripts.lines import Ledger
from releases.transcripts.result import Severity
from releases.transcripts.roster import Roster
from releases.transcripts.values import Header

_VENUE = re.compile(r"在(?P<venue>[^。!?;,，]{2,50}?)(?:举行|召开|举办|组织召开)")
_EVENT = re.compile(r"举行|召开|举办|发布会|访谈")
_INVITED = re.compile(
    r"(?:邀请|请到|请来|有请|由|请)(?:了|到|来)?(?P<who>[^。]{4,400}?)(?:介绍|出席|发布|解读|通报|回答|围绕|就(?!职)|作客|做客|与大家)"
)
# 某局局长甲、某委主任乙出席发布会并回答记者提问
_ATTENDED = re.compile(
    r"(?P<who>[^。]{4,400}?)(?:出席|参加)(?:了)?(?:本次|此次|今天的?)?(?:新闻)?(?:发布会|会议|[,。]|并)"
)
_HOSTED = re.compile(
    r"(?:[,;。由]|^)由?(?P<who>[^。;,]{4,60}?)主持(?:了)?(?:本次|今天|这次|此次|当天)?(?:的)?(?:新闻)?(?:发布会|会议|活动|[。,;]|$)"
)
_ANSWERED = re.compile(
    r"(?P<who>[^。;,]{4,60}?)(?:就.{0,60}?)?(?:答.{0,20}?记者问|回答了?(?:记者|媒体)的?提问|接受.{0,40}?采访)"
)
_INTERVIEWED = re.compile(r"(?:采访|专访)了?(?P<who>[^。;,]{4,60})")
_AND_OTHERS = re.compile(r"等(?:人|同志|领导|嘉宾|有关|相关)?(?:[^、,]{0,8}(?:负责人|同志|领导|部门))?$")
_HONORIFIC = re.compile(r"(?:先生|女士|同志|小姐|老师)(?=[^\u4e00-\u9fff]*$)")
_SEPARATOR = re.compile(r"[、和]|以及")


# The first lines say it or none does.
_MOST_LINES = 20


def people_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield ``(name, position)`` for each person of a sentence's list: 某局局长甲，某委副书记、主任乙."""
    for part in re.split(r"[,;。]", text):
        start = 0
        before = ""
        for cut in [*(found.start() for found in _SEPARATOR.finditer(part)), len(part)]:
            words = _AND_OTHERS.sub("", _HONORIFIC.sub("", part[start:cut]))
            alone = words.strip(" 、和以及")
            if before and names.plausible(alone):
                # 副局长李木、王强: one position for both.
                yield alone, before
                start = cut
                continue
            entry = names.position_first(words) if cut - start <= names.MAX_POSITION + 12 else None
            if entry and entry.sure:
                moved = entry.shifted(start)
                position = part[moved.position[0] : moved.position[1]].strip(" 、,;和")
                yield part[moved.name[0] : moved.name[1]], position
                start, before = cut, position
        # What names nobody (各部门负责人) ends with the sentence's part.


def people(ledger: Ledger, head: Header, roster: Roster) -> None:
    """Read the head's prose for what its fields do not say; each is a guess and says so."""
    for index in head.content[:_MOST_LINES]:
        line = ledger.lines[index]
        sentence = line.norm[:1500]
        if not _EVENT.search(sentence):
            continue
        _when_and_where(ledger, head, index, sentence)
        if not roster.listed:
            _who(ledger, roster, line.number, sentence)
    if not roster.people and head.title:
        _answerer(ledger, roster, head)


def _when_and_where(ledger: Ledger, head: Header, index: int, sentence: str) -> None:
    line = ledger.lines[index]
    stamp = dates.first(sentence)
    if stamp and not head.held_text:
        head.held_text = line.text[stamp.start : stamp.end].strip()
        head.held_line = line.number
        head.held_stamp = dates.first(sentence)
        ledger.doubt("held-from-prose", line.number, Severity.NOTE, "召开时间取自这段话，请核对。")
    venue = _VENUE.search(sentence)
    if venue and not head.venue:
        head.venue = line.text[venue.start("venue") : venue.end("venue")].strip()
        ledger.doubt("venue-from-prose", line.number, Severity.NOTE, "地点取自这段话，请核对。")


def _who(ledger: Ledger, roster: Roster, number: int, sentence: str) -> None:
    before = len(roster.people)
    for found in _INVITED.finditer(sentence):
        for name, position in people_in(found["who"]):
            roster.add(name, position, Role.SPOKESPERSON)
    for found in _ATTENDED.finditer(sentence):
        for name, position in people_in(found["who"]):
            roster.add(name, position, Role.SPOKESPERSON)
    for found in _HOSTED.finditer(sentence):
        for name, position in people_in(found["who"].rpartition("由")[2]):
            roster.add(name, position, Role.MODERATOR)
    _say_so(ledger, roster, before, number)


def _answerer(ledger: Ledger, roster: Roster, head: Header) -> None:
    number = next((line.number for line in ledger.lines if head.title[:20] in line.text), 1)
    texts = [(number, head.title)] + [
        (ledger.lines[index].number, ledger.lines[index].norm[:1500]) for index in head.content
    ]
    for number, text in texts:
        found = _ANSWERED.search(text) or _INTERVIEWED.search(text)
        if found:
            before = len(roster.people)
            for name, position in people_in(found["who"]):
                roster.add(name, position, Role.SPOKESPERSON)
            _say_so(ledger, roster, before, number)
            if len(roster.people) > before:
                return


def _say_so(ledger: Ledger, roster: Roster, before: int, number: int) -> None:
    if len(roster.people) > before:
        added = "、".join(person.name for person in roster.people[before:])
        ledger.doubt(
            "people-from-prose", number, Severity.NOTE, f"人员“{added}”取自这段话，请核对姓名和职务。"
        )
