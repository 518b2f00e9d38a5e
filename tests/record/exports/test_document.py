from __future__ import annotations

import hashlib

from hypothesis import HealthCheck, given, settings

from releases.document import Document
from releases.record.exports.document import write
from tests.desk.strategies import documents
from tests.record.exports.making import FULL, edition


def test_document_has_the_digest_of_its_version() -> None:
    assert hashlib.sha256(write(edition())).hexdigest() == FULL.digest


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(documents())
def test_document_has_its_digest_whatever_it_holds(document: Document) -> None:
    assert hashlib.sha256(write(edition(document))).hexdigest() == document.digest
