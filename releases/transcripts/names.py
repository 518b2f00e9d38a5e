"""Telling a person's name from the position printed with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from releases.transcripts.lines import squeezed
from releases.transcripts.words import BODIES, COMPOUND_SURNAMES, NOT_NAMES, SURNAMES, TITLES

MAX_POSITION = 60
_HAN = "\u3400-\u9fff\U00020000-\U000323af\ue000-\uf8ff"
_NAME_SHAPE = re.compile(rf"[{_HAN}]{{2,4}}")
_DOTTED = re.compile(rf"[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,12}}){{1,4}}")
# 市贸促会会长王　强: a name of two characters, spaced out to the width of three.
_SPACED_NAME = re.compile(rf"[{_HAN}] +[{_HAN}]$")
# 李木局长, 李木同志: how people are named in speech.
_NAME_TITLE = re.compile(
    rf"(?P<name>[{_HAN}]{{2,4}}) ?"
    r"(?P<title>副?(?:局长|主任|书记|市长|区长|县长|部长|处长|院长|校长|主席|教授)|同志|先生|女士)"
)
_LAST_BRACKET = re.compile(r" ?\([^()]{1,30}\)$")
# 余杭区, 金华市 begin like names and are places.
_PLACES = tuple("区县市省镇乡社网报")
# 单位有, 单位和: a word and what joins it to the next.
_JOINING = tuple("有为是和及的在与等")
_LATIN = re.compile(r"[A-Z][A-Za-z.'-]{0,30}(?: [A-Z][A-Za-z.'-]{0,30}){1,3}")
# 李木，市统计局局长: a comma or a dash parts name and position as well as a space does.
_PARTED = re.compile(r" *(?P<name>[^ ,:—-]{2,4}) ?(?:,|--?|——?) ?(?P<position>[^,]{2,60})")
_BRACKETED = re.compile(r"(?P<name>[^()]{2,30}?) ?\((?P<position>[^()]{2,60})\)")
# Speech, not a position: what ends or joins sentences never stands in a title.
_SENTENCE = re.compile(r"[。!?;…\"“”:]")
_SPEECH = re.compile(r"今天|出席|大家|我是|有请|首先|下面|接下来|邀请|我们|分别是|欢迎|感谢|谢谢")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and a position found in a stretch of text, as bounds in it.

    ``sure`` is False where only the place of the words spoke for the split.
    """

    name: tuple[int, int]
    position: tuple[int, int]
    sure: bool = True

    def shifted(self, by: int) -> Entry:
        """Return the same entry with its bounds moved to the right."""
        name, position = self.name, self.position
        return Entry((name[0] + by, name[1] + by), (position[0] + by, position[1] + by), self.sure)


def plausible(name: str) -> bool:
    """Return whether this could be nothing but a person's name: a known surname and the right length."""
    bare = squeezed(name)
    if _DOTTED.fullmatch(bare):
        return True
    if not _NAME_SHAPE.fullmatch(bare) or bare in NOT_NAMES or bare.endswith(TITLES):
        return False
    if bare.startswith(COMPOUND_SURNAMES):
        return len(bare) >= 3
    if len(bare) == 3 and (bare.endswith(_PLACES) or (bare[:2] in NOT_NAMES and bare.endswith(_JOINING))):
        return False
    return bare[0] in SURNAMES and len(bare) <= 3


def name_shaped(name: str) -> bool:
    """Return whether a name could be written like this, surname known or not."""
    bare = squeezed(name)
    if bare in NOT_NAMES or bare.endswith((*TITLES, "记者", "媒体", "提问")):
        return False
    if bare.endswith(BODIES) and not plausible(bare):
        return False
    return bool(_NAME_SHAPE.fullmatch(bare) or _DOTTED.fullmatch(bare) or _LATIN.fullmatch(name.strip()))


def position_like(text: str) -> bool:
    """Return whether the text could be a position: it ends in a title, and is no sentence."""
    bare = _LAST_BRACKET.sub("", text.strip(" 、,"))
    return 2 <= len(bare) <= MAX_POSITION and bare.endswith(TITLES) and not spoken(bare)


def holds_name(position: str) -> bool:
    """Return whether what should be one position has somebody's name in it: 局长李木、副局长."""
    parts = re.split(r"[、,; ]", position)
    return any(
        plausible(part[-length:]) and position_like(part[:-length])
        for part in parts
        for length in (2, 3)
        if len(part) > length + 1
    )


def titled(norm: str) -> Entry | None:
    """Read ``李木局长``: a name with a title of address right behind it."""
    found = _NAME_TITLE.fullmatch(norm.strip(" "))
    if not found or not plausible(found["name"]):
        return None
    shift = len(norm) - len(norm.lstrip(" "))
    start, end = found.span("name")
    return Entry((start + shift, end + shift), (end + shift, end + shift))


def body_like(text: str) -> bool:
    """Return whether the text could name an office or organisation."""
    bare = text.strip(" 、,")
    return 2 <= len(bare) <= MAX_POSITION and bare.endswith(BODIES) and not spoken(bare)


def spoken(text: str) -> bool:
    """Return whether the text is speech, which no position is."""
    return bool(_SENTENCE.search(text) or _SPEECH.search(text))


