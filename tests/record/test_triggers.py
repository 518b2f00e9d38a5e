"""What the database itself refuses, whoever asks and however."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, ProtectedError

from releases.record.models import Release, Version
from tests.record.making import BEIJING, release_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 4, 1, 12, tzinfo=BEIJING)


def refused(sql: str) -> bool:
    """Run raw SQL and say whether the database refused it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError:
        return True
    return False


def test_published_at_is_refused_to_orm() -> None:
    release = release_of(at=NOON)
    release.published_at = NOON - timedelta(days=1)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        release.save()
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Release.objects.update(published_at=F("published_at") + timedelta(seconds=1))
    release.refresh_from_db()
    assert release.published_at == NOON


def test_published_at_is_refused_to_raw_sql() -> None:
    release = release_of(at=NOON)
    assert refused("UPDATE record_release SET published_at = '2020-01-01 00:00:00'")
    release.refresh_from_db()
    assert release.published_at == NOON


def test_id_is_refused_to_raw_sql() -> None:
    release_of()
    assert refused("UPDATE record_release SET id = '20200101-1'")
    assert list(Release.objects.values_list("pk", flat=True)) == ["20260329-1"]


def test_other_columns_of_a_release_may_change() -> None:
    release = release_of(at=NOON)
    release.title = "更正后的标题"
    release.save()
    release.refresh_from_db()
    assert (release.title, release.published_at) == ("更正后的标题", NOON)


@pytest.mark.parametrize("column", [field.column for field in Version._meta.concrete_fields])
def test_version_is_refused_every_change(column: str) -> None:
    release_of()
    before = Version.objects.values().get()
    value = {"number": "7", "id": "7", "published_at": "'2020-01-01 00:00:00'"}.get(column, "'x'")
    assert refused(f'UPDATE record_version SET "{column}" = {value}')  # noqa: S608  (our own columns)
    assert Version.objects.values().get() == before


def test_version_is_refused_to_orm() -> None:
    version = release_of().versions.get()
    version.note = "悄悄改掉"
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        version.save()


@pytest.mark.parametrize(
    ("table", "column"), [("record_release", "published_at"), ("record_version", "note")]
)
def test_published_rows_are_not_replaced(table: str, column: str) -> None:
    release_of()
    columns = {"record_release": Release, "record_version": Version}[table]._meta.concrete_fields
    names = [f'"{field.column}"' for field in columns]
    changed = ["'2020-01-01 00:00:00+08:00'" if name == f'"{column}"' else name for name in names]
    row = f"({', '.join(names)}) SELECT {', '.join(changed)} FROM {table}"  # noqa: S608  (our own tables)
    if connection.vendor == "sqlite":
        statement = f"INSERT OR REPLACE INTO {table} {row}"
    else:
        row = row.replace("'2020", "timestamptz '2020") if column == "published_at" else row
        upsert = f'WHERE true ON CONFLICT (id) DO UPDATE SET "{column}" = EXCLUDED."{column}"'
        statement = f"INSERT INTO {table} {row} {upsert}"
    assert refused(statement)


def test_published_rows_are_not_deleted_by_orm() -> None:
    release = release_of()
    with pytest.raises(ProtectedError):
        release.delete()
    with pytest.raises(ProtectedError):
        release.versions.all().delete()
    assert Version.objects.count() == 1


@pytest.mark.postgresql  # SQLite empties tables between tests by DELETE, so there it is no trigger's to refuse.
@pytest.mark.parametrize("table", ["record_version", "record_release"])
def test_published_rows_are_not_deleted_by_raw_sql(table: str) -> None:
    release_of()
    assert refused(f"DELETE FROM {table}")  # noqa: S608  (our own tables)
    assert Version.objects.count() == 1
