"""The line that only announces the transcript: 图文实录：, 以下是部分实录：."""

from __future__ import annotations

import re

_OPENER = re.compile(
    r"[\[(—-]*(?:(?:新闻)?(?:发布会)?(?:现场)?(?:图文|文字|现场|全程|发布会|直播|完整|问答|部分|访谈|会议)?(?:直播)?实录(?:全文|如下|内容)?"
    r"|图文直播|文字直播|答记者问|以下(?:是|为).{0,30}?(?:实录|全文|内容)|.{0,12}实录如下|全文如下|图文内容|发布会内容|正文)"
    r"[\])—-]* ?[:。]?"
)


def opener(norm: str) -> bool:
    """Return whether the line only announces the transcript: 图文实录：."""
    line = norm.strip(" ")
    return 0 < len(line) <= 60 and bool(_OPENER.fullmatch(line))
