"""A Word file as lines, with its photos where they stand."""

from __future__ import annotations

import posixpath

from releases.transcripts import captions, images, numbering
from releases.transcripts.lines import Hint, normal
from releases.transcripts.numbering import Numbering
from releases.transcripts.package import Package, opened
from releases.transcripts.result import LeftoverKind, Problem, Severity, TranscriptError
from releases.transcripts.source import Source
from releases.transcripts.wordtext import Body, Row


def read(data: bytes) -> Source:
    """Return the lines of a Word file and the photos embedded in it."""
    package = opened(data)
    main = next(
        (r.part for r in package.relations("").values() if r.kind == "officeDocument"), "word/document.xml"
    )
    if main not in package.names or not main.endswith("document.xml"):
        raise TranscriptError("这不是 Word 文字稿（.docx），请用 Word 另存为 .docx 后再上传。")
    body = Body(numbering.read(package), numbering.styles(package))
    package.parse(main, body)
    return _Assembly(package, main).source(body)


class _Assembly:
    """Puts the lines together and fetches each photo's bytes once."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.relations = package.relations(main)
        self.lines: list[str] = []
        self.hints: list[Hint] = []
        self.files: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._names: dict[str, str] = {}

    def source(self, body: Body) -> Source:
        """Return the body's lines, its notes left over below them."""
        for row in body.rows:
            self._add(row)
        for notes in ("word/footnotes.xml", "word/endnotes.xml"):
            if notes in self.package.names:
                self._add_notes(notes)
        self._mention(body)
        return Source("\n".join(self.lines), tuple(self.hints), self.files, tuple(self.problems))

    def _add(self, row: Row) -> None:
        if not row.relation:
            # The characters that end a line elsewhere would shift every hint below.
            for number_, part in enumerate(row.text.splitlines() or [""]):
                self._line(part, Hint(bold=row.bold if number_ == 0 else 0))
            return
        relation = self.relations.get(row.relation)
        if relation is None or relation.part not in self.package.names:
            self._problem("missing-photo", "文档里有一张图片找不到内容，请另行补上。")
            return
        self._line(self._photo(relation.part), Hint(photo=True))
        alt = " ".join(row.alt.split())
        if (
            alt
            and not captions.is_file(normal(alt.replace("\\", "/").rpartition("/")[2]))
            and len(alt) <= 150
        ):
            self._line(f"图片描述：{alt}", Hint())

    def _photo(self, part: str) -> str:
        if part in self._names:
            return self._names[part]
        file = _safe(posixpath.basename(part))
        while file in self._names.values():
            file = f"_{file}"
        self._names[part] = file
        data = self.package.read(part)
        if images.is_photo(data, file):
            self.files[file] = data
        else:
            self._problem("unusable-photo", f"图片 {file} 不是网页能用的格式，请换成 JPG 或 PNG 后补上。")
        return file

    def _add_notes(self, name: str) -> None:
        notes = Body(Numbering(), {})
        self.package.parse(name, notes)
        for row in notes.rows:
            if row.text.strip():
                self._line(" ".join(row.text.split()), Hint(outside=LeftoverKind.UNPLACED))

    def _mention(self, body: Body) -> None:
        if body.deleted:
            self._problem("tracked-changes", "文档里有修订痕迹，已按“接受全部修订”读取，请核对。", line=1)
        if body.hidden:
            self._problem("hidden-text", "文档里有隐藏文字，没有导入。", line=1)
        if any(name.startswith("word/comments") for name in self.package.names):
            self._problem("comments", "文档里有批注，批注没有导入。", line=1)

    def _line(self, text: str, hint: Hint) -> None:
        self.lines.append(text)
        self.hints.append(hint)

    def _problem(self, code: str, message: str, line: int | None = None) -> None:
        number_ = line or max(1, len(self.lines))
        self.problems.append(Problem(code, number_, Severity.WARNING, message))


def _safe(name: str) -> str:
    """Return a part's name as a file name that stands on one line."""
    kept = "".join(char if char.isalnum() or char in "._-" else "_" for char in name)
    return kept[-100:] if kept.strip("._") else "image"
