"""What a copy says of itself: every file with its digest, and a signed statement of the lists of them."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature

from releases.document import canonical
from releases.record.mirror.address import Basis
from releases.record.signature import private_key, signed

SCHEMA = "mirror/1"
NAME = "manifest.json"
LISTS = "lists"


class NotTrueError(ValueError):
    """A manifest or a list is not as the site wrote it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: the address it answers, how, and what its bytes are; ``file`` is its place in a generation.

    Of a redirection the file is a symbolic link, ``to`` is what it says and the digest is of that. ``made``
    is the state of the site it was made from, ``outline`` where releases stood in lists then; ``shows`` are
    the releases that the page names.
    """

    url: str
    file: str
    status: int
    media_type: str
    size: int
    sha256: str
    basis: Basis
    key: str
    made: str
    shows: tuple[str, ...] = ()
    to: str = ""
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A generation: of which revision it is, and the digest of each list of its files.

    ``lists`` has the releases by id, and ``site`` for what is of none; ``states`` the state of each release
    that its list is of. ``placings`` are what each stands in lists by, ``headings`` what staff keep beside,
    and ``outline`` is of both. A generation with ``base`` is no whole one: it has only what changed first
    since that. ``behind`` counts pages whose neighbours may have changed since.
    """

    number: int
    revision: str
    code: str
    day: str
    made_at: str
    site: str
    base: int | None = None
    behind: int = 0
    without: tuple[str, ...] = ()
    lists: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    placings: dict[str, str] = field(default_factory=dict)
    headings: str = ""
    outline: str = ""


def list_file(name: str) -> str:
    """Return where the list of this name is kept in a generation."""
    return f"{LISTS}/{name}.jsonl"


def written(entries: Iterable[Entry]) -> bytes:
    """Return a list of files as it is kept: a line of JSON for each."""
    return b"".join(canonical(asdict(entry)).encode() + b"\n" for entry in entries)


def read(folder: Path, name: str, manifest: Manifest) -> list[Entry]:
    """Return the entries of a list; NotTrueError where it is not what the manifest says."""
    try:
        data = (folder / list_file(name)).read_bytes()
    except OSError as error:
        raise NotTrueError(list_file(name)) from error
    if hashlib.sha256(data).hexdigest() != manifest.lists[name]:
        raise NotTrueError(list_file(name))
    return [
        Entry(**{**value, "basis": Basis(value["basis"]), "shows": tuple(value["shows"])})
        for value in map(json.loads, data.splitlines())
    ]


def save(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into its generation, signed where the site has a key."""
    value = signed({"schema": SCHEMA, **asdict(manifest)})
    (folder / NAME).write_text(json.dumps(value, indent=1) + "\n")


def load(folder: Path) -> Manifest:
    """Return the manifest of a generation; NotTrueError where the site's key has not signed it.

    A site without a key believes it as it is.
    """
    try:
        value = json.loads((folder / NAME).read_bytes())
        statement = value["statement"]
        _check(statement.encode(), value["signature"])
        says: dict[str, Any] = json.loads(statement)
        if says.pop("schema") != SCHEMA:
            raise NotTrueError(NAME)
        return Manifest(**{**says, "without": tuple(says["without"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotTrueError(NAME) from error


def _check(statement: bytes, signature: str | None) -> None:
    key = private_key()
    if key is None:
        return
    try:
        key.public_key().verify(base64.b64decode(signature or ""), statement)
    except InvalidSignature as error:
        raise NotTrueError(NAME) from error
