"""Word files for tests: made by python-docx where one could be, by hand where none would make them."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{_KINDS}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
ROOT = f'<Relationship Id="r0" Type="{_KINDS}/officeDocument" Target="word/document.xml"/>'


def body(content: str) -> str:
    """Return a document.xml with this content."""
    return f"<w:document {_NAMESPACES}><w:body>{content}</w:body></w:document>"


def part(tag: str, content: str) -> str:
    """Return another part's XML: numbering, styles, footnotes."""
    return f"<w:{tag} {_NAMESPACES}>{content}</w:{tag}>"


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def relation(name: str, kind: str, target: str, *, external: bool = False) -> str:
    """Return one relation of a part."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{name}" Type="{_KINDS}/{kind}" Target="{target}"{mode}/>'


def relations(*lines: str) -> str:
    """Return a .rels part."""
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(lines)}</Relationships>'


def package(document: str | bytes, parts: dict[str, str | bytes] | None = None, root: str = ROOT) -> bytes:
    """Return a .docx of this document.xml and these further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(root))
        archive.writestr("word/document.xml", document)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def png(width: int = 4, height: int = 3, colour: str = "red") -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()
