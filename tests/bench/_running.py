"""What ``make bench`` and ``make drill`` have in common.

Each module of the package that has ``run() -> list[Row]`` is one set. ``ONLY=name`` in the environment keeps the
rows of that name, or of the module of that name. A set without rows lacks what it needs, and has said what: with
``CI=true`` that is a failure.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

import django

from tests.bench.row import Row


def main(package: ModuleType, file: Path) -> int:
    """Run what ONLY asks for of a package, write the rows to the file, and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    only = os.environ.get("ONLY", "")
    names = [module.name for module in pkgutil.iter_modules(package.__path__)]
    modules = {
        name: importlib.import_module(f"{package.__name__}.{name}") for name in names if name[0] != "_"
    }
    sets = {name: module for name, module in modules.items() if hasattr(module, "run")}
    chosen = {only: sets[only]} if only in sets else sets
    rows: list[Row] = []
    not_tried = []
    for name, module in chosen.items():
        sys.stderr.write(f"{name} ...\n")
        found = module.run()
        rows += found
        if not found:
            not_tried.append(name)
    if only not in sets:
        rows = [row for row in rows if only in ("", row["name"])]
    if not_tried:
        sys.stderr.write(f"Not tried: {', '.join(not_tried)}.\n")
    elif not rows:
        sys.stderr.write(f"Nothing here is called {only!r}.\n")
    if not rows:
        return 1
    _print(rows)
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    lacking = not_tried and os.environ.get("CI") == "true"
    return 0 if all(row["holds"] for row in rows) and not lacking else 1


def _print(rows: list[Row]) -> None:
    print(f"{'name':40}{'value':>12} {'unit':10}{'baseline':>12}{'ratio':>9}{'bound':>9}  holds")
    for row in rows:
        print(
            f"{row['name']:40}{row['value']:>12.2f} {row['unit']:10}{row['baseline']:>12.2f}"
            f"{row['ratio']:>9.2f}{row['bound']:>9.2f}  {'yes' if row['holds'] else 'NO'}"
        )
