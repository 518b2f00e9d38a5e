"""The signature under the head of the record: Ed25519 (RFC 8032), with the key from settings."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from releases.document import canonical

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature, in base64, and the key that it can be checked with, in PEM.

    ``key_id`` is the beginning of the SHA-256 of the public key's 32 bytes, to tell one key from the next.
    """

    value: str
    public_key: str
    key_id: str


def signed(says: Mapping[str, Any]) -> dict[str, str | None]:
    """Return what is published of a statement: its text, byte for byte what is signed, and the signature."""
    statement = canonical(says)
    signature = sign(statement.encode())
    return {
        "statement": statement,
        "signature": signature.value if signature else None,
        "public_key": signature.public_key if signature else None,
        "key_id": signature.key_id if signature else None,
    }


def sign(statement: bytes) -> Signature | None:
    """Return the signature of the statement, None where the site has no key."""
    key = private_key()
    if key is None:
        return None
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = key.public_key()
    return Signature(
        base64.b64encode(key.sign(statement)).decode(),
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
        hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16],
    )


def private_key() -> Ed25519PrivateKey | None:
    """Return the site's key; ValueError if what is set is none."""
    if not settings.RECORD_KEY:
        return None
    # Seven megabytes of each process, for one address that is seldom asked for.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        seed = base64.b64decode(settings.RECORD_KEY, validate=True)
    except ValueError:
        seed = b""
    if len(seed) != _LENGTH:
        raise ValueError("RECORD_KEY is not 32 bytes in base64.")
    return Ed25519PrivateKey.from_private_bytes(seed)
