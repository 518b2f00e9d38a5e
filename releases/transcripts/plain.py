"""The unlabelled lines of a head: title, subtitle, a bare date, prose, or nothing that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from releases.transcripts import dates
from releases.transcripts.names import body_like
from releases.transcripts.result import LeftoverKind, Severity
from releases.transcripts.stacked import visible
from releases.transcripts.values import Values

_TITLE_WORDS = re.compile(r"发布会|见面会|通气会|吹风会|答记者问|说明会|媒体|访谈|实录|新闻")
_SENTENCE = re.compile(r"[。!?;]")
_EVENT = re.compile(r"举行|召开|举办|召集|发布会")
# A title's second line: ——某市新闻发布会, （第三场）.
_DASHED = re.compile(r" *(?:—|--)")
_COUNTED = re.compile(
    r" *\((?:第.{1,6}场|[一二三四五六七八九十0-9]{1,3}|[上中下]|图文实录|文字实录|实录)\) *"
)
# 来了！某市“双减”政策新闻发布会: as reposts head it.
_EXCLAIMED = re.compile(r"(?=.*(?:发布会|见面会|通气会|吹风会))[^。;]{2,20}[!?][^。;!?]{6,60}[!?]?")
_GREETS = re.compile(r" *(?:各位|大家|女士们|同志们|朋友们|尊敬)")
MAX_TITLE = 120


class Plain:
    """Gives unlabelled lines their places once the whole head is known."""

    def __init__(self, values: Values, indexes: Sequence[int]) -> None:
        self.values = values
        self.header = values.header
        self.ledger = values.ledger
        self.lines = values.lines
        self.indexes = indexes

    def share_out(self) -> None:
        """Give the unlabelled lines their places: the title, a bare date, prose, or left over."""
        title = self._title_index()
        seen_prose = False
        for index in self.indexes:
            line = self.lines[index]
            words = line.norm.strip(" ")
            if index == title:
                self.header.title = self.ledger.put(index, 0, len(line.text), "title")
            elif title is not None and self._subtitle(index, title):
                self.header.title += self.ledger.put(index, 0, len(line.text), "title")
                title = index
            elif self._bare_date(index):
                continue
            elif seen_prose or _is_prose(words):
                seen_prose = True
                self.header.content.append(index)
            else:
                self.ledger.leave(index, LeftoverKind.UNPLACED)
        self.header.content.sort()

    def _title_index(self) -> int | None:
        if self.header.title:
            return None
        short = [i for i in self.indexes if len(self.lines[i].norm.strip(" ")) <= MAX_TITLE]
        fitting = [i for i in short if not _is_prose(self.lines[i].norm.strip(" ")) and not self._dated(i)]
        hinted = [i for i in short if self.lines[i].hint.title]
        worded = [
            i for i in fitting if _TITLE_WORDS.search(self.lines[i].norm) and len(self.lines[i].norm) >= 8
        ]
        # What only names an office above the title is not the title: 某市人民政府新闻办公室.
        named = [i for i in worded if not body_like(self.lines[i].norm)]
        exclaimed = [i for i in short if _EXCLAIMED.fullmatch(self.lines[i].norm.strip(" "))]
        best = hinted or named or worded or exclaimed or fitting
        if not best:
            return None
        above = [i for i in fitting if visible(self.lines, i) == best[0]]
        if _DASHED.match(self.lines[best[0]].norm) and above:
            # The second line of a title carries the words: 新征程 新实践 / ——某市新闻发布会.
            return above[0]
        return best[0]

    def _dated(self, index: int) -> dates.Stamp | None:
        """Return the date that is all there is on a line, brackets aside."""
        norm = self.lines[index].norm
        stamp = dates.first(norm[:80])
        if stamp and not (norm[: stamp.start] + norm[stamp.end :]).strip(" ()[]"):
            return stamp
        return None

    def _subtitle(self, index: int, title: int) -> bool:
        norm = self.lines[index].norm
        return visible(self.lines, title) == index and bool(_DASHED.match(norm) or _COUNTED.fullmatch(norm))

    def _bare_date(self, index: int) -> bool:
        stamp = self._dated(index)
        line = self.lines[index]
        if stamp is None:
            return False
        # A system stamps 2021-05-06 17:16; people write 2021年5月6日.
        if "月" not in line.norm and self.header.published_on is None:
            self.values.publish(index, stamp, 0, len(line.norm))
            return True
        if "月" not in line.norm or self.header.held_text:
            return False
        self.values.hold(index, stamp.start, stamp.end)
        message = "这一行日期没有写明用途，按召开时间处理，请核对。"
        self.ledger.doubt("held-from-bare-date", line.number, Severity.NOTE, message)
        return True


def _is_prose(words: str) -> bool:
    return (
        bool(_SENTENCE.search(words))
        or bool(_GREETS.match(words))
        or len(words) > MAX_TITLE
        or bool("," in words and _EVENT.search(words) and dates.first(words))
    )
