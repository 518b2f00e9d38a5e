"""Labelled fields at the head of a page: 时间：, 地点：, 来源：, in any spacing, several a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from releases.document import Role
from releases.transcripts.lines import squeezed


class Field(Enum):
    """What a label at the head of a page announces."""

    TITLE = "title"
    SUBJECT = "subject"
    HELD = "held"
    VENUE = "venue"
    SOURCE = "source"
    PUBLISHED = "published"
    KEYWORDS = "keywords"
    SUMMARY = "summary"
    SPOKESPEOPLE = "spokespeople"
    MODERATORS = "moderators"
    ATTENDEES = "attendees"
    FURNITURE = "furniture"


ROLES = {
    Field.SPOKESPEOPLE: Role.SPOKESPERSON,
    Field.MODERATORS: Role.MODERATOR,
    Field.ATTENDEES: Role.ATTENDEE,
}
_KEYS = {
    Field.TITLE: "标题",
    Field.SUBJECT: "主题 发布会主题 会议主题 发布主题 活动主题 发布内容 议题 发布会名称 会议名称 活动名称",
    Field.HELD: "时间 会议时间 发布会时间 召开时间 举办时间 举行时间 活动时间"
    " 直播时间 发布会召开时间 访谈时间",
    Field.VENUE: "地点 会议地点 发布会地点 发布地点 举办地点 举行地点 召开地点 活动地点 访谈地点",
    Field.SOURCE: "来源 信息来源 稿源 文章来源 新闻来源 稿件来源 内容来源 文章出处",
    Field.PUBLISHED: "发布时间 发布日期 发稿时间 发表时间 更新时间 更新日期 日期 时间戳",
    Field.KEYWORDS: "关键词 关键字",
    Field.SUMMARY: "摘要 内容摘要 导读",
    Field.SPOKESPEOPLE: "发布人 主发布人 主要发布人 发布嘉宾 嘉宾 出席嘉宾 发言人 新闻发言人"
    " 参会嘉宾 介绍人 答问人 访谈嘉宾 受访嘉宾 主讲人 发布人员",
    Field.MODERATORS: "主持人 主持 会议主持 会议主持人 发布会主持人",
    Field.ATTENDEES: "出席 出席人 出席人员 出席领导 参加人员 参会人员"
    " 列席 列席人员 与会人员 其他出席人员 出席会议人员 出席发布会人员",
    Field.FURNITURE: (
        "字体 字号 字体大小 浏览次数 浏览量 点击数 点击量 点击率 点击次数 阅读 阅读次数"
        " 阅读量 访问次数 作者 编辑 责任编辑 责编 审核"
        " 打印 分享 分享到 发布机构 发文机关 索引号 记者 文号 信息分类"
        " 公开方式 成文日期 生成日期 我要纠错 收藏"
    ),
}
_OF_PAGE = (Field.SOURCE, Field.PUBLISHED)
# What only decorates the head of a line.
BULLETS = "·●▪◆■★☆▲△►▶◇□○"
# 新闻发布会时间：, 会议主持人：: what is held may be named before any of these.
_EVENTS = "新闻发布会 发布会 新闻 会议 活动 访谈 直播 本次发布会 本场发布会 媒体见面会"
_PREFIXED = (Field.SUBJECT, Field.HELD, Field.VENUE, Field.SPOKESPEOPLE, Field.MODERATORS, Field.ATTENDEES)
_FIELD_OF = {
    f"{event}{key}": field for field in _PREFIXED for key in _KEYS[field].split() for event in _EVENTS.split()
} | {key: field for field, keys in _KEYS.items() for key in keys.split()}
KEYS = frozenset(_FIELD_OF)
_KEY = "|".join(" {0,4}".join(key) for key in sorted(_FIELD_OF, key=len, reverse=True))
# A key stands at the head of the line, or after white space or a bar: never inside a sentence.
_NUMBER = r"(?:[一二三四五六七八九十]{1,2}、|[0-9]{1,2}[.、)] ?|\([一二三四五六七八九十0-9]{1,2}\) ?)"
_FIELD = re.compile(rf"(?:(?<=[ |;,\[(])|^ *{_NUMBER}|^)(?:[{BULLETS}*-] ?)?(?P<key>{_KEY}) ?(?::|\] ?:?)")
# In a page's line of source and date the next key may follow a value without a gap.
_GLUED = re.compile(
    r"(?P<key>发布时间|发布日期|发稿时间|更新时间|信息来源|来源|字体|字号|浏览次数|阅读次数|点击数"
    r"|责任编辑|编辑|作者|打印|分享) ?:"
)
_DATED = re.compile(r" *\[?[0-9]{4}[-/.年]")
_SYSTEM_TIME = re.compile(
    r" *[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?: {1,3}[0-9]{1,2}:[0-9]{2}(?P<second>:[0-9]{2})?)? *"
)
_TABBED = re.compile(rf"^ *(?P<key>{_KEY}) *$")
_LEAD = re.compile(rf"[ \[({BULLETS}*]*|[ ]*{_NUMBER} ?")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One field on a line: where its key begins, and the bounds of its value."""

    field: Field
    key: int
    start: int
    end: int


