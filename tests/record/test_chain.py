from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from releases.document import digest_of
from releases.record import chain
from releases.record.models import Link, Version
from releases.record.publishing import withdraw
from tests.record.chaining import unguarded
from tests.record.making import several

pytestmark = pytest.mark.django_db

migration = import_module("releases.record.migrations.0008_chain")


@pytest.fixture
def three() -> list[Link]:
    """Publish two releases, withdraw the first, and return the links."""
    first, _ = several(2)
    withdraw(release_id=first.pk, reason="重新核实。", by="签发人")
    return list(Link.objects.select_related("version"))


def test_every_version_is_chained_in_the_order_of_publishing(three: list[Link]) -> None:
    assert [(link.number, link.version.release_id, link.version.number) for link in three] == [
        (1, "20260101-1", 1),
        (2, "20260102-1", 1),
        (3, "20260101-1", 2),
    ]
    assert [link.previous for link in three] == ["", three[0].hash, three[1].hash]
    assert list(chain.faults()) == []


def test_hash_of_a_link_is_that_of_what_anybody_may_know(three: list[Link]) -> None:
    version = three[1].version
    text = (
        f'{{"digest":"{version.digest}","number":2,"previous":"{three[0].hash}","release":"20260102-1",'
        f'"seal":"{version.seal}","version":1}}'
    )
    assert three[1].hash == digest_of(text)
    assert str(three[1]) == f"2 {three[1].hash[:12]}"


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("UPDATE record_link SET hash = 'x' WHERE number = 2", ["全站链条第 2 环与 20260102-1 v1 不符。"]),
        ("UPDATE record_link SET previous = 'x' WHERE number = 2", ["全站链条第 2 环没有接在上一环之后。"]),
        (
            "DELETE FROM record_link WHERE number = 2",
            ["全站链条缺第 2 环。", "20260102-1 v1 不在全站链条里。"],
        ),
        ("DELETE FROM record_link WHERE number = 3", ["20260101-1 v2 不在全站链条里。"]),
    ],
)
@pytest.mark.usefixtures("three")
def test_chain_that_was_changed_is_told(sql: str, found: list[str]) -> None:
    unguarded(sql)
    assert [fault for fault in chain.faults() if fault in found] == found


@pytest.mark.usefixtures("three")
def test_database_refuses_to_change_a_link() -> None:
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Link.objects.filter(number=2).update(hash="x")
    instead = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{instead} INTO record_link (number, version_id, previous, hash)"  # noqa: S608  (constants)
            " SELECT 2, version_id, previous, 'x' FROM record_link WHERE number = 2"
        )
    assert list(chain.faults()) == []


@pytest.mark.postgresql
@pytest.mark.usefixtures("three")
def test_database_refuses_to_delete_a_link() -> None:
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Link.objects.filter(number=3).delete()


def test_what_was_published_before_there_was_a_chain_is_chained(three: list[Link]) -> None:
    unguarded("DELETE FROM record_link")
    # Both of the first day's; the demo's and a test's times of publishing may be the same.
    order = list(
        Version.objects.order_by("published_at", "release_id", "number").values_list("pk", flat=True)
    )
    migration.chain(apps, Any)
    assert list(Link.objects.values_list("version", flat=True)) == order
    assert list(chain.faults()) == []
    assert len(order) == len(three)
