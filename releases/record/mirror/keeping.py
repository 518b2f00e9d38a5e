"""Keeping a copy up with the site: what changed first in a small generation, then a whole one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.utils import timezone

from releases.record.mirror import manifest as manifests
from releases.record.mirror.address import Address, Basis
from releases.record.mirror.addresses_of_release import addresses_of_release
from releases.record.mirror.addresses_of_site import addresses_of_site, first_of_site
from releases.record.mirror.elsewhere import INSTEAD, NOT_FOUND
from releases.record.mirror.generation import Draft, Folder
from releases.record.mirror.making import Before, Maker, again
from releases.record.mirror.manifest import Manifest, NotTrueError
from releases.record.mirror.outline import places as places_of
from releases.record.mirror.render import Site
from releases.record.mirror.state import code_state, release_states, site_state, today
from releases.record.models import Release, ReleaseState

# Seconds for which a generation that is no longer served stays: what was begun from it can end.
GRACE = 60.0
# While a whole generation is written, the site is asked so often whether something has changed.
_LOOK = 1.0
SITE, FIRST = "site", "first"
# Forms that are PDF, or hold one.
PDF_FORMS = ("pdf", "zip")


class Keeper:
    """Keeps the copy in a folder; whoever calls holds ``Folder.alone``."""

    def __init__(
        self,
        folder: Folder,
        *,
        without: Iterable[str] = (),
        grace: float = GRACE,
        step: Callable[[str], None] = lambda name: None,  # noqa: ARG005
    ) -> None:
        """Begin with what is there: a generation that the site has not signed counts for nothing."""
        self.folder, self._grace, self._step = folder, grace, step
        self._without = tuple(sorted(without))
        self.site = Site()
        self.whole = self._last_whole()
        self.served = self._load(folder.served()) or self.whole
        # Asked between two files: what is being written is left where somebody asks to stop.
        self.stop: Callable[[], bool] = lambda: False
        self._looked = 0.0
        # Seconds that the last whole generation took.
        self.took = 0.0
        # The list of a small generation is asked for once for each release: by its number.
        self._firsts: tuple[int, Before] = (0, Before())

    def is_behind(self) -> bool:
        """Return whether the copy is not all that the site says now."""
        return self._is_old() or self.served is None or self.served.base is not None or self.served.behind > 0

    def update(self, *, seconds: float | None = None) -> None:
        """Bring the copy up to the site; pages of neighbours, for at most so many ``seconds``."""
        if self.whole and self._is_old():
            self._write_first()
            # Their turn comes when what has changed is served.
            seconds = None if seconds is None else 0
        if self.is_behind():
            self.write_whole(seconds=seconds)
        self._tidy(self._grace)

    def _tidy(self, grace: float) -> None:
        self.folder.tidy((one.number for one in (self.whole, self.served) if one), grace)

    def _is_old(self) -> bool:
        served = self.served
        now = (site_state(), today(), code_state(), self._without)
        return served is None or (served.revision, served.day, served.code, served.without) != now

    def _write_first(self) -> None:
        """Serve what a reader looks at first of what has changed, and take away what was withdrawn."""
        whole, number = self.whole, self._next_number()
        assert whole is not None  # noqa: S101  (whoever calls has looked)
        revision, day, states = site_state(), today(), release_states()
        before = Before()
        if self.served and self.served.base == whole.number:
            before = self._before(self.served, FIRST)
        changed = {pk: state for pk, state in states.items() if whole.states.get(pk) != state}
        draft = Draft(self.folder.begin(FIRST))
        # Where releases stand is not looked at here: nothing is taken over from another state.
        state = f"{revision}/{day}"
        maker = Maker(site=self.site, draft=draft, state=state, code=code_state(), outline=state)
        pages: list[Address] = []
        for pk, state in changed.items():
            release = Release.objects.with_page().get(pk=pk)
            addresses = addresses_of_release(release, state, without=frozenset(self._without))
            pages += (address for address in addresses if address.first)
        pages += first_of_site()
        lists = {FIRST: draft.write_list(FIRST, maker.entries(pages, before))}
        facts = self._facts(number, revision, day)
        self._step("written")
        manifest = Manifest(**facts, base=whole.number, lists=lists, states=changed)
        self.folder.finish(draft, manifest)
        self._step("finished")
        self.folder.switch(number)
        self.served = manifest
        self._step("switched")
        gone = [pk for pk, state in changed.items() if state.startswith(ReleaseState.WITHDRAWN)]
        self._take_away(gone)

    def write_whole(self, *, seconds: float | None = None, suspects: Iterable[str] = ()) -> None:
        """Write a whole generation and serve it; nothing of ``suspects`` is taken over from before."""
        begun = time.monotonic()
        until = None if seconds is None else begun + seconds
        revision, day, states, code = site_state(), today(), release_states(), code_state()
        whole = self.whole
        old = whole.states if whole else {}
        changed = frozenset(pk for pk, state in states.items() if old.get(pk) != state)
        places = places_of(self.whole, revision, states, changed)
        draft = Draft(self.folder.begin("whole"))
        maker = Maker(
            site=self.site,
            draft=draft,
            state=f"{revision}/{day}",
            code=code,
            outline=f"{places['outline']}/{day}",
            changed=changed,
            suspects=frozenset(suspects),
            may_go_on=lambda: until is None or time.monotonic() < until,
            between=self._meanwhile,
        )
        lists, behind = {}, 0
        # The newest first: where time is short, it is spent on what is read most.
        for name in (SITE, *reversed(states)):
            lists[name], late = self._list(maker, name, states.get(name, ""), whole)
            behind += late
        number = self._next_number()
        facts = self._facts(number, revision, day) | places
        manifest = Manifest(**facts, behind=behind, lists=lists, states=states)
        is_taken_away = any(states[pk].startswith(ReleaseState.WITHDRAWN) for pk in changed)
        self._finish_whole(draft, manifest, is_taken_away)
        self.took = time.monotonic() - begun

    def _list(self, maker: Maker, name: str, state: str, whole: Manifest | None) -> tuple[str, int]:
        """Write the files of one list and the list; return its digest, and how many of them may be behind."""
        before = []
        if self.served and self.served.base is not None:
            before.append(self._before(self.served, FIRST))
        last = self._before(whole, name) if whole else Before()
        entries = maker.entries(self._addresses(maker, name, state, whole, last), *before, last)
        if whole and last.folder and entries == [*last.entries.values()]:
            maker.draft.link_list(name, last.folder)
            digest = whole.lists[name]
        else:
            digest = maker.draft.write_list(name, entries)
        return digest, sum(one.basis is Basis.NEIGHBOURS and one.outline != maker.outline for one in entries)

    def _addresses(
        self, maker: Maker, name: str, state: str, whole: Manifest | None, last: Before
    ) -> Iterable[Address]:
        if name == SITE:
            copies = (Address(url, basis=Basis.FIXED) for url in (*INSTEAD, *NOT_FOUND))
            return chain(copies, addresses_of_site())
        is_as_before = whole and (whole.code, whole.without) == (maker.code, self._without)
        if whole and is_as_before and last.entries and whole.states.get(name) == state:
            return again(last.entries.values(), maker.code)
        release = Release.objects.with_page().get(pk=name)
        return addresses_of_release(release, state, without=frozenset(self._without))

    def _finish_whole(self, draft: Draft, manifest: Manifest, is_taken_away: bool) -> None:  # noqa: FBT001
        self._step("written")
        self.folder.finish(draft, manifest)
        self.whole = manifest
        if site_state() == manifest.revision:
            self._step("finished")
            self.folder.switch(manifest.number)
            self.served = manifest
        else:
            self._write_first()
        self._step("switched")
        if is_taken_away:
            # Nothing of what was withdrawn is to stay anywhere.
            self._tidy(0)
        self._step("tidied")

    def _meanwhile(self) -> None:
        """Between two files of a whole generation: serve first what has changed since it was begun."""
        if self.stop():
            raise InterruptedError
        if time.monotonic() - self._looked < _LOOK:
            return
        self._looked = time.monotonic()
        if self.whole and site_state() != (self.served or self.whole).revision:
            self._write_first()

    def _before(self, manifest: Manifest, name: str) -> Before:
        """Return what a generation has of a list; nothing where the list is not what the site wrote."""
        if name not in manifest.lists:
            return Before()
        if self._firsts[0] == manifest.number and name == FIRST:
            return self._firsts[1]
        folder = self.folder.generation(manifest.number)
        try:
            before = Before({one.url: one for one in manifests.read(folder, name, manifest)}, folder)
        except NotTrueError:
            return Before()
        if name == FIRST:
            self._firsts = manifest.number, before
        return before

    def _take_away(self, releases: Iterable[str]) -> None:
        """Take what the releases said out of every generation that is on disk."""
        assert self.whole is not None  # noqa: S101  (whoever calls has looked)
        storage = storages["public"]
        for pk in releases:
            for entry in self._before(self.whole, pk).entries.values():
                name = entry.url.removeprefix(storage.url(""))
                # Another release may show the same photo: then it is still there.
                if entry.status == 410 or (name != entry.url and storage.exists(name)):
                    continue
                for number in self.folder.numbers():
                    if self.served is None or number != self.served.number:
                        (self.folder.generation(number) / entry.file).unlink(missing_ok=True)

    def _next_number(self) -> int:
        return max(self.folder.numbers(), default=0) + 1

    def _facts(self, number: int, revision: str, day: str) -> dict[str, Any]:
        return {
            "number": number,
            "revision": revision,
            "code": code_state(),
            "day": day,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "site": settings.SITE_URL,
            "without": self._without,
        }

    def _load(self, number: int | None) -> Manifest | None:
        try:
            return manifests.load(self.folder.generation(number)) if number is not None else None
        except NotTrueError:
            return None

    def _last_whole(self) -> Manifest | None:
        found = (self._load(number) for number in reversed(self.folder.numbers()))
        return next((one for one in found if one and one.base is None), None)
