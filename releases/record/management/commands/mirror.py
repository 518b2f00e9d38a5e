"""The mirror command: keep a static copy of the public site, once, or again and again; or check it."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.http.request import validate_host

from releases.record.mirror.checking import Checker, Fault
from releases.record.mirror.generation import BusyError, Folder
from releases.record.mirror.keeping import PDF_FORMS, Keeper
from releases.record.mirror.putting_back import put_back
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
        parser.add_argument("folder", type=_folder, metavar="DIR")
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
        if private_key() is None:
            self.stderr.write("RECORD_KEY is not set: nobody can tell who wrote the list of its files.")
        with _alone(folder, is_to_be_there=verify) as copy:
            keeper = Keeper(copy, without=PDF_FORMS if without_pdf else ())
            if verify:
                self._verify(keeper)
            elif watch:
                self._watch(keeper)
            else:
                keeper.update()

    def _verify(self, keeper: Keeper) -> None:
        if keeper.served and keeper.served.base is not None:
            # What was being written when the last process ended is written first.
            keeper.update()
        faults = Checker(keeper).faults()
        if faults:
            self._mend(keeper, faults)
            raise CommandError(f"{len(faults)} found and put back.")
        self.stdout.write("The copy is as it was written.")

    def _watch(self, keeper: Keeper) -> None:
        stop = stop_on_signals()
        keeper.stop = stop.is_set
        checker, checked = Checker(keeper), 0.0
        while not stop.is_set():
            close_old_connections()
            try:
                with _going_on():
                    keeper.update(seconds=max(SWEEP, 2 * keeper.took))
                # Whatever became of that: with the database away it is the copy that is read.
                if time.monotonic() - checked >= CHECK:
                    checked = time.monotonic()
                    with _going_on():
                        self._mend(keeper, checker.faults(most=MOST))
            except InterruptedError:
                return
            stop.wait(LOOK)

    def _mend(self, keeper: Keeper, faults: list[Fault]) -> None:
        for fault in faults:
            _log.error("The copy was not as it was written. %s", fault)
            self.stdout.write(str(fault))
        self.stdout.flush()
        if faults:
            put_back(keeper, faults)


@contextmanager
def _alone(folder: Path, *, is_to_be_there: bool) -> Iterator[Folder]:
    """Give the copy in the folder to this process alone."""
    with ExitStack() as stack:
        try:
            copy = Folder(folder)
            if is_to_be_there and not copy.numbers():
                raise CommandError(
                    f"There is no copy in {folder}: name the folder that has current and generations."
                )
            stack.enter_context(copy.alone())
        except BusyError as error:
            raise CommandError(f"Another process keeps the copy in {error}: stop it first.") from error
        except OSError as error:
            raise CommandError(f"No copy can be kept in {folder}: {error.strerror}.") from error
        yield copy


@contextmanager
def _going_on() -> Iterator[None]:
    """Log what fails and go on, for the database may be restarting; what is served goes on being served."""
    try:
        yield
    except InterruptedError:
        raise
    except Exception:
        _log.exception("mirror goes on after a failure")


def _folder(text: str) -> Path:
    if not text:
        raise ArgumentTypeError("name a folder")
    return Path(text)
