"""An address of the copy: where it stands on the site, and in which file its answer is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote_plus, unquote, urlencode

# The longest name that common file systems take.
_LONGEST = 255


class Basis(StrEnum):
    """What the bytes of an answer are made of; they are made anew where that has changed."""

    # One version, or nothing but the code: its key says all.
    FIXED = "fixed"
    # One release with all its versions.
    RELEASE = "release"
    # A release, and in a small part others that are near it.
    NEIGHBOURS = "neighbours"
    # Where releases stand (``outline``), those that it names, and the day.
    LISTS = "lists"
    # Anything that the public may read, and the day.
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Address:
    """A path with what is asked beside it, in the order of the page's own links.

    ``key`` tells one state of what the answer is made of from the next. What is ``first`` is written before
    anything else where it has changed. Of a ``paged`` list each further page is an address too. ``same_as``
    is the path of another address with the same bytes.
    """

    path: str
    asked: tuple[tuple[str, str], ...] = ()
    basis: Basis = Basis.LISTS
    key: str = ""
    first: bool = False
    paged: bool = False
    same_as: str = ""

    @property
    def url(self) -> str:
        """Return the address as a link has it."""
        return f"{self.path}?{urlencode(self.asked)}" if self.asked else self.path

    def file(self) -> str:
        """Return the name of the file, from the root of what is kept; it begins with a slash.

        Every page stands at ``index.html`` in a folder of its own; what is asked beside the path is in the
        file's name: ``index;year=2026;page=2.html``. docs/deploy/mirror.conf finds it by the same rule.
        """
        asked = "".join(f";{name}={quote_plus(value)}" for name, value in self.asked)
        path = unquote(self.path)
        folder, _, name = path.rpartition("/")
        if path.startswith("/api/v1/"):
            name = f"{name or 'index'}.json" if "." not in name else name
        elif not name:
            name = "index.atom" if folder.endswith("/feed") else "index.html"
        stem, dot, ending = name.rpartition(".")
        return f"{folder}/{stem}{asked}{dot}{ending}" if asked and dot else f"{folder}/{name}{asked}"

    def can_be_kept(self) -> bool:
        """Return whether a file may have the name."""
        return all(len(part.encode()) <= _LONGEST for part in self.file().split("/"))
