"""The English catalogue: gathered from the sources of the public pages and compiled, without GNU gettext.

``make messages`` runs this. A message that is no longer in the sources leaves the catalogue.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "portal/locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
# What the page about the API is made of.
API = "releases/record/api/openapi.json"
# The desk and the accounts speak Chinese alone.
STAFF_TEMPLATES = {"403.html", "403_csrf.html", "accounts", "admin", "desk", "registration"}
# What gettext calls each argument; "c" is the context.
_ONE, _SEVERAL = (1,), (1, 2)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy"), _ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), _SEVERAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def templates() -> list[Path]:
    """Return the templates of the public pages."""
    folder = ROOT / "templates"
    found = sorted(folder.rglob("*.html"))
    return [path for path in found if path.relative_to(folder).parts[0] not in STAFF_TEMPLATES]


def modules() -> list[Path]:
    """Return the Python files that may say something on a public page."""
    return sorted([*(ROOT / "releases/record").rglob("*.py"), *(ROOT / "portal").rglob("*.py")])


def gathered() -> Catalog:
    """Return every message in the sources, without translations."""
    catalog = Catalog(fuzzy=False)
    for path in [*templates(), *modules()]:
        source = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            source = _as_python(source)
        for _, message, comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            name = path.relative_to(ROOT).as_posix()
            catalog.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    for message in _words(json.loads((ROOT / API).read_text(encoding="utf-8"))):
        catalog.add(message, locations=[(API, 0)])
    return catalog


def _words(value: object, name: str = "") -> Iterator[str]:
    """Yield what a description of the API says to people, and what it calls its problems."""
    if isinstance(value, dict) and name == "example":
        if "detail" in value:
            yield value["title"]
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _words(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif name in ("description", "summary") and isinstance(value, str):
        yield value


def kept() -> Catalog:
    """Return the catalogue with its translations."""
    with PO.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def compiled() -> Catalog:
    """Return what the site reads."""
    with MO.open("rb") as file:
        return read_mo(file)


def untranslated(catalog: Catalog) -> Iterator[str]:
    """Yield the messages that have no translation, or whose translation nobody has read."""
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            yield message.id if isinstance(message.id, str) else message.id[0]


def write() -> Catalog:
    """Bring the catalogue up to date with the sources, compile it, and return it."""
    catalog = kept()
    catalog.update(gathered(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    with PO.open("wb") as file:
        write_po(file, catalog, width=110, sort_by_file=True, include_lineno=False)
    with MO.open("wb") as file:
        write_mo(file, catalog)
    return catalog


def _as_python(template: str) -> str:
    """Return the template's messages as calls, each line from its beginning: there is nothing to indent."""
    return re.sub(r"^[ \t]+", "", templatize(template), flags=re.MULTILINE)


if __name__ == "__main__":
    found = write()
    missing = list(untranslated(found))
    sys.stdout.write(f"{len(found)} messages, {len(missing)} without a translation.\n")
    sys.stdout.writelines(f"  {message}\n" for message in missing)
