from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.core.management import call_command
from pytest_django.fixtures import Settings

from releases.record.signature import private_key, sign


def test_signature_is_that_of_the_statement_and_of_no_other() -> None:
    signature = sign("澜江".encode())
    assert signature is not None
    key = load_pem_public_key(signature.public_key.encode())
    assert isinstance(key, Ed25519PublicKey)
    key.verify(base64.b64decode(signature.value), "澜江".encode())
    with pytest.raises(InvalidSignature):
        key.verify(base64.b64decode(signature.value), "澜河".encode())


def test_signature_of_rfc_8032(settings: Settings) -> None:
    # RFC 8032, section 7.1, test 2.
    seed = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    settings.RECORD_KEY = base64.b64encode(seed).decode()
    signature = sign(b"\x72")
    assert signature is not None
    assert base64.b64decode(signature.value).hex() == (
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )


def test_nothing_is_signed_without_a_key(settings: Settings) -> None:
    settings.RECORD_KEY = ""
    assert sign(b"x") is None


@pytest.mark.parametrize("key", ["not base64", "c2hvcnQ=", "密钥"])
def test_what_is_no_key_is_refused(settings: Settings, key: str) -> None:
    settings.RECORD_KEY = key
    with pytest.raises(ValueError, match="32 bytes"):
        private_key()


def test_new_keys_are_keys_and_never_the_same(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    seen = set()
    for _ in range(2):
        call_command("make_record_key")
        name, _, settings.RECORD_KEY = capsys.readouterr().out.strip().partition("=")
        assert name == "RECORD_KEY"
        assert private_key() is not None
        seen.add(settings.RECORD_KEY)
    assert len(seen) == 2
