"""Finding the article of a page among its navigation and footer."""

from __future__ import annotations

import re

from releases.transcripts import fields, furniture
from releases.transcripts.lines import Hint, normal, squeezed
from releases.transcripts.markup import Box, Page, Strip
from releases.transcripts.pictures import Files
from releases.transcripts.result import LeftoverKind, TranscriptError
from releases.transcripts.source import Source
from releases.transcripts.text import check_length

_NAMED = re.compile(
    r"(?:^|[ _-])(?:zoom|ucap-content|trs_editor|trs_ueditor|vsb_content|v_news_content|"
    r"article[-_]?(?:con(?:tent)?|body)?"
    r"|(?:main|news|text|detail|con)?[-_]?content|con[-_]?text|xxgk|wznr|nr)(?:[ _-]|\d|$)",
    re.I,
)
_PROSE = re.compile(r"[。，！？：；,!?:;]")
_SENTENCE = re.compile(r"[。！？!?]")
_META_LINE = re.compile(r"(?:来源|发布时间|发布日期)\s*[:：]")
_ORIGIN = re.compile(r"(?:来源|稿源|来源于|出处)\s*[:：]\s*\S")
# What names a site or a column, and no page of it.
_SITE = re.compile(
    r".{0,16}(?:政府|网|网站|门户|办公室|宣传部|委员会|频道|栏目)|首页|(?:市政府)?新闻发布会?|解读回应|图文实录"
)
_SITE_SUFFIX = re.compile(r"\s*[-_|—]+\s*")


def source(page: Page, files: Files) -> Source:
    """Return the page's text with the article told apart from what surrounds it."""
    if not any(strip.text for strip in page.strips):
        raise TranscriptError("网页里没有文字。")
    chosen = _article(page)
    inside = [any(box is chosen for box in strip.box.around()) for strip in page.strips]
    first = inside.index(True) if True in inside else 0
    last = len(inside) - 1 - inside[::-1].index(True) if True in inside else len(inside) - 1
    title = _title(page, last)
    writer = _Writer(files)
    writer.labels(page, has_title=title is not None)
    for number, strip in enumerate(page.strips):
        outside = None if inside[number] else _place(strip, before=number < first)
        if inside[number] and strip.inner_chrome:
            outside = _kind(strip)
        if number == title:
            outside = None
        writer.strip(strip, outside, inside=first <= number <= last, title=number == title)
    return writer.source()


class _Writer:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.lines: list[str] = []
        self.hints: list[Hint] = []

    def labels(self, page: Page, *, has_title: bool) -> None:
        """Write what only the page's labels say as lines of its head."""
        shown = squeezed("".join(strip.text for strip in page.strips))
        title = _named(page)
        if title and not has_title:
            self._line(f"标题：{title}", Hint())
        origin = page.labels.get("contentsource", "")
        if origin and not any(_ORIGIN.search(strip.text) for strip in page.strips):
            self._line(f"来源：{origin}", Hint())
        published = page.labels.get("pubdate", "")
        if published and not _dated(published, shown):
            self._line(f"发布时间：{published}", Hint())

    def strip(self, strip: Strip, outside: LeftoverKind | None, *, inside: bool, title: bool) -> None:
        """Write one line of the page, or an image of the article."""
        if strip.image is None:
            hint = Hint(bold=strip.bold, caption=strip.caption, title=title, outside=outside)
            self._line(strip.text, hint)
        elif inside and outside is None and (file := self.files.name(strip.image, max(1, len(self.lines)))):
            self._line(file, Hint(photo=True))
            alt = self.files.words(strip.image)
            if alt:
                self._line(f"图片描述：{alt}", Hint())

    def source(self) -> Source:
        """Return what was written."""
        text = "\n".join(self.lines)
        check_length(text)
        return Source(text, tuple(self.hints), self.files.data, tuple(self.files.problems))

    def _line(self, text: str, hint: Hint) -> None:
        self.lines.append(text)
        self.hints.append(hint)


def _article(page: Page) -> Box | None:
    """Return the innermost box that holds nearly all of the page's running text."""
    total = 0.0
    for strip in page.strips:
        weight = _weight(strip)
        total += weight
        for box in strip.box.around():
            box.weight += weight
            box.lines += weight > 0
    best: Box | None = None
    depth = -1
    for strip in page.strips:
        for box in strip.box.around():
            if box.parent is None or box.weight < _share(box) * total or total == 0:
                continue
            deep = sum(1 for _ in box.around())
            if deep > depth:
                best, depth = box, deep
            break
    return best


def _share(box: Box) -> float:
    if box.tag in ("article", "main") or _NAMED.search(box.names):
        return 0.5
    return 0.6 if box.lines >= 6 else 0.85


def _weight(strip: Strip) -> float:
    if strip.chrome or not strip.text:
        return 0.0
    own = max(0, len(strip.text.strip()) - strip.linked)
    return own if _PROSE.search(strip.text) else own * 0.3


def _place(strip: Strip, *, before: bool) -> LeftoverKind | None:
    """Return what a line outside the article is; None lets the grammar judge what stands above it."""
    mostly_links = strip.linked * 2 > len(strip.text.strip())
    if before and not mostly_links and (not strip.chrome or _META_LINE.search(strip.text)):
        return None
    if before and fields.on_line(normal(strip.text), strip.text) and not mostly_links:
        return None
    return _kind(strip)


def _kind(strip: Strip) -> LeftoverKind:
    """Return furniture for links and short lines, unplaced for sentences: those may be the article's."""
    own = len(strip.text.strip()) - strip.linked
    linking = own < 40 and (strip.chrome or strip.inner_chrome or strip.linked * 2 > len(strip.text.strip()))
    known = furniture.kind(normal(strip.text), head=False) is not None
    wordless = strip.chrome and not _SENTENCE.search(strip.text)
    return LeftoverKind.FURNITURE if linking or known or wordless else LeftoverKind.UNPLACED


def _title(page: Page, last: int) -> int | None:
    wanted = squeezed(page.labels.get("articletitle", "") or page.title)
    able = [
        (number, strip, squeezed(strip.text))
        for number, strip in enumerate(page.strips[: last + 1])
        if len(squeezed(strip.text)) >= 6 and not strip.linked and not _SITE.fullmatch(squeezed(strip.text))
    ]
    for number, _, words in able:
        if words in wanted and wanted.index(words) in (0, wanted.find(squeezed(_named(page)))):
            return number
    for number, strip, _ in able:
        if strip.heading in (1, 2):
            return number
    return None


def _named(page: Page) -> str:
    """Return the title that the page's labels give it, without the site's and the column's names."""
    parts = [part for part in _SITE_SUFFIX.split(page.title) if part]
    title = page.labels.get("articletitle") or next(
        (p for p in parts if not _SITE.fullmatch(squeezed(p))), ""
    )
    return title if len(squeezed(title)) >= 4 else ""


def _dated(published: str, shown: str) -> bool:
    day = published.strip()[:10]
    spoken = re.sub(r"^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$", r"\1年\2月\3日", day)
    return day in shown or spoken in shown
