"""The two places for files, in folders or in buckets, as STORAGES has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from portal.roles import Role

PUBLIC_URL = "/media/"
_PACKAGES = ("storages", "boto3")


@dataclass(frozen=True, slots=True)
class Store:
    """An S3-compatible store: where it is, who asks, and which buckets are the desk's and the public's."""

    url: str
    region: str
    addressing: str
    key: str
    secret: str = field(repr=False)
    desk: str
    public: str


def in_folders(*, desk: Path, public: Path) -> dict[str, Any]:
    """Return the storages as folders of this machine."""
    backend = "portal.storage.WholeFileStorage"
    return {
        "default": {"BACKEND": backend, "OPTIONS": {"location": desk, "base_url": None}},
        "public": {"BACKEND": backend, "OPTIONS": {"location": public, "base_url": PUBLIC_URL}},
    }


def in_buckets(store: Store, *, role: Role) -> dict[str, Any]:
    """Return the storages as buckets; the public's process has the public one alone."""
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if missing:
        raise ImproperlyConfigured(
            f"MEDIA_S3_URL is set, but {', '.join(missing)} cannot be imported: "
            "pip install --require-hashes --no-deps -r .requirements/run-s3.txt"
        )
    needed = {
        "MEDIA_S3_KEY_ID": store.key,
        "MEDIA_S3_SECRET_KEY": store.secret,
        "MEDIA_S3_PUBLIC_BUCKET": store.public,
        **({"MEDIA_S3_DESK_BUCKET": store.desk} if role.has_desk else {}),
    }
    unset = [name for name, value in needed.items() if not value]
    if unset:
        raise ImproperlyConfigured(f"MEDIA_S3_URL is set, but {', '.join(unset)} is not.")
    if store.desk == store.public:
        raise ImproperlyConfigured("MEDIA_S3_DESK_BUCKET has to be another than MEDIA_S3_PUBLIC_BUCKET.")
    found = {"public": _bucket(store, store.public, PUBLIC_URL)}
    return {**found, "default": _bucket(store, store.desk, None)} if role.has_desk else found


def _bucket(store: Store, name: str, base_url: str | None) -> dict[str, Any]:
    options = {
        "bucket_name": name,
        "base_url": base_url,
        "endpoint_url": store.url,
        "region_name": store.region,
        "addressing_style": store.addressing,
        "access_key": store.key,
        "secret_key": store.secret,
    }
    return {"BACKEND": "portal.bucket.BucketStorage", "OPTIONS": options}
