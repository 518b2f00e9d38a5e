"""Making the files of a generation: taken over where nothing they are made of has changed, else made anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qsl

from releases.record.mirror.address import Address, Basis
from releases.record.mirror.generation import Draft
from releases.record.mirror.manifest import Entry
from releases.record.mirror.render import Site

_RELEASE = re.compile(rb"/(?:releases|questions)/([0-9]{8}-[1-9][0-9]{0,5})")
_NEXT = b'rel="next"'
# What is made anew where a release that it names has changed.
_NAMING = (Basis.NEIGHBOURS, Basis.LISTS)


@dataclass(slots=True)
class Before:
    """What is there already: entries by address, and the folder that holds their files."""

    entries: dict[str, Entry] = field(default_factory=dict)
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes files from one state of the site.

    ``state`` is the site's with the day, ``code`` that of the code. Lists, and pages that name neighbours,
    are made anew where they name one of ``changed``, or were made of another ``outline``; pages that name
    neighbours, for the latter only while ``may_go_on`` says so. Nothing of ``suspects`` is taken over.
    ``between`` is called before each file that is made.
    """

    site: Site
    draft: Draft
    state: str
    code: str
    outline: str = ""
    changed: frozenset[str] = frozenset()
    suspects: frozenset[str] = frozenset()
    may_go_on: Callable[[], bool] = lambda: True
    between: Callable[[], None] = lambda: None

    def entries(self, addresses: Iterable[Address], *before: Before) -> list[Entry]:
        """Write the answers at the addresses, all pages of lists too, and return what to say of them."""
        found: dict[str, Entry] = {}
        for address in addresses:
            if not address.can_be_kept():
                continue
            entry = self._entry(address, before, found)
            while entry is not None:
                found[entry.file] = entry
                following = self._following(address, entry) if address.paged else None
                if following is None:
                    break
                address = following
                entry = self._entry(address, before, found)
        return list(found.values())

    def _entry(self, address: Address, before: Iterable[Before], found: Mapping[str, Entry]) -> Entry | None:
        key = self._key(address)
        same = found.get(f"200{address.same_as}") if address.same_as else None
        if same is not None:
            copy = replace(same, url=address.url, file=f"200{address.file()}", basis=address.basis, key=key)
            self.draft.double(same, copy)
            return copy
        made = found.get(f"200{address.file()}")
        if made is not None and made.key == key:
            # The first page of a list is among what is looked at first, too.
            return made
        old, folder = None, None
        for one in before:
            if address.url in one.entries and one.folder:
                old, folder = one.entries[address.url], one.folder
                break
        if old and folder and self._is_good(old, key) and self.draft.link(old, folder):
            # What was made of this very state was made of its outline.
            return replace(old, outline=self.outline) if old.made == self.state else old
        self.between()
        is_suspect = address.url in self.suspects
        with self.site.answer(address.url) as answer:
            entry = self.draft.write(address, answer, None if is_suspect else old, folder)
        return entry and replace(
            entry, key=key, made=self.state, outline=self.outline, shows=self._shown(address, entry)
        )

    def _is_good(self, entry: Entry, key: str) -> bool:
        if entry.key != key or entry.url in self.suspects:
            return False
        if entry.basis not in _NAMING or entry.made == self.state:
            return True
        if self.changed.intersection(entry.shows):
            return False
        return entry.outline == self.outline or (entry.basis is Basis.NEIGHBOURS and not self.may_go_on())

    def _key(self, address: Address) -> str:
        return f"{self.code}:{self.state if address.basis is Basis.SITE else address.key}"

    def _shown(self, address: Address, entry: Entry) -> tuple[str, ...]:
        if address.basis not in _NAMING or entry.status != 200:
            return ()
        return tuple(sorted({one.decode() for one in _RELEASE.findall(self.draft.read(entry))}))

    def _following(self, address: Address, entry: Entry) -> Address | None:
        if entry.status != 200 or _NEXT not in self.draft.read(entry):
            return None
        asked = dict(address.asked)
        page = str(int(asked.pop("page", "1")) + 1)
        return replace(address, asked=(*asked.items(), ("page", page)))


def again(entries: Iterable[Entry], code: str) -> Iterator[Address]:
    """Yield the addresses of entries, as they were made."""
    for entry in entries:
        path, _, query = entry.url.partition("?")
        asked = tuple(parse_qsl(query))
        yield Address(path, asked, basis=entry.basis, key=entry.key.removeprefix(f"{code}:"))
