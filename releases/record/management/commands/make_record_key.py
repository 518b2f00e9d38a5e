"""The make_record_key command: a new key for the signature under the head of the record."""

from __future__ import annotations

import base64
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Print a key; it is kept nowhere."""

    help = "生成一个记录签名密钥（RECORD_KEY），只显示这一次，请妥善保存。"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Print 32 new bytes in base64."""
        seed = Ed25519PrivateKey.generate().private_bytes_raw()
        self.stdout.write(f"RECORD_KEY={base64.b64encode(seed).decode()}")