def on_line(norm: str, text: str) -> list[Labelled]:
    """Return the fields of a line, in order; none where the line does not begin as one.

    A line that begins with something else holds fields only when it is a page's line of source
    and date (``2021-05-06 17:16 来源：某网``).
    """
    if len(norm) > 2000:
        return _at_head_only(norm)
    tab = text.find("\t")
    if tab > 0 and (cell := _TABBED.match(norm[:tab])):
        return [Labelled(_named(cell["key"]), cell.start("key"), tab + 1, len(norm))]
    found = list(_FIELD.finditer(norm))
    if (found and _named(found[0]["key"]) in _OF_PAGE) or _DATED.match(norm):
        found = _with_glued(norm, found)
    if not found:
        return []
    kinds = {_named(match["key"]) for match in found}
    if found[0]["key"] == "记者" and not kinds & {Field.SOURCE, Field.PUBLISHED}:
        # Beside a source it is who wrote the page; alone it is who asks.
        return []
    lead = norm[: found[0].start("key")]
    if not _LEAD.fullmatch(lead) and not kinds & {Field.SOURCE, Field.PUBLISHED}:
        return []
    # A bracket opened before a key belongs to the key: 【打印】.
    keys = [match.start() - (norm[match.start() - 1 : match.start()] in ("[", "(")) for match in found]
    labelled = [
        Labelled(_named(match["key"]), key, match.end(), end)
        for match, key, end in zip(found, keys, [*keys[1:], len(norm)], strict=True)
    ]
    return [_of_page(each, norm, beside=kinds) for each in labelled]


def _with_glued(norm: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    ends = [match.end() for match in found]
    glued = [match for match in _GLUED.finditer(norm) if match.end() not in ends]
    return sorted([*found, *glued], key=lambda match: match.start("key"))


def _of_page(labelled: Labelled, norm: str, *, beside: set[Field]) -> Labelled:
    """Take a time that a system stamped for when the page was published: no conference begins at 17:16:33."""
    stamp = _SYSTEM_TIME.fullmatch(norm, labelled.start, labelled.end)
    told = squeezed(norm[labelled.key : labelled.start]).strip(":") == "时间"
    exact = stamp is not None and (stamp["second"] or ":00") != ":00"
    if labelled.field is Field.HELD and stamp and told and (exact or Field.SOURCE in beside):
        return replace(labelled, field=Field.PUBLISHED)
    return labelled


def _at_head_only(norm: str) -> list[Labelled]:
    found = _FIELD.match(norm)
    return [Labelled(_named(found["key"]), found.start("key"), found.end(), len(norm))] if found else []


def _named(key: str) -> Field:
    return _FIELD_OF[key.replace(" ", "")]
