"""What was published once, put back for every test: publishing two dozen conferences takes a second or more."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.db import connection

from tests.browser.content import Addresses


@dataclass(frozen=True)
class Kept:
    """A whole database in memory, a folder of published files, and where the pages are."""

    database: sqlite3.Connection
    files: Path
    addresses: Addresses

    def put_back(self) -> Addresses:
        """Make database and files what they were, and return the addresses."""
        self.database.backup(connection.connection)
        ContentType.objects.clear_cache()
        shutil.copytree(self.files, _public(), dirs_exist_ok=True)
        return self.addresses


def keep(make: Callable[[], Addresses], folder: Path) -> Kept:
    """Make what is to be kept in the database and the storage of this test, and keep a copy in the folder."""
    addresses = make()
    database = sqlite3.connect(":memory:")
    connection.connection.backup(database)
    shutil.copytree(_public(), folder)
    return Kept(database, folder, addresses)


def _public() -> Path:
    return Path(storages["public"].path(""))
