"""HTML elements to lines, each with the box it stands in and how much of it is links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from releases.transcripts.result import TranscriptError
from releases.transcripts.text import MAX_LINES

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BOXES = frozenset(
    [
        "article",
        "aside",
        "body",
        "center",
        "div",
        "dl",
        "footer",
        "form",
        "header",
        "html",
        "main",
        "nav",
        "ol",
        "section",
        "table",
        "td",
        "ul",
    ]
)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "head",
        "audio",
        "video",
        "canvas",
        "map",
    ]
)
_CHROME_TAGS = frozenset(["nav", "footer", "aside", "form", "select", "button", "option"])
_CHROME_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav(?:bar|igation)?|menu|foot(?:er)?|head(?:er)?|top(?:bar)?|bottom|crumbs?|breadcrumb"
    r"|position|location"
    r"|share|bdsharebuttonbox|copyright|side(?:bar)?|related|xgwd|search|login|toolbar|tools?|banner|links?|friend(?:link)?s?"
    r"|pag(?:e|ination|er)|print|qr(?:code)?|ewm|erweima|weixin|wechat|logo|hot"
    r"|rank|recommend|prev(?:next)?)(?:[-_ ]|\d|$)",
    re.I,
)
# Not visibility: served pages of WeChat hide their article so until a script shows it.
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_ALIGNED = re.compile(r"text-align\s*:\s*(\w+)", re.I)
# Words for a photo: no sentence, no label, no heading's number.
_CENTRED = re.compile(r"(?![一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、])[^。！？；：!?;:]{2,60}")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds others, as the article may be one."""

    parent: Box | None
    tag: str
    names: str
    weight: float = 0.0
    lines: int = 0

    def around(self) -> Iterator[Box]:
        """Yield the box and those around it, inside out."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(slots=True)
class Strip:
    """One line of a page, or an image (``image`` holds its attributes)."""

    text: str
    box: Box
    linked: int = 0
    bold: int = 0
    chrome: bool = False
    inner_chrome: bool = False
    heading: int = 0
    # In a <figcaption>, or short and centred like the photo it stands under.
    caption: bool = False
    image: dict[str, str] | None = None


@dataclass(slots=True)
class Page:
    """A page taken apart: its lines in order, its title, and its labels (``<meta>``)."""

    strips: list[Strip] = field(default_factory=list)
    title: str = ""
    labels: dict[str, str] = field(default_factory=dict)


def read(root: etree._Element) -> Page:
    """Return the lines of an HTML tree."""
    return _Walk().run(root)


class _Walk:
    def __init__(self) -> None:
        self.page = Page()
        self.box = Box(None, "", "")
        self.parts: list[str] = []
        self.linked = 0
        self.bold = 0
        self.leading = True
        self.links = self.bolds = self.chromes = self.inner = self.skips = self.pres = 0
        self.heading = 0
        self.captions = 0
        # The alignment of each element around, "" where it sets none: the nearest one counts.
        self.aligned: list[str] = []
        self.row: etree._Element | None = None

    def run(self, root: etree._Element) -> Page:
        self._head(root)
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        self._flush()
        return self.page

    def _head(self, root: etree._Element) -> None:
        for element in root.iter("title", "meta"):
            if element.tag == "title":
                self.page.title = self.page.title or " ".join((element.text or "").split())
            elif (name := element.get("name")) and (content := element.get("content")):
                self.page.labels.setdefault(name.lower(), " ".join(content.split())[:500])

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if self.skips or tag in _SKIPPED:
            self.skips += 1
            return
        if tag in _BLOCKS:
            self._start_block(element, tag)
        elif tag == "br":
            self._flush()
        elif tag == "img":
            self._flush()
            self._strip("", {str(key): str(value) for key, value in element.attrib.items()})
        self.links += tag == "a"
        self.bolds += tag in ("b", "strong") or tag == "th"
        self.pres += tag == "pre"
        self.captions += tag == "figcaption"
        self.aligned.append(_alignment(element, tag))
        self.chromes += _is_chrome(element, tag)
        self.inner += tag in _CHROME_TAGS or _hidden(element)
        self._text(element.text)

    def _start_block(self, element: etree._Element, tag: str) -> None:
        if self.row is not None:
            if tag in ("td", "th") and any(part.strip() for part in self.parts):
                self.parts.append("\t")
                self.leading = False
        else:
            self._flush()
        if tag == "tr" and self.row is None and _is_plain_row(element):
            self.row = element
        if tag in _BOXES:
            names = f"{element.get('id') or ''} {element.get('class') or ''}"[:200]
            self.box = Box(self.box, tag, names)
        if tag[0] == "h" and tag[1:].isdecimal():
            self.heading = int(tag[1:])

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if self.skips:
            self.skips -= 1
            if not self.skips:
                self._text(element.tail)
            return
        if tag in _BLOCKS:
            if self.row is element:
                self.row = None
            if self.row is None:
                self._flush()
            if tag in _BOXES and self.box.parent is not None:
                self.box = self.box.parent
            if self.heading:
                self.heading = 0
        self.links -= tag == "a"
        self.bolds -= tag in ("b", "strong") or tag == "th"
        self.pres -= tag == "pre"
        self.captions -= tag == "figcaption"
        self.aligned.pop()
        self.chromes -= _is_chrome(element, tag)
        self.inner -= tag in _CHROME_TAGS or _hidden(element)
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        if not text or self.skips:
            return
        pieces = text.splitlines() if self.pres else [text]
        for number, piece in enumerate(pieces):
            if number:
                self._flush()
            self._words(_SPACE.sub(" ", piece))

    def _words(self, text: str) -> None:
        if self.links:
            self.linked += len(text.strip())
        if not self.parts:
            text = text.lstrip(" ")
        if self.leading and self.bolds:
            self.bold += len(text)
        elif text.strip():
            self.leading = False
        if text:
            self.parts.append(text)

    def _flush(self) -> None:
        text = "".join(self.parts)
        # What ends a line elsewhere would shift every line below.
        lines = text.splitlines()
        for line in lines:
            if line.strip():
                self._strip(line)
        self.parts = []
        self.linked = self.bold = 0
        self.leading = True

    def _strip(self, text: str, image: dict[str, str] | None = None) -> None:
        if len(self.page.strips) >= MAX_LINES:
            raise TranscriptError(f"网页超过 {MAX_LINES} 行的上限，已拒绝读取。")
        self.page.strips.append(
            Strip(
                text,
                self.box,
                linked=self.linked,
                bold=self.bold,
                chrome=self.chromes > 0,
                inner_chrome=self.inner > 0,
                heading=self.heading,
                caption=self._captions(text),
                image=image,
            )
        )

    def _captions(self, text: str) -> bool:
        if self.captions:
            return True
        nearest = next((each for each in reversed(self.aligned) if each), "")
        after_image = bool(self.page.strips) and self.page.strips[-1].image is not None
        return (
            nearest == "center" and after_image and not self.bolds and bool(_CENTRED.fullmatch(text.strip()))
        )


def _alignment(element: etree._Element, tag: str) -> str:
    if tag == "center":
        return "center"
    styled = _ALIGNED.search((element.get("style") or "")[:500])
    return (styled[1] if styled else element.get("align") or "").lower()


def _is_chrome(element: etree._Element, tag: str) -> bool:
    if tag in _CHROME_TAGS:
        return True
    if tag in ("body", "html"):
        return False
    names = f"{element.get('id') or ''} {element.get('class') or ''}"[:200]
    return bool(_CHROME_NAMES.search(names)) or _hidden(element)


def _hidden(element: etree._Element) -> bool:
    style = element.get("style")
    return bool(style and _HIDDEN.search(style[:500]))


def _is_plain_row(row: etree._Element) -> bool:
    """Return whether a table row is one line of data, not a part of the page's layout."""
    cells = 0
    paragraphs = 0
    for element in row.iterdescendants():
        tag = element.tag
        if tag in ("td", "th"):
            cells += 1
            paragraphs = 0
        elif tag == "p":
            paragraphs += 1
            if paragraphs > 1:
                return False
        elif tag in _BLOCKS or tag in ("br", "img"):
            return False
    return cells > 1
