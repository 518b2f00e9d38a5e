"""Where uploaded and published files are kept."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """A folder in which a file is whole or not there, whatever happens while it is written.

    Django's own writes under the final name: a process that is killed then leaves the half of a file, which
    looks to all who come later like the whole one.
    """

    def _save(self, name: str, content: File[bytes]) -> str:
        written = super()._save(str(Path(name).with_name(f".{uuid4().hex}")), content)  # type: ignore[misc]  # untyped
        partial = Path(self.path(written))
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.rename(self.path(name))
        return name
