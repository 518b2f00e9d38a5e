from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from releases.record.models import Version, VersionKind
from releases.record.models.version import seal_of
from tests.record.making import DOCUMENT, release_of

AT = datetime(2026, 4, 1, 4, 0, 0, 5, tzinfo=UTC)


def test_seal_is_the_sha256_of_what_it_binds() -> None:
    text = (
        '{"by":"沈归舟","digest":"d1","kind":"first","note":"","number":1,"previous":"",'
        '"published_at":"2026-04-01T04:00:00.000005+00:00","release":"20260329-1"}'
    )
    seal = seal_of(
        release="20260329-1",
        number=1,
        digest="d1",
        kind="first",
        note="",
        published_at=AT,
        by="沈归舟",
        previous="",
    )
    assert seal == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.django_db
def test_version_reads_back_what_was_published() -> None:
    version = Version.objects.get(release=release_of())
    assert version.content == DOCUMENT
    assert version.digest == DOCUMENT.digest
    assert version.computed_seal() == version.seal
    assert (str(version), version.get_absolute_url()) == ("20260329-1 v1", "/releases/20260329-1/v1/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "rumour"}, "version_kind_is_known"),
        ({"kind": VersionKind.FIRST}, "version_one_is_the_first"),
        ({"previous": ""}, "version_one_is_the_first"),
        ({"note": ""}, "version_change_has_a_note"),
    ],
)
def test_version_refuses_what_cannot_be(values: dict[str, object], constraint: str) -> None:
    release = release_of()
    second = {
        "release": release,
        "number": 2,
        "kind": VersionKind.CORRECTION,
        "document": "{}",
        "digest": "d",
        "previous": "p",
        "seal": "s",
        "note": "更正",
        "published_at": AT,
        "by": "签发人",
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Version.objects.create(**{**second, **values})
    Version.objects.create(**second)
    # SQLite's trigger against REPLACE speaks before its constraint does.
    taken = r"version_number_is_unique|never changes"
    with pytest.raises(IntegrityError, match=taken), transaction.atomic():
        Version.objects.create(**{**second, "seal": "another"})
