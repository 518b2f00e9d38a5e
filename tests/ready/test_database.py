from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from portal.ready.database import database, migrations, tables

pytestmark = pytest.mark.django_db


def test_a_migrated_database_is_ready() -> None:
    assert (database(), migrations(), tables()) == ("", "", "")


def test_a_migration_that_was_not_applied_is_told() -> None:
    MigrationRecorder(connection).record_unapplied("record", "0002_triggers")
    assert migrations() == "1 to apply"


def test_a_newer_migration_does_no_harm() -> None:
    MigrationRecorder(connection).record_applied("record", "9999_of_the_next_release")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_topic ADD COLUMN of_the_next_release text")
    assert (migrations(), tables()) == ("", "")


def test_a_column_that_is_missing_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_topic RENAME COLUMN name TO called")
    with pytest.raises(DatabaseError, match="name"):
        tables()
