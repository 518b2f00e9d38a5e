"""What belongs to the page and not to the conference: breadcrumbs, share lines, footers, page breaks."""

from __future__ import annotations

import re
from enum import Enum


class Furniture(Enum):
    """What a line of furniture does to the text around it."""

    HEAD = "head"  # may stand anywhere above the text
    BREAK = "break"  # a page break: the text goes on after it
    FOOT = "foot"  # the text is over
    END = "end"  # the text is over, and what follows names other pages


_SIZE = (
    r"(?:\[? ?字(?:体|号)(?:大小)? ?:? ?(?:\[[^\]]{0,20}\]|(?:[大中小特超] ?[|/]? ?){1,5})?\]?"
    r"|[\[(] ?大 ?[|/]? ?中 ?[|/]? ?小 ?[\])])"
)
_HEAD = re.compile(
    rf"(?:您?(?:当前|现在|目前)?(?:的|所在的?)?位置 ?:.*"
    rf"|(?:网站)?首页 ?(?:>|»|›|-|/|\||→).*"
    rf"|{_SIZE}"
    r"|(?:打印本?页?|收藏本?页?|分享(?:到)?|我要纠错|语音播报|播放"
    r"|无障碍(?:浏览)?|长者版|繁體(?:版)?|English)(?: ?:.{0,30})?"
    r"|点击(?:上方|下方)?蓝字.{0,12}|点击上方.{0,14}|关注我们"
    # 东湖日报 记者 张三 通讯员 李四: who wrote the page.
    r"|(?:[0-9][-0-9:/. ]{7,20})?[^。:]{0,14}记者 {1,3}[\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4}){0,3}"
    r"(?: {0,3}(?:通讯员|实习生) {0,3}[\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4}){0,3})?"
    r"|(?:索 ?引 ?号|信息分类|文号|公开方式|主题分类|发布机构|发文机关|成文日期"
    r"|有效性|生成日期|公开日期) ?:.{0,60})"
)
_BREAK = re.compile(
    r"(?:[-—\[ (]{0,3}第 ?[0-9一二三四五六七八九十]{1,4} ?页"
    r"(?: ?[/,，(]? ?共 ?[0-9一二三四五六七八九十]{1,4} ?页)?[-—\]) ]{0,3}"
    r"|[-—] ?[0-9]{1,4} ?[-—]"
    # Each number whole and each gap in one place: a line of figures must not be cut in every way there is.
    r"|(?=.*(?:页|\]))(?:(?:首页|上一页|下一页|尾页|末页|\[ ?[0-9]{1,3} ?\]|[0-9]{1,3}(?![0-9])) {0,2}){2,}"
    r"|\[? ?(?:上一页|下一页|尾页|末页) ?\]?(?:>>|>)?)"
)
_FOOT = re.compile(
    r"(?:(?:\[ ?(?:关闭|打印|返回|收藏|分享|我要纠错|纠错|TOP|顶部|返回顶部|关闭窗口"
    r"|打印本页|关闭本页|推荐|复制链接)(?:本?页面?|窗口)? ?\] ?)+"
    r"|(?:关闭窗口|返回顶部|打印本页|关闭本页|回到顶部|返回首页)"
    r"(?: ?\|? ?(?:关闭窗口|返回顶部|打印本页|关闭本页))*"
    r"|扫一扫.{0,6}(?:手机|微信|浏览器).{0,14}"
    r"|(?:上|下)一(?:篇|条|则) ?[::].*"
    r"|[\[(]? ?(?:责任?编(?:辑)?|编辑|编审|审核|审校|校对|校审|一审|二审|三审"
    r"|终审|监制|签发|值班编委|供稿|来稿|编校|初审|复审) ?[:|丨][^。!?]{0,80}"
    # 记者：张三, 撰稿 | 李四 王五: a word for a trade, and nothing but names.
    r"|[\[(]?[^\s:。]{0,12}(?:记者|撰稿|文字|图片|视频|图文|主编|总编辑|值班主任|审稿|新媒体编辑|统筹|策划"
    r"|剪辑|制作|排版|通讯员|作者) ?[:|/丨] ?[\u4e00-\u9fff·]{2,4}(?:[ 、/][\u4e00-\u9fff·]{2,4}){0,6}[\])]?"
    r"|(?:素材|图片|资料)来源 ?[:|丨].{0,60}|点赞.{0,4}在看|点个?在看.{0,10}"
    r"|(?:(?:文字|文|图片|图|摄影|撰文|撰稿|通讯员|录入|整理|速记)"
    r" ?[:|/丨] ?[^\s:,。]{2,12}(?: {1,3}|$)){2,4}"
    r"|[-—( ]*(?:完|END|end)[-—) ]*"
    r"|\(?(?:本文|本实录|以上|文字).{0,12}(?:速记|未经.{0,16}审[阅核]).{0,24}\)?"
    r"|[\[(]? ?(?:信息|文章|稿件|新闻|内容)?(?:来源|稿源) ?[:|丨] ?[^。!?;]{2,40}"
    r"|附件 ?[0-9一二三四五]? ?:[^。]{0,100}"
    r"|(?:(?:网站地图|联系我们|关于我们|网站声明|隐私声明|法律声明|使用帮助|设为首页|加入收藏) ?[|/]? ?){2,}"
    r"|(?:版权所有|主办(?:单位)? ?:|承办(?:单位)? ?:|技术支持 ?:|网站标识码|Copyright|©).{0,200}"
    r"|.{0,20}(?:ICP备|公网安备).{0,80}"
    r"|分享到? ?:?.{0,20}|收藏|打印|关闭|返回)"
)
_END = re.compile(
    r"\[?(?:相关链接|相关阅读|相关新闻|延伸阅读|相关稿件|相关报道|相关解读|相关文档|相关附件"
    r"|往期(?:推荐|回顾|精彩(?:回顾)?)|精彩推荐|猜你喜欢)\]? ?:?"
)
_COUNTER = re.compile(r"(?:浏览|阅读|访问|点击)(?:次数|量|数)? ?: ?(?:\[?[0-9]*\]?)? ?次?")
_ORIGIN = re.compile(
    r"[\[(]? ?(?:信息|文章|稿件|新闻|内容)?(?:来源|稿源) ?[:|丨] ?(?P<who>[^。!?;:|丨]{2,30}?)"
    r"(?: {1,3}(?:作者|编辑|记者) ?[:|丨] ?[^:。]{2,16})?[\])]? *"
)
_CUT_SHORT = 260


def kind(norm: str, *, head: bool) -> Furniture | None:
    """Return what kind of furniture a line is, or None; ``head`` is True above the text."""
    line = norm.strip(" ")
    if not line or len(line) > _CUT_SHORT:
        return None
    if head and _HEAD.fullmatch(line):
        return Furniture.HEAD
    if not head and line.startswith(("当前位置", "您的位置", "您所在的位置", "您当前的位置")) and ">" in line:
        return Furniture.HEAD
    if _SIZE_ONLY.fullmatch(line) or _COUNTER.fullmatch(line):
        return Furniture.HEAD
    if _BREAK.fullmatch(line):
        return Furniture.BREAK
    if _END.fullmatch(line):
        return Furniture.END
    if _FOOT.fullmatch(line):
        return Furniture.FOOT
    return None


def origin(norm: str) -> tuple[int, int] | None:
    """Return the bounds of the source that a line below the text names: （来源：某网）."""
    found = _ORIGIN.fullmatch(norm)
    return found.span("who") if found else None


_SIZE_ONLY = re.compile(_SIZE)
SIZE_AT_END = re.compile(rf"{_SIZE} *$")
