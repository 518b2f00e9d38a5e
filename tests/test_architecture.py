"""Arrows never turn back: what each part of the project may import, read from the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for top in ("releases", "portal") for path in (ROOT / top).rglob("*.py"))

# From the folder or module on the left, nothing on the right may be imported.
FORBIDDEN = {
    "releases.difference": ("django", "releases"),
    "releases.document": ("django", "releases"),
    "releases.photos": ("django", "releases"),
    "releases.client": ("releases",),
    "releases.storable": ("django", "releases"),
    "releases.transcripts": ("django", "releases.desk", "releases.record", "releases.demo"),
    "releases.preflight": ("django", "releases.desk", "releases.record", "releases.demo"),
    "releases.audit": (
        "releases.accounts",
        "releases.desk",
        "releases.demo",
        "releases.preflight",
        "releases.record",
        "releases.transcripts",
    ),
    "releases.backup": (
        "releases.accounts",
        "releases.audit",
        "releases.desk",
        "releases.demo",
        "releases.preflight",
        "releases.transcripts",
    ),
    "releases.accounts": (
        "releases.desk",
        "releases.record",
        "releases.transcripts",
        "releases.preflight",
        "releases.demo",
    ),
    "releases.record": (
        "releases.accounts",
        "releases.audit",
        "releases.backup",
        "releases.desk",
        "releases.preflight",
        "releases.transcripts",
        "releases.demo",
    ),
    "releases": ("portal", "tests"),
    "portal": ("releases", "tests"),
}
# Only for what the public reads: the views of a record know no staff.
FORBIDDEN_TO_PUBLIC = ("django.contrib.auth", "django.contrib.admin", "django.contrib.sessions")


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str, module: str, *, package: bool) -> Iterator[str]:
    """Yield the dotted name of everything a module imports, wherever in it that stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = module.split(".")
            above = parts[: len(parts) - node.level + package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("import_module", "__import__")
            and node.args
        ):
            # A name that is put together at run time is beyond reading, and has no place here.
            assert isinstance(node.args[0], ast.Constant), f"{module} imports what cannot be read"
            yield str(node.args[0].value)


def within(name: str, folder: str) -> bool:
    """Return whether the dotted name is the folder or something in it."""
    return name == folder or name.startswith(f"{folder}.")


def turning_back(source: str, module: str, *, package: bool = False) -> list[str]:
    """Return the imports of a module that its place forbids."""
    places = [place for place in FORBIDDEN if within(module, place)]
    forbidden = tuple(name for place in places for name in FORBIDDEN[place])
    if within(module, "releases.record"):
        forbidden += FORBIDDEN_TO_PUBLIC
    names = imported(source, module, package=package)
    return [name for name in names if any(within(name, place) for place in forbidden)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_arrow_turns_back(path: Path) -> None:
    assert turning_back(path.read_text(), name_of(path), package=path.name == "__init__.py") == []


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        ("releases.document", "import django.db", ["django.db"]),
        ("releases.photos", "from releases import document", ["releases.document"]),
        ("releases.transcripts.text", "from releases.document import Turn", []),
        (
            "releases.transcripts.text",
            "def f():\n    from django.utils import timezone",
            ["django.utils.timezone"],
        ),
        ("releases.preflight.links", "from django.conf import settings", ["django.conf.settings"]),
        ("releases.preflight.links", "from releases.document import Turn", []),
        ("releases.record.views.home", "from releases.desk.models import Conference", None),
        ("releases.record.views.home", "from ...desk import models", ["releases.desk.models"]),
        ("releases.record.views.home", "import releases.transcripts as t", ["releases.transcripts"]),
        (
            "releases.record.search",
            "import importlib\nimportlib.import_module('releases.desk')",
            ["releases.desk"],
        ),
        ("releases.record.search", "__import__('releases.desk.freeze')", ["releases.desk.freeze"]),
        ("releases.record.search", "from django.contrib.auth.models import User", None),
        ("releases.audit.chain", "from releases.desk.names import printed_name", None),
        ("releases.audit.chain", "from releases.document import canonical", []),
        ("releases.desk.names", "from releases.audit.chain import append", []),
        ("releases.desk.workflow", "from releases.record import publishing", []),
        ("releases.desk.workflow", "from portal import site", ["portal.site"]),
        ("releases.desk.admin.accounts", "from releases.accounts import second_factor", []),
        (
            "releases.accounts.sessions",
            "from releases.desk.names import printed_name",
            ["releases.desk.names.printed_name"],
        ),
        ("portal.site", "from releases.record import models", ["releases.record.models"]),
    ],
)
def test_the_reading_would_notice(module: str, source: str, found: list[str] | None) -> None:
    back = turning_back(source, module)
    assert back == found if found is not None else len(back) == 1
