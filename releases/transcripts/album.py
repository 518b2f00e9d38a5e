"""The photos of a transcript: their files in order of place, and the words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from releases.document import Photo
from releases.transcripts import captions
from releases.transcripts.captions import Caption
from releases.transcripts.lines import Ledger, Line
from releases.transcripts.result import LeftoverKind, Severity
from releases.transcripts.stacked import visible


@dataclass(frozen=True, slots=True)
class _Waiting:
    index: int
    caption: Caption


class Album:
    """Photos met so far. A file named twice is one photo in two places."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.lines: Sequence[Line] = ledger.lines
        self.photos: list[Photo] = []
        self._by_file: dict[str, int] = {}
        self._last_line = -1  # the last line that was a photo or words of one
        self._last_photo = -1
        self._waiting: _Waiting | None = None

    def place(self, index: int) -> str:
        """Take a line that names a photo and return the photo's id."""
        line = self.lines[index]
        file = line.text.strip()
        number = self._by_file.get(file, len(self.photos))
        if number == len(self.photos):
            self._by_file[file] = number
            self.photos.append(Photo(id=f"f{number + 1}", file=file))
        self.ledger.put(index, 0, len(line.text), f"photos.f{number + 1}.file")
        self._last_line, self._last_photo = index, number
        if self._waiting:
            waiting, self._waiting = self._waiting, None
            self._write(waiting.index, waiting.caption)
        return f"f{number + 1}"

    def caption(self, index: int, *, beside: bool = False) -> bool:
        """Take a line as the words of the photo above or below it, if that is what it is.

        ``beside`` is True where only its place says so.
        """
        line = self.lines[index]
        found = captions.read(line.norm) or (
            captions.beside(line.norm) if beside or line.hint.caption else None
        )
        if found is None:
            return False
        if self._follows_photo(index) and self._free(found):
            self._last_line = index
            self._write(index, found)
            return True
        ahead = visible(self.lines, index)
        if ahead is not None and (self.lines[ahead].hint.photo or captions.is_file(self.lines[ahead].norm)):
            self._waiting = _Waiting(index, found)
            return True
        if not found.certain:
            return False
        self.ledger.leave(index, LeftoverKind.UNPLACED)
        self.ledger.doubt(
            "caption-without-photo", self.lines[index].number, Severity.WARNING,
            "这是图片说明，但旁边没有图片，请补上图片或删去。",
        )  # fmt: skip
        return True

    def _follows_photo(self, index: int) -> bool:
        return self._last_line >= 0 and all(line.blank for line in self.lines[self._last_line + 1 : index])

    def _free(self, found: Caption) -> bool:
        photo = self.photos[self._last_photo]
        return not (
            (found.caption[1] and photo.caption)
            or (found.credit[1] and photo.credit)
            or (found.alt[1] and photo.alt)
        )

    def _write(self, index: int, found: Caption) -> None:
        photo = self.photos[self._last_photo]

        def words(part: str, bounds: tuple[int, int], now: str) -> str:
            return (
                self.ledger.put(index, *bounds, f"photos.{photo.id}.{part}") if bounds[1] > bounds[0] else now
            )

        self.photos[self._last_photo] = replace(
            photo,
            caption=words("caption", found.caption, photo.caption),
            credit=words("credit", found.credit, photo.credit),
            alt=words("alt", found.alt, photo.alt),
        )
