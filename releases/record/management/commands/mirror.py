"""The mirror command: keep a static copy of the public site, once, or again and again; or check it."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.http.request import validate_host

from releases.record.mirror.checking import Checker, Fault, put_back
from releases.record.mirror.generation import BusyError, Folder
from releases.record.mirror.keeping import PDF_FORMS, Keeper
from releases.record.signature import private_key
from releases.stopping import stop_on_signals

# Seconds between two looks at the site's revision, and between two rounds of checking.
LOOK = 1.0
CHECK = 20.0
# Bytes that a round of checking reads of what looks unchanged: some seconds of one core.
MOST = 2 << 30
# Seconds that a round spends on pages whose neighbours may have changed: at least so many, and twice what the
# last round took, for a large copy takes long to write whatever is new in it.
SWEEP = 5.0
_log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Make the copy what the site is; one process at a time keeps one copy."""

    help = "Keep a static copy of the public site in a folder. --watch stays; --verify checks and mends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and what to do with it."""
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument(
            "--watch",
            action="store_true",
            help=f"stay: follow each publication, check every {CHECK:.0f} seconds; ends on SIGTERM or Ctrl+C",
        )
        parser.add_argument(
            "--verify", action="store_true", help="name what is not as it was written, mend it, and exit 1"
        )
        parser.add_argument(
            "--without-pdf", action="store_true", help="leave out PDF and packs, which take seconds each"
        )

    def handle(
        self,
        *args: Any,  # noqa: ARG002  (BaseCommand's own)
        folder: Path,
        watch: bool,
        verify: bool,
        without_pdf: bool,
        **options: Any,  # noqa: ARG002
    ) -> None:
        """Do one round, or rounds until a signal asks to stop."""
        host = urlsplit(settings.SITE_URL).hostname or ""
        if not validate_host(host, settings.ALLOWED_HOSTS):
            raise CommandError(f"The copy is made of what {host} answers: add it to ALLOWED_HOSTS.")
        copy = Folder(folder)
        if verify and not copy.numbers():
            raise CommandError(
                f"There is no copy in {folder}: name the folder that has current and generations."
            )
        try:
            with copy.alone():
                keeper = Keeper(copy, without=PDF_FORMS if without_pdf else ())
                if verify:
                    self._verify(keeper)
                elif watch:
                    self._watch(keeper)
                else:
                    keeper.update()
        except BusyError as error:
            raise CommandError(f"Another process keeps the copy in {error}: stop it first.") from error

    def _verify(self, keeper: Keeper) -> None:
        if keeper.served and keeper.served.base is not None:
            # What was being written when the last process ended is written first.
            keeper.update()
        faults = Checker(keeper).faults()
        if faults:
            self._mend(keeper, faults)
            raise CommandError(f"{len(faults)} found and put back.")
        if private_key() is None:
            self.stderr.write("RECORD_KEY is not set: nobody can tell who wrote the list of its files.")
        self.stdout.write("The copy is as it was written.")

    def _watch(self, keeper: Keeper) -> None:
        stop = stop_on_signals()
        keeper.stop = stop.is_set
        checker, checked = Checker(keeper), 0.0
        while not stop.is_set():
            close_old_connections()
            try:
                keeper.update(seconds=max(SWEEP, 2 * keeper.took))
                if time.monotonic() - checked >= CHECK:
                    checked = time.monotonic()
                    if faults := checker.faults(most=MOST):
                        self._mend(keeper, faults)
            except InterruptedError:
                return
            except Exception:
                # The database may be restarting; what is served goes on being served.
                _log.exception("mirror goes on after a failure")
            stop.wait(LOOK)

    def _mend(self, keeper: Keeper, faults: list[Fault]) -> None:
        for fault in faults:
            _log.error("The copy was not as it was written. %s", fault)
            self.stdout.write(str(fault))
        self.stdout.flush()
        put_back(keeper, faults)
