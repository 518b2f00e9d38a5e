"""The keys of a site, known by their fingerprints: a backup says which it needs, and holds none."""

from __future__ import annotations

import hashlib

from django.conf import settings

NAMES = ("SECRET_KEY", "RECORD_KEY")


def fingerprints() -> dict[str, str]:
    """Return for each key that is set the first 16 digits of a SHA-256; keys are long and random."""
    return {name: _fingerprint(name, getattr(settings, name)) for name in NAMES if getattr(settings, name)}


def _fingerprint(name: str, value: str) -> str:
    return hashlib.sha256(f"{name}\0{value}".encode()).hexdigest()[:16]
