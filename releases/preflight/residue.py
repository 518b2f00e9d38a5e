"""What a web page, Word or a clipboard left behind, seen or unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from releases.document import Document
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import excerpt, foreign, texts
from releases.transcripts.lines import unseen, unseen_name

_RULE = "页面残留"
_PAGE = re.compile(
    r"字(?:体|号) ?[:：] ?[\[【［]|^扫一扫.{0,6}(?:手机|微信)"
    r"|扫一扫[，, ]?在?手机(?=上?(?:打开|查看|浏览|阅读|看))|【(?:关闭|打印|返回)】|打印本页|^关闭窗口$"
    r"|返回顶部|[上下]一[篇条][:：]|责任编辑[:：]|点击(?:次数|数)[:：]|您?(?:当前|现在)(?:所在)?位置[:：]"
    r"|点击蓝字关注|往期(?:推荐|回顾)"
)
_MARKUP = re.compile(
    r"&(?:nbsp|amp|lt|gt|quot|ldquo|rdquo|mdash|hellip|middot|#\d{2,5});"
    r"|</?(?:p|br|div|span|a|b|strong|img|td|tr|table|font|o:p)\b[^>]{0,200}>"
)
_WORD = re.compile(
    r"错误[!！] ?未(?:找到引用源|定义书签)|HYPERLINK \"|MERGEFIELD|PAGEREF|_Toc\d{6,}|mso-[a-z]"
    r"|Evaluation Only"
)
_KINDS = ((_PAGE, "网页"), (_MARKUP, "网页代码"), (_WORD, "Word 域代码"))


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001  (every check's signature)
    """Yield a finding for each leftover of a page or a program, and for each text that hides characters."""
    for text in (*texts(document), *foreign(document)):
        for pattern, name in _KINDS:
            for found in pattern.finditer(text.words):
                yield text.finding(
                    "residue",
                    f"像是{name}的残留：{excerpt(text.words, *found.span())}",
                    *found.span(),
                    severity=Severity.AMBER,
                    rule=_RULE,
                )
        hidden = [index for index, char in enumerate(text.words) if unseen(char)]
        if hidden:
            names = "、".join(sorted({unseen_name(text.words[index]) for index in hidden}))
            where = excerpt(text.words, hidden[0], hidden[0] + 1)
            yield text.finding(
                "invisible-character",
                f"有看不见的字符（{names}，{len(hidden)} 处）：{where}",
                hidden[0],
                hidden[0] + 1,
                severity=Severity.AMBER,
                rule=_RULE,
            )