def bracketed(norm: str) -> Entry | None:
    """Read ``李木（市水利局局长）``."""
    found = _BRACKETED.fullmatch(norm.strip(" "))
    if not found:
        return None
    shift = len(norm) - len(norm.lstrip(" "))
    if name_shaped(found["name"]) and (position_like(found["position"]) or body_like(found["position"])):
        name = (found.start("name") + shift, found.end("name") + shift)
        return Entry(name, (found.start("position") + shift, found.end("position") + shift))
    return None


def position_first(norm: str) -> Entry | None:
    """Read ``市统计局副局长李木``, spaced or not: a position or office with a name at its end."""
    end = len(norm.rstrip(" "))
    start = len(norm) - len(norm.lstrip(" "))
    if end - start > MAX_POSITION + 12 or _SENTENCE.search(norm, start, end):
        return None
    gap = norm.rfind(" ", start, end)
    # 市统计局副局长 李 木: two-character names are often spaced out to the width of three.
    if gap == end - 2 and gap - 1 > start:
        earlier = norm.rfind(" ", start, gap - 1)
        if earlier >= 0 and not norm[earlier + 1 : gap].strip(" ")[1:]:
            gap = earlier
    if gap > start and name_shaped(norm[gap + 1 : end]):
        before = norm[start:gap]
        if position_like(before) or body_like(before):
            return Entry((gap + 1, end), (start, len(before.rstrip(" ")) + start), sure=True)
    return _glued(norm, start, end)


def _glued(norm: str, start: int, end: int) -> Entry | None:
    weak: Entry | None = None
    for length in (3, 2, 4):
        cut = end - length
        if cut <= start + 1 or norm[cut] in " 和及与" or " " in norm[cut:end] or not plausible(norm[cut:end]):
            continue
        before = norm[start:cut]
        if position_like(before):
            return Entry((cut, end), (start, len(before.rstrip(" ")) + start))
        if weak is None and body_like(before):
            weak = Entry((cut, end), (start, len(before.rstrip(" ")) + start), sure=False)
    spaced = _SPACED_NAME.search(norm[start:end])
    if spaced and plausible(spaced[0]) and position_like(norm[start : start + spaced.start()]):
        cut = start + spaced.start()
        return Entry((cut, end), (start, cut))
    dot = norm.rfind("·", start, end)
    if dot > start:
        return _dotted(norm, start, end)
    return weak


def _dotted(norm: str, start: int, end: int) -> Entry | None:
    # The given name's first part follows the title directly: 县长阿依·古丽.
    first_dot = norm.find("·", start, end)
    for cut in range(max(start + 2, first_dot - 6), first_dot):
        if position_like(norm[start:cut]) and _DOTTED.fullmatch(norm[cut:end]):
            return Entry((cut, end), (start, cut))
    return None


def name_first(norm: str) -> Entry | None:
    """Read ``李木 市统计局局长``: a name, a space, and anything short that is no sentence."""
    start = len(norm) - len(norm.lstrip(" "))
    end = len(norm.rstrip(" "))
    if end - start > MAX_POSITION + 24 or _SENTENCE.search(norm, start, end):
        return None
    latin = _LATIN.match(norm, start, end)
    gap = latin.end() if latin else norm.find(" ", start, end)
    if not latin and (gap == start + 1 or norm[start:gap] in COMPOUND_SURNAMES):
        # 李　木 市统计局局长, 司马　青 市财政局局长
        gap = norm.find(" ", len(norm) - len(norm[gap:].lstrip(" ")), end)
    if gap <= start or gap >= end or norm[gap] != " ":
        return None
    rest = gap + len(norm[gap:end]) - len(norm[gap:end].lstrip(" "))
    if not name_shaped(norm[start:gap]) or plausible(norm[rest:end]):
        return None
    sure = bool(latin) or (
        plausible(norm[start:gap]) and (position_like(norm[rest:end]) or body_like(norm[rest:end]))
    )
    return Entry((start, gap), (rest, end), sure=sure)


def _parted(norm: str) -> Entry | None:
    found = _PARTED.fullmatch(norm)
    if not found or not plausible(found["name"]):
        return None
    position = found["position"].rstrip(" ")
    if not (position_like(position) or body_like(position)):
        return None
    start = found.start("position")
    return Entry(found.span("name"), (start, start + len(position)))


def entry(norm: str) -> Entry | None:
    """Read one person of a list, in whichever order name and position stand."""
    found = bracketed(norm) or _parted(norm)
    if found:
        return found
    before, after = position_first(norm), name_first(norm)
    if after and (after.sure or not before):
        return after
    if before:
        return before
    start = len(norm) - len(norm.lstrip(" "))
    end = len(norm.rstrip(" "))
    gap = norm.rfind(" ", start, end)
    if gap - start > 1 and plausible(norm[gap + 1 : end]) and not _SENTENCE.search(norm, start, end):
        return Entry((gap + 1, end), (start, start + len(norm[start:gap].rstrip(" "))), sure=False)
    if name_shaped(norm[start:end]):
        return Entry((start, end), (end, end), sure=plausible(norm[start:end]))
    return None
