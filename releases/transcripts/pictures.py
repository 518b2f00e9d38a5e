"""Images of a web page by the names of their files; nothing is fetched."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote, urlsplit

from releases.transcripts import captions, images
from releases.transcripts.lines import normal
from releases.transcripts.result import Problem, Severity

_ICON = re.compile(
    r"(?:icon|logo|print|close|share|blank|spacer|arrow|line|dot|bg|ewm|qrcode|weixin|wx)[-_0-9]*\.\w+", re.I
)
_DATA = re.compile(r"data:image/(?P<kind>jpeg|jpg|png|gif|webp|bmp)(?:;[\w=-]+)*;base64,", re.I)
_LAZY = ("data-src", "data-original", "data-lazy-src", "_src")
_SMALL = 40


class Files:
    """Names for a page's images, each address its own, and the bytes of those within the page."""

    def __init__(self, problems: list[Problem]) -> None:
        self.data: dict[str, bytes] = {}
        self.problems = problems
        self._by_address: dict[str, str] = {}
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def name(self, attributes: dict[str, str], line: int) -> str:
        """Return the file name of an image, "" for an icon of the page."""
        if any(_size(attributes.get(side, "")) for side in ("width", "height")):
            return ""
        address = attributes.get("src", "")
        lazy = next((attributes[key] for key in _LAZY if attributes.get(key)), "")
        if lazy and (not address or address.startswith("data:") or _ICON.search(address)):
            address = lazy
        if not address:
            return ""
        if address in self._by_address:
            return self._by_address[address]
        embedded = _DATA.match(address)
        file = self._embedded(embedded, address, line) if embedded else _file(address)
        if file:
            file = self._unused(file)
            self._by_address[address] = file
            if embedded:
                self.data[file] = self.data.pop("")
        return file

    def words(self, attributes: dict[str, str]) -> str:
        """Return an image's description, "" where it only repeats a file name."""
        alt = " ".join((attributes.get("alt") or "").split())[:150]
        return "" if captions.is_file(normal(alt)) or "." in alt[-6:-2] else alt

    def _embedded(self, found: re.Match[str], address: str, line: int) -> str:
        try:
            data = base64.b64decode(address[found.end() :], validate=False)
        except (binascii.Error, ValueError):
            data = b""
        file = f"image{len(self._by_address) + 1}.{found['kind'].lower().replace('jpeg', 'jpg')}"
        if not images.is_photo(data, file):
            self.problems.append(
                Problem(
                    "unusable-photo", line, Severity.WARNING, "网页里有一张内嵌图片无法识别，请另行补上。"
                )
            )
            return ""
        self.data[""] = data
        return file

    def _unused(self, file: str) -> str:
        stem, dot, suffix = file.rpartition(".")
        name = file
        while name in self._taken:
            self._counts[file] = self._counts.get(file, 1) + 1
            name = f"{stem}-{self._counts[file]}{dot}{suffix}"
        self._taken.add(name)
        return name


def _size(text: str) -> bool:
    digits = text.strip().removesuffix("px")
    return digits.isascii() and digits.isdecimal() and len(digits) < 6 and int(digits) <= _SMALL


def _file(address: str) -> str:
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        path = address
    name = unquote(path.replace("\\", "/").rpartition("/")[2])
    if _ICON.fullmatch(name):
        return ""
    kept = "".join(char if char.isalnum() or char in "._-()（）" else "_" for char in name)[-100:]
    return kept if kept.strip("._") else "image"
