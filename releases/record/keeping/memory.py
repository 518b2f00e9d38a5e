"""Pages kept in the memory of this process: the last used, so many bytes of them."""

from __future__ import annotations

import threading
from collections import OrderedDict

from releases.record.keeping.page import Page

# A page that takes more than this part of the room would drive out too many others.
_LARGEST = 8


class Memory:
    """Pages by path and query, of which one that was made of another revision is as good as none."""

    def __init__(self, room: int) -> None:
        """Take up to ``room`` bytes."""
        self.room = room
        self.size = 0
        self._pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, path: str, query: str) -> Page | None:
        """Return the page, of whatever revision."""
        return self._pages.get((path, query))

    def used(self, path: str, query: str) -> None:
        """Let the page stay longer than those that were used before."""
        with self._turn:
            if (path, query) in self._pages:
                self._pages.move_to_end((path, query))

    def keep(self, path: str, query: str, page: Page) -> None:
        """Keep the page, and let go what was used longest ago."""
        if page.size > self.room // _LARGEST:
            return
        with self._turn:
            before = self._pages.pop((path, query), None)
            self._pages[path, query] = page
            self.size += page.size - (before.size if before else 0)
            while self.size > self.room:
                self.size -= self._pages.popitem(last=False)[1].size
