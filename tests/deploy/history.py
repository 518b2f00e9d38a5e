"""The code that there was before the tables changed."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

from tests.compatibility import last_release, newer, with_migrations
from tests.roles.serving import ROOT


def code_before(folder: Path) -> Path:
    """Return the code from before the first migration since the last release, from before the last if there is none.

    It is unpacked in the folder. Without git, or where the history does not reach so far, as for what was not
    committed yet, it is the code that is here.
    """
    since = [f"releases/{each.app_label}/migrations/{each.name}.py" for each, _ in newer(last_release())]
    every = [f"releases/{label}/migrations/0*.py" for label in with_migrations()]
    added = _git("log", "--format=%H", "--diff-filter=A", "--", *(since or every)).split()
    if not added:
        return ROOT
    commit = _git("rev-parse", "--verify", f"{added[-1] if since else added[0]}^").strip()
    if not commit:
        return ROOT
    archive = folder / "before.tar"
    _git("archive", "-o", str(archive), commit)
    with tarfile.open(archive) as packed:
        packed.extractall(folder / "before", filter="data")
    archive.unlink()
    return folder / "before"


def _git(*words: str) -> str:
    """Return what git says, nothing where it cannot."""
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""
