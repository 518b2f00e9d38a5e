"""What the database itself refuses of the trail, whoever asks and however."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from releases.audit.models import Entry
from tests.audit.making import three

pytestmark = pytest.mark.django_db
COLUMNS = [str(field.column) for field in Entry._meta.concrete_fields]
KEPT, NEXT = "the audit trail is only ever added to", "a row of the audit trail follows the last one"


def refused(sql: str) -> str:
    """Run raw SQL and return the words with which the database refused it."""
    before = list(Entry.objects.values())
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as error:
        assert list(Entry.objects.values()) == before
        return str(error).splitlines()[0]
    return ""


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_changes(column: str) -> None:
    three()
    value = "'2020-01-01 00:00:00+08:00'" if column == "at" else "7"
    assert refused(f"UPDATE audit_entry SET {column} = {value} WHERE number = 2") == KEPT  # noqa: S608  (our own columns)


def test_no_row_goes() -> None:
    three()
    assert refused("DELETE FROM audit_entry") == KEPT
    assert refused("DELETE FROM audit_entry WHERE number = 3") == KEPT


@pytest.mark.postgresql  # SQLite has no TRUNCATE.
def test_the_trail_is_not_emptied() -> None:
    three()
    assert refused("TRUNCATE audit_entry") == KEPT
    assert refused("TRUNCATE audit_entry CASCADE") == KEPT


def test_orm_changes_and_deletes_nothing() -> None:
    entry = three()[1]
    entry.detail = "悄悄改掉"
    acts = (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(detail=""))
    for act in acts:
        with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
            act()
    assert list(Entry.objects.values_list("detail", flat=True)) == ["第 2 次", "第 1 次", "第 0 次"]


def insert(number: str, previous: str, *, verb: str = "INSERT") -> str:
    """Return the SQL for a copy of row 2 with another number and previous hash."""
    given = {"number": number, "previous": previous, "detail": "'x'"}
    values = ", ".join(given.get(column, column) for column in COLUMNS)
    return f"{verb} INTO audit_entry ({', '.join(COLUMNS)}) SELECT {values} FROM audit_entry WHERE number = 2"  # noqa: S608  (our own columns)


@pytest.mark.parametrize("number", ["0", "2", "3", "5"])
def test_a_row_takes_no_place_but_the_next(number: str) -> None:
    last = three()[2]
    assert refused(insert(number, f"'{last.hash}'")) == NEXT
    with connection.cursor() as cursor:
        cursor.execute(insert("4", f"'{last.hash}'"))
    assert Entry.objects.count() == 4


def test_a_row_follows_no_other_than_the_last() -> None:
    three()
    assert refused(insert("4", "previous")) == NEXT


def test_rows_are_not_replaced() -> None:
    three()
    statement = insert("number", "previous")
    if connection.vendor == "sqlite":
        statement = insert("number", "previous", verb="INSERT OR REPLACE")
    else:
        statement += " ON CONFLICT (number) DO UPDATE SET detail = 'x'"
    assert refused(statement) == NEXT


def test_a_chain_begins_at_one() -> None:
    values = "2, '2020-01-01 00:00:00+08:00', NULL, '', '', 'step', '', '', 'ok', NULL, '', '', 'x'"
    assert refused(f"INSERT INTO audit_entry ({', '.join(COLUMNS)}) VALUES ({values})") == NEXT  # noqa: S608  (our own columns)
