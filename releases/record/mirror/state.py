"""What answers are made of, as short texts that differ where it does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from releases.record import pdf_needs, revision
from releases.record.models import Release, Section
from releases.record.publisher import publisher

# What pages are made with, below the folder of the project.
_CODE = ("releases", "portal", "templates", "static")


def site_state() -> str:
    """Return the site revision as it is kept; the moment tells a database put back from a backup apart."""
    now = revision.current()
    return f"{now.number}@{now.at.isoformat()}"


def today() -> str:
    """Return the day in the city, which some pages count by."""
    return timezone.localdate().isoformat()


@cache
def code_state() -> str:
    """Return the digest of all that pages are made with beside the record: code, templates, settings."""
    digest = hashlib.sha256()
    for name in _CODE:
        for path in sorted((Path(settings.BASE_DIR) / name).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode())
                digest.update(path.read_bytes())
    said = {name: getattr(settings, name) for name in dir(settings) if name.startswith("SITE_")}
    digest.update(repr((sorted(said.items()), publisher(), pdf_needs.missing())).encode())
    return digest.hexdigest()[:16]


def release_states() -> dict[str, str]:
    """Return the state of every release by its id, in two queries."""
    sections = {
        section.pk: hashlib.sha256(
            repr(
                [
                    (one.path, one.name, one.description, one.keywords, one.column_type, one.position)
                    for one in section.trail()
                ]
            ).encode()
        ).hexdigest()[:8]
        for section in Section.objects.with_parents()
    }
    columns = ("pk", "state", "readable_from", "section_id", "version__seal")
    return {
        pk: f"{state}:{first}:{sections[section]}:{seal[:32]}"
        for pk, state, first, section, seal in Release.objects.order_by("pk").values_list(*columns)
    }
