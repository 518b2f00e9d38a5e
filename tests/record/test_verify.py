from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection

from releases.record.models import Link, Release, Version
from releases.record.publishing import publish, withdraw
from releases.record.verify import faults
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded() -> None:
    """Take the triggers away, as someone with the database's own password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION record_refuse CASCADE")
        else:
            cursor.execute("DROP TRIGGER record_version_immutable")
            cursor.execute("DROP TRIGGER record_release_written_once")


@pytest.fixture
def release() -> Release:
    """Return a release of three versions."""
    release = release_of()
    for title in ("第二版", "第三版"):
        publish(
            document=replace(DOCUMENT, title=title),
            files=no_files,
            by="签发人",
            note="更正",
            release_id=release.pk,
        )
    release.refresh_from_db()
    return release


def changed(number: int, **values: object) -> None:
    """Write to a version as nobody may."""
    Version.objects.filter(number=number).update(**values)


def deleted(**values: object) -> None:
    """Take versions out as nobody may, and their links in the chain of all."""
    Link.objects.filter(**{f"version__{name}": value for name, value in values.items()})._raw_delete(
        "default"
    )
    Version.objects.filter(**values)._raw_delete("default")


def test_sound_chain_has_no_faults(release: Release) -> None:
    assert faults(release) == []


@pytest.mark.usefixtures("unguarded")
def test_changed_document_shows(release: Release) -> None:
    changed(2, document=release.versions.get(number=2).document.replace("第二版", "第2版"))
    assert faults(release) == ["第 2 版：文档与摘要值不符。"]


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    "values",
    [
        {"note": "改过的说明"},
        {"by": "别人"},
        {"kind": "addition"},
        {"published_at": datetime(2020, 1, 1, tzinfo=UTC)},
    ],
)
def test_changed_circumstances_show(release: Release, values: dict[str, object]) -> None:
    changed(2, **values)
    assert faults(release) == ["第 2 版：封印与内容不符。"]


@pytest.mark.usefixtures("unguarded")
def test_forged_version_breaks_the_chain_after_it(release: Release) -> None:
    forged = release.versions.get(number=2)
    forged.note = "改过的说明"
    changed(2, note=forged.note, seal=forged.computed_seal())
    assert faults(release) == ["第 3 版：没有接在上一版之后。"]


@pytest.mark.usefixtures("unguarded")
def test_missing_version_shows(release: Release) -> None:
    deleted(number=2)
    assert faults(release) == ["第 2 版：版本号不连续。", "第 2 版：没有接在上一版之后。"]


@pytest.mark.usefixtures("unguarded")
def test_missing_last_version_does_not_show(release: Release) -> None:
    Release.objects.update(version=release.versions.get(number=2))
    deleted(number=3)
    release.refresh_from_db()
    # Nothing seals the end of a chain: this is why the database refuses deletion as well.
    assert faults(release) == []


@pytest.mark.usefixtures("unguarded")
def test_release_that_contradicts_its_versions_shows(release: Release) -> None:
    Release.objects.update(
        published_at=datetime(2020, 1, 1, tzinfo=UTC),
        state="withdrawn",
        version=release.versions.get(number=1),
    )
    release.refresh_from_db()
    assert faults(release) == [
        "发布时间与第 1 版不一致。",
        "现行版本不是最后一版。",
        "状态与最后一版不一致。",
    ]


@pytest.mark.usefixtures("unguarded")
def test_release_without_versions_shows(release: Release) -> None:
    Release.objects.update(version=None)
    deleted()
    assert faults(release) == ["没有任何版本。"]


def test_withdrawn_release_has_no_faults(release: Release) -> None:
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    release.refresh_from_db()
    assert faults(release) == []
