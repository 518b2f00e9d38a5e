"""document.xml as lines, taken as it streams by: runs, tables, breaks, boxes, list numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from releases.transcripts.numbering import Numbering, number
from releases.transcripts.package import Target
from releases.transcripts.result import TranscriptError
from releases.transcripts.text import MAX_CHARACTERS

MAX_PARAGRAPHS = 20_000
_MAIN = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OFF = ("0", "false", "off", "none")
# Never part of what the file says today: old text of tracked changes, field codes, second copies.
_SKIPPED = frozenset(
    ("del", "moveFrom", "delText", "instrText", "Fallback", "pPrChange", "rPrChange", "sectPr")
)


@dataclass(slots=True)
class Row:
    """One line to be: its words, how many of the first are bold, or the photo it is."""

    text: str
    bold: int = 0
    relation: str = ""
    alt: str = ""


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    boxes: list[Row] = field(default_factory=list)
    bold: int = 0
    leading: bool = True
    num_id: str = ""
    depth: int = 0
    style: str = ""

    def write(self, text: str, *, bold: bool) -> None:
        """Add the words of a run."""
        if self.leading and bold:
            self.bold += len(text)
        elif text.strip():
            self.leading = False
        self.parts.append(text)

    def cut(self) -> None:
        """End a line within the paragraph."""
        self.rows.append(Row("".join(self.parts), self.bold))
        self.parts, self.bold, self.leading = [], 0, True

    def place(self, relation: str, alt: str) -> None:
        """Put a photo here: what stands before it is a line of its own."""
        if "".join(self.parts).strip():
            self.cut()
        self.rows.append(Row("", relation=relation, alt=alt))


class Body(Target):
    """Takes document.xml as it streams by; nothing is kept but the lines."""

    def __init__(self, counted: Numbering, styles: Mapping[str, tuple[str, int]]) -> None:
        self.rows: list[Row] = []
        self.counted = counted
        self.styles = styles
        self.hidden = False
        self.deleted = False
        self._local: dict[str, str] = {}
        self._open: list[_Paragraph] = []
        self._tables: list[list[list[Row]]] = []
        self._sinks: list[list[Row]] = [self.rows]
        self._skip = 0
        self._paragraphs = self._characters = 0
        self._bold = self._vanished = self._in_text = self._in_run = False
        self._alt = ""
        self._ends = {"p": self._end_paragraph, "tc": self._end_cell, "tr": self._end_row,
                      "tbl": self._end_table,
                      "txbxContent": self._end_box, "t": self._end_text, "r": self._end_run}  # fmt: skip
        self._starts = {"p": self._start_paragraph, "tc": self._start_cell, "tbl": self._start_table,
                        "txbxContent": self._start_box, "r": self._start_run,
                        "t": self._start_text}  # fmt: skip

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        name = self._local.get(tag)
        if name is None:
            name = self._local[tag] = _local(tag)
        if self._skip or name in _SKIPPED:
            self._skip += 1
            self.deleted = self.deleted or name in ("del", "moveFrom")
            return
        begin = self._starts.get(name)
        if begin:
            begin()
        elif name in _VALUED and self._open:
            self._value(name, attrib)

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        finish = self._ends.get(self._local[tag])
        if finish:
            finish()

    def data(self, data: str) -> None:
        if self._in_text and not self._skip and self._open:
            self._count(len(data))
            if self._vanished:
                self.hidden = self.hidden or bool(data.strip())
            else:
                self._open[-1].write(data, bold=self._bold)

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MAX_CHARACTERS:
            raise TranscriptError("Word 文件的文字超过文字稿的上限，已拒绝读取。")

    def _start_paragraph(self) -> None:
        self._paragraphs += 1
        if self._paragraphs > MAX_PARAGRAPHS:
            raise TranscriptError(f"Word 文件超过 {MAX_PARAGRAPHS} 段的上限，已拒绝读取。")
        self._open.append(_Paragraph())

    def _end_paragraph(self) -> None:
        paragraph = self._open.pop()
        prefix = self._number(paragraph)
        if paragraph.parts or not paragraph.rows:
            paragraph.cut()
        first = next((row for row in paragraph.rows if not row.relation), None)
        if first and prefix:
            first.text = prefix + first.text
            first.bold += len(prefix) if first.bold else 0
        self._sinks[-1] += [*paragraph.rows, *paragraph.boxes]

    def _number(self, paragraph: _Paragraph) -> str:
        num_id, depth = paragraph.num_id, paragraph.depth
        if not num_id and paragraph.style in self.styles:
            num_id, depth = self.styles[paragraph.style]
        if not num_id or num_id == "0" or not any(part.strip() for part in paragraph.parts):
            return ""
        return self.counted.text(num_id, depth)

    def _start_table(self) -> None:
        self._tables.append([])

    def _start_cell(self) -> None:
        self._sinks.append([])

    def _end_cell(self) -> None:
        cell = self._sinks.pop()
        if self._tables:
            self._tables[-1].append(cell)
        else:
            self._sinks[-1] += cell

    def _end_row(self) -> None:
        if self._tables:
            self._sinks[-1] += _row(self._tables[-1])
            self._tables[-1] = []

    def _end_table(self) -> None:
        self._end_row()
        self._tables.pop()

    def _start_box(self) -> None:
        self._sinks.append([])

    def _end_box(self) -> None:
        box = self._sinks.pop()
        if self._open:
            self._open[-1].boxes += [row for row in box if row.text or row.relation]
        else:
            self._sinks[-1] += box

    def _start_run(self) -> None:
        self._bold = self._vanished = False
        self._in_run = True

    def _end_run(self) -> None:
        self._bold = self._vanished = self._in_run = False

    def _start_text(self) -> None:
        self._in_text = True

    def _end_text(self) -> None:
        self._in_text = False

    def _value(self, name: str, attrib: dict[str, str]) -> None:
        paragraph = self._open[-1]
        values = {key.rpartition("}")[2]: value for key, value in attrib.items()}
        if name == "numId":
            paragraph.num_id = values.get("val", "")
        elif name == "ilvl":
            paragraph.depth = number(values.get("val", ""))
        elif name == "pStyle":
            paragraph.style = values.get("val", "")
        elif name in ("b", "vanish"):
            # The paragraph mark has properties too (outside any run); they format no words.
            on = self._in_run and values.get("val", "1") not in _OFF
            if name == "b":
                self._bold = on
            else:
                self._vanished = on
        elif name in ("br", "cr"):
            # A hundred characters' worth: line breaks are bounded as paragraphs are.
            self._count(MAX_CHARACTERS // MAX_PARAGRAPHS)
            paragraph.cut()
        elif name in ("tab", "noBreakHyphen"):
            if self._in_run:
                paragraph.write("\t" if name == "tab" else "-", bold=self._bold)
        elif name == "docPr":
            self._alt = values.get("descr", "")
        else:
            relation = values.get("embed") or values.get("id") or ""
            if relation:
                paragraph.place(relation, self._alt or values.get("title", ""))
            self._alt = ""


_VALUED = frozenset(
    [
        "numId",
        "ilvl",
        "pStyle",
        "b",
        "vanish",
        "br",
        "cr",
        "tab",
        "noBreakHyphen",
        "docPr",
        "blip",
        "imagedata",
    ]
)


def _local(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    if name in ("p", "r", "t", "tbl", "tr", "tc", "b", "br", "cr", "tab") and f"{namespace}}}" not in _MAIN:
        return ""
    return name


def _row(cells: list[list[Row]]) -> list[Row]:
    """Return a table row as lines: first lines side by side, apart by tabs, then the rest of each cell."""
    if not cells:
        return []
    heads: list[Row] = []
    rest: list[Row] = []
    for cell in cells:
        filled = [row for row in cell if row.text.strip() or row.relation]
        if filled and not filled[0].relation:
            heads.append(filled[0])
            rest += filled[1:]
        else:
            rest += filled
    line = Row("\t".join(row.text.strip() for row in heads), heads[0].bold if heads else 0)
    return [line, *rest] if heads else rest
