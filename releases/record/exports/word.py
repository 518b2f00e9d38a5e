"""``.docx``: a Word file with styles, photos and where it comes from, which the desk could read in again."""

from __future__ import annotations

import io
import tempfile
import zipfile
from typing import IO, Any

import docx
import segno
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from releases.document import Kind, Paragraph, Photo, Turn
from releases.record.exports.edition import Edition
from releases.record.exports.inert import plain
from releases.record.exports.pictures import jpeg
from releases.record.exports.words import below, days_of, facts, name_of, provenance, unplaced

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "宋体"
_HEADING_FONT = "黑体"
_WIDTH = Cm(14.6)
# 167 dots an inch at that width; the full sizes of many photos would make a file that nobody can send.
_WIDEST = 960


def write(edition: Edition) -> bytes:
    """Return the file; nothing in it tells when or on which machine it was made."""
    # On disk meanwhile: with many photos each copy of it in memory is one too many.
    with tempfile.TemporaryFile() as file:
        _save(edition, file)
        return _dated(file, edition)


def _save(edition: Edition, file: IO[bytes]) -> None:
    document = docx.Document()
    _set_up(document, edition)
    if edition.embargo:
        document.add_paragraph(plain(edition.embargo.line), style="发言人")
    document.add_paragraph(plain(edition.document.title), style="Title")
    for name, words in facts(edition):
        document.add_paragraph(f"{name}：{plain(words)}")
    if edition.document.summary:
        document.add_paragraph(f"摘要：{plain(edition.document.summary)}")
    if edition.document.turns:
        document.add_paragraph("图文实录：", style="Heading 1")
    for turn in edition.document.turns:
        _turn(document, turn, edition)
    _end(document, edition)
    document.save(file)


def _dated(file: IO[bytes], edition: Edition) -> bytes:
    """Return the package with the version's time on every part: the same words are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as dated:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, edition.at.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            dated.writestr(part, made.read(name))
    return out.getvalue()


def _set_up(document: Any, edition: Edition) -> None:  # noqa: ANN401  (python-docx has no types)
    for name in ("Normal", "Title", "Heading 1", "Header", "Footer", "Caption"):
        style = document.styles[name]
        font = _HEADING_FONT if name in ("Title", "Heading 1") else _FONT
        style.font.name = font
        # Without it Word sets Chinese in whatever the template's theme says.
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    speaker = document.styles.add_style("发言人", WD_STYLE_TYPE.PARAGRAPH)
    speaker.base_style = document.styles["Normal"]
    speaker.font.bold = True
    speaker.paragraph_format.keep_with_next = True
    speaker.paragraph_format.space_before = Pt(10)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    above = f"{edition.document.source or edition.organiser}　{edition.address}"
    below = f"第 {edition.number} 版　SHA-256 {edition.digest}"
    if edition.embargo:
        # On every page: one that is copied alone still says for whom it was.
        above, below = edition.embargo.line, f"{edition.embargo.line}　SHA-256 {edition.digest}"
    section.header.paragraphs[0].text = plain(above)
    section.footer.paragraphs[0].text = plain(below)
    facts = document.core_properties
    facts.title, facts.author = plain(edition.document.title), edition.organiser
    facts.keywords = plain("、".join(edition.document.keywords))
    facts.comments, facts.identifier = "", edition.address
    facts.created = facts.modified = edition.at.replace(tzinfo=None)
    facts.last_modified_by, facts.language = edition.organiser, "zh-CN"


def _turn(document: Any, turn: Turn, edition: Edition) -> None:  # noqa: ANN401  (python-docx has no types)
    name, days = plain(name_of(turn, edition)), days_of(turn)
    if name and turn.kind is not Kind.NARRATION:
        document.add_paragraph(f"{name}：", style="发言人")
    if days:
        document.add_paragraph(f"（{days}）")
    for block in turn.blocks:
        if isinstance(block, Paragraph):
            document.add_paragraph(plain(block.text))
        else:
            _picture(document, edition.document.photo(block.photo), edition)


def _picture(document: Any, photo: Photo, edition: Edition) -> None:  # noqa: ANN401  (python-docx has no types)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    picture = paragraph.add_run().add_picture(io.BytesIO(jpeg(edition, photo, _WIDEST)), width=_WIDTH)
    about = picture._inline.docPr
    about.set("name", photo.id)
    about.set("descr", plain(photo.alt or photo.caption))
    if words := below(photo):
        document.add_paragraph(f"图片说明：{plain(words)}", style="Caption")


def _end(document: Any, edition: Edition) -> None:  # noqa: ANN401  (python-docx has no types)
    # A code of the page it was given by would open that page to whoever sees the paper.
    if not edition.embargo:
        # The line that ends a government page: whoever reads the file in again knows that the text is over.
        document.add_paragraph("扫一扫在手机打开当前页", style="Caption")
        code = io.BytesIO()
        segno.make_qr(edition.paper, error="m").save(code, kind="png", scale=8, border=4)
        document.add_picture(code, width=Cm(3.2))
    rest = unplaced(edition.document)
    if rest:
        document.add_paragraph("发布会照片", style="Heading 1")
    for photo in rest:
        _picture(document, photo, edition)
    for one in edition.document.attachments:
        document.add_paragraph(f"附件：{plain(one.title or one.file)}　{edition.attachment_url(one)}")
    for line in provenance(edition).split("\n"):
        document.add_paragraph(plain(line), style="Caption")
