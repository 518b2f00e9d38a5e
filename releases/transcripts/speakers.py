"""What is printed before the words: role words, questioners, outlets, people of the roster."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from releases.document import Person, Role
from releases.transcripts.lines import squeezed
from releases.transcripts.names import name_shaped, plausible
from releases.transcripts.roster import Roster
from releases.transcripts.words import ADDRESSES, COMPOUND_SURNAMES, SURNAMES

MAX_LABEL = 50

_ORDINAL = r"(?:[0-9]{0,2}|[一二三四五六七八九十甲乙丙丁]{0,3}|[A-Z]?)"
_MODERATOR = r"(?:本场|本次|今天的?)?(?:会议|发布会|新闻发布会|活动)?主 {0,2}持(?: {0,2}人)?"
_OFFICIAL = (
    r"(?:新闻发言人|主?发 {0,2}布 {0,2}人|发言人|嘉宾|专家|答复人|回答人|受访者|受访人|被采访人|主讲人)"
)
ROLE_WORD = re.compile(rf"(?:(?P<moderator>{_MODERATOR})|(?P<official>{_OFFICIAL}))")
_QUESTION = re.compile(
    rf"(?:(?:现场|媒体|新闻)?(?:媒体|记者|网友|网民|市民|群众|企业|观众|听众)?(?:代表)?"
    rf"(?:提问|追问|发问|问)(?:题)?(?:者|人|环节)?{_ORDINAL}"
    rf"|(?:现场|媒体|新闻|有|一位|另一位)?[记記]者{_ORDINAL}|(?:现场|新闻)?媒体(?:代表)?{_ORDINAL}"
    rf"|(?:网友|网民|市民代表|企业代表|群众代表){_ORDINAL}|问题{_ORDINAL}|Q{_ORDINAL}|Question)"
)
_ANSWER = re.compile(r"(?:答|回答|答复|回复|解答|A[0-9]{0,2}|Answer)")
_REPORTER_END = re.compile(
    r"(?P<outlet>.{2,36}?)(?:特约|实习|见习|驻.{1,4})?[记記]者(?P<name>\(.{1,12}\)|[\u4e00-\u9fff·]{0,4})"
)
# 举行例行记者会, 答东湖日报记者问, 所有记者: reporters are spoken of, and none speaks.
_OF_REPORTERS = re.compile(
    r"举行|召开|例行|接受|采访|会见|答|回应|进入|走进|成立|所有|优秀|各位|小$|中外|就|关于|面对|提醒|部分"
    r"|全体|广大|一些|许多|很多|作为|通过"
)
# 记者（新华社）, 记者王某
_REPORTER_FIRST = re.compile(r"[记記]者(?:\((?P<outlet>[^()]{2,20})\)|(?P<name>[\u4e00-\u9fff]{2,3}))")
_MEDIUM = re.compile(
    r"(?!据|来自|通过|关注|登录|下载|打开|在|进入|利用|依托|建设|开通|推出|联合)[^。!?;:,、…\"“”\[\]\s]{0,20}"
    r"(?:日报|晚报|时报|商报|都市报|晨报|早报|快报|电视台|广播电台|广播电视台|新华社|通讯社|中新社"
    r"|新闻网|央视|融媒体中心|客户端|周刊|中国网|人民网|新华网|央广网|卫视|中通社|财新|央广|青年报"
    r"|(?:路透|法新|共同|塔斯|美联|彭博|韩联|朝中|安莎|埃菲|时事|德新|合众国际)社|新华每日电讯|今日俄罗斯|学习强国"
    r"|(?<!互联)(?<!官)(?<!电)(?<!管)(?<!路)(?<!上)(?<!物联)(?<!张)(?<!全)[\u4e00-\u9fff]网|海报新闻"
    r")(?:提问|问)?"
    r"|总台[\u4e00-\u9fff]{2,6}|云上[\u4e00-\u9fff]{2,4}"
    r"|(?:[A-Z][A-Za-z.&]* ){1,4}(?:Daily|Times|News|Post|Press|Agency|Network|Herald|Journal|TV|Radio)"
    r"|CGTN|CCTV|CNR|NHK|Reuters|Bloomberg|AFP|CNN|BBC"
)
# Names that only sound like an outlet's: the words below end other things too.
_MEDIUM_LIKE = re.compile(
    r"[\u4e00-\u9fff0-9A-Za-z]{1,12}(?:(?<!新)(?<!好)(?<!大)新闻|财经|经济报道|(?<![通汇预情海简公播举申上月年填直警战喜捷谎瞒呈电快抄板墙补])报|交通报"
    r"|(?<!新闻)(?<!信息)(?<!权威)(?<!联合)(?<!集中)(?<!公开)(?<!正式)(?<![厅部局委])(?<!政策)(?<!最新)发布|(?<!站)(?<!务)(?<!询)在线|融媒|传媒|新媒体|(?<!微信)(?<!短)视频|杂志)(?:提问|问)?"
)
# 网友小草, 市民王女士, 企业代表张总
_CITIZEN = re.compile(
    r"(?:网友|网民) ?[“\"]?"
    r"(?!反映|最|关|可|说|建议|认为|热|留言|朋友|们|问|提|表|普|来|投|咨|如|需|想|要|在|对|通|拨)"
    r"[^\s]{1,8}"
    r"|(?:听众|观众|市民|商户|(?:企业|市民|群众|居民|商户|网友)代表) ?"
    r"[\u4e00-\u9fff]{1,2}(?:先生|女士|某某?|阿姨|大爷|大妈|老师|总|老板)"
)
_SPOKEN_FOR = re.compile(
    r".{1,20}(?:局|委|部|厅|办|院|政府|中心)(?:有关|相关)?(?:方面)?(?:负责人|负责同志|新闻发言人|发言人)"
)
_BRACKET_SITE = re.compile(r"[\u4e00-\u9fff]{1,8}网")
# 各位记者朋友： speaks to the audience; it is nobody's label.
_ADDRESS = re.compile(r"各位|在座|广大|有请|欢迎|感谢|谢谢|下面|接下来|请|尊敬|亲爱")
_NETIZEN = re.compile(r"(?:网友|网民|听众|观众|市民).{0,12}")
_ASKING = re.compile(r"[？?]|请问|想问|想请|想了解|能否|能不能|请.{0,12}(?:介绍|谈|说明)|追问")
_NUMBERED = re.compile(r" *(?:\(?[0-9]{1,2}[、.)．] ?|[一二三四五六七八九十]{1,3}、)")


class Voice(Enum):
    """What kind of speaker a label names."""

    PERSON = "person"
    MODERATOR = "moderator"
    OFFICIAL = "official"
    ANSWERER = "answerer"
    QUESTIONER = "questioner"
    OUTLET = "outlet"
    MEDIUM = "medium"
    CITIZEN = "citizen"


# Voices that a number may stand before: 1、某日报记者： counts the questions.
COUNTED = (Voice.OUTLET, Voice.QUESTIONER, Voice.MEDIUM, Voice.CITIZEN, Voice.ANSWERER)


@dataclass(frozen=True, slots=True)
class Match:
    """Who a label means. ``person`` is None where it names nobody of the roster."""

    voice: Voice
    person: Person | None = None
    # Several people fit a title-only label.
    rivals: int = 0


def asks(text: str) -> bool:
    """Return whether the words sound like a question."""
    return bool(_ASKING.search(text, 0, 2000))


def answers(label: str) -> bool:
    """Return whether the label is 答, which names nobody."""
    return bool(_ANSWER.fullmatch(label))


def number_end(norm: str, start: int, end: int) -> int:
    """Return where a leading list number ends; ``start`` where there is none."""
    found = _NUMBERED.match(norm, start, end)
    return found.end() if found else start


def match(label: str, roster: Roster, *, bracket: bool = False) -> Match | None:
    """Return whom a label (in normal form, without its colon) names, or None: it is text then."""
    words = label.strip(" ")
    if words.startswith("(") and words.endswith(")") and words.count("(") == 1:
        words = words[1:-1].strip(" ")
    if not words or len(words) > MAX_LABEL or _spoken(words):
        return None
    return (
        _by_role(words, roster)
        or _asking(words, bracket=bracket)
        or _by_name(words, roster)
        or _answering(words, roster)
        or _medium(words, bracket=bracket)
        or _by_title(words, roster)
        or _spoken_for(words)
    )


def role_and_rest(words: str) -> tuple[Role, int] | None:
    """Return the role a label begins with and where the rest begins, or None."""
    found = ROLE_WORD.match(words)
    if not found:
        return None
    role = Role.MODERATOR if found["moderator"] else Role.SPOKESPERSON
    return role, found.end()


def addressed(label: str) -> tuple[str, str] | None:
    """Return surname and title of a form of address (李局长, 欧阳主任, 王副市长), or None."""
    bare = squeezed(label)
    title = next((title for title in ADDRESSES if bare.endswith(title)), "")
    surname = bare.removesuffix(title)
    deputy = "副" if surname.endswith("副") else ""
    surname = surname.removesuffix(deputy)
    if title and ((len(surname) == 1 and surname in SURNAMES) or surname in COMPOUND_SURNAMES):
        return surname, f"{deputy}{title}"
    return None


def _spoken(words: str) -> bool:
    return any(mark in words for mark in '。!?;…“”"')


def _by_role(words: str, roster: Roster) -> Match | None:
    found = role_and_rest(words)
    if not found:
        return None
    role, end = found
    rest = words[end:].strip(" :-—·/")
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    if not rest or rest.isdecimal():
        voice = Voice.MODERATOR if role is Role.MODERATOR else Voice.OFFICIAL
        return Match(voice, roster.only(role))
    person = roster.in_label(rest)
    return Match(Voice.PERSON, person) if person else None


def _asking(words: str, *, bracket: bool) -> Match | None:
    bare = squeezed(words)
    if _QUESTION.fullmatch(bare) or (bracket and _NETIZEN.fullmatch(bare)):
        return Match(Voice.QUESTIONER)
    if _ADDRESS.match(bare) or bare.endswith(("朋友", "们")):
        return None
    first = _REPORTER_FIRST.fullmatch(bare)
    if first and (first["outlet"] or plausible(first["name"])):
        return Match(Voice.OUTLET)
    found = _REPORTER_END.fullmatch(bare.removesuffix("提问").removesuffix("追问").removesuffix("问"))
    if found and not _OF_REPORTERS.search(found["outlet"]):
        name = found["name"]
        if not name or name.startswith("(") or plausible(name):
            return Match(Voice.OUTLET)
    return None


def _by_name(words: str, roster: Roster) -> Match | None:
    person = roster.in_label(words)
    return Match(Voice.PERSON, person) if person else None


def _answering(words: str, roster: Roster) -> Match | None:
    return Match(Voice.ANSWERER, roster.only(Role.SPOKESPERSON)) if _ANSWER.fullmatch(words) else None


def _medium(words: str, *, bracket: bool) -> Match | None:
    bare = words.replace("《", "").replace("》", "")
    if bare.endswith(("提问", "追问")) and _outlet(bare[:-2]):
        return Match(Voice.OUTLET)
    if _CITIZEN.fullmatch(words):
        return Match(Voice.CITIZEN)
    if _outlet(bare) or (bracket and _BRACKET_SITE.fullmatch(words)):
        return Match(Voice.MEDIUM)
    # 人民日报 李四, 新华社（张三）
    outlet, _, reporter = bare.replace("(", " ").rstrip(")").rpartition(" ")
    if outlet and _outlet(outlet.rstrip(" ")) and name_shaped(reporter):
        return Match(Voice.MEDIUM)
    return None


def _outlet(words: str) -> bool:
    return bool(_MEDIUM.fullmatch(words) or (_MEDIUM_LIKE.fullmatch(words) and not _ADDRESS.match(words)))


def _spoken_for(words: str) -> Match | None:
    """Read 市财政局有关负责人: an office speaks, and nobody is named."""
    return Match(Voice.OFFICIAL) if _SPOKEN_FOR.fullmatch(words) else None


def _by_title(words: str, roster: Roster) -> Match | None:
    found = addressed(words)
    if found is None:
        return None
    people = roster.by_title(*found)
    if len(people) == 1:
        return Match(Voice.PERSON, people[0])
    return Match(Voice.OFFICIAL, None, len(people))
