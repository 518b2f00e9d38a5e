"""The environment: the one place that reads it, so that one table can document it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return a variable without the white space around it; an empty one is as good as none."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """Return True for 1/true/yes/on and False for 0/false/no/off; anything else is refused."""
    word = text(name).lower()
    if not word:
        return default
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name}={word!r}: write 1 or 0.")


def one_of(name: str, known: tuple[str, ...], default: str) -> str:
    """Return one of the known words; anything else is refused."""
    word = text(name, default)
    if word not in known:
        raise ImproperlyConfigured(f"{name}={word!r}: write {', '.join(known)}.")
    return word


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list without its empty places; an empty variable is an empty list."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def pairs(name: str, default: str = "") -> list[tuple[str, str]]:
    """Return a comma-separated list of ``name=value``."""
    found = []
    for word in words(name, default):
        left, equals, right = word.partition("=")
        if not (left.strip() and equals and right.strip()):
            raise ImproperlyConfigured(f"{name}: {word!r} is no name=value.")
        found.append((left.strip(), right.strip()))
    return found


def whole_number(name: str, default: int) -> int:
    """Return a whole number."""
    raw = text(name)
    try:
        return int(raw) if raw else default
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r}: write a whole number.") from None


def path(name: str, default: Path) -> Path:
    """Return a path."""
    return Path(text(name, str(default)))


def required(name: str, why: str) -> str:
    """Return a variable that production cannot do without."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {why}")
    return value


def origin(name: str, why: str) -> str:
    """Return a required address of scheme and host alone; printed codes carry it for ever."""
    value = required(name, why).rstrip("/")
    parts = urlsplit(value)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or value != f"{parts.scheme}://{parts.netloc}"
    ):
        raise ImproperlyConfigured(f"{name}={value!r}: write https:// and the host, with nothing after it.")
    return value
