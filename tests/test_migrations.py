"""No migration since the last release breaks that release's code, which goes on while it is applied."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from tests.compatibility import last_release, newer, objections, with_migrations

NAME = models.CharField("名称", max_length=60)
TOPIC = migrations.CreateModel("Topic", [("id", models.BigAutoField(primary_key=True)), ("name", NAME)])
STATE = ProjectState()
TOPIC.state_forwards("record", STATE)


def test_what_is_newer_than_the_last_release_lets_its_code_go_on() -> None:
    assert sorted(last_release()) == with_migrations()
    assert objections(newer(last_release())) == []


def test_what_is_newer_is_found_in_the_order_it_is_applied_in() -> None:
    released = {**last_release(), "desk": "0010_questions", "record": "0008_chain"}
    found = newer(released)
    names = [str(migration) for migration, _ in found if migration.app_label == "record"]
    assert names[:3] == ["record.0009_feeds", "record.0010_releases_by_change", "record.0011_revision"]
    outlet = ("desk", "outlet")
    before = {str(migration): outlet in state.models for migration, state in found}
    assert (before["desk.0011_embargo"], before["desk.0012_outlet_roles"]) == (False, True)
    # None of these was judged before it was in a release; this one would have wanted two.
    assert (
        "desk.0011_embargo: Remove constraint preview_use_once_a_minute from model previewuse"
        in objections(found)
    )


def judged(*operations: Operation, compatible: str = "") -> int:
    """Return how many objections there are to a migration of these on a table of the last release."""
    made = type("Migration", (Migration,), {"operations": operations, "compatible": compatible})
    return len(objections([(made("0012_next", "record"), deepcopy(STATE))]))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("topic", "note", models.TextField(null=True)),
        migrations.AddField("topic", "note", models.TextField(db_default="")),
        migrations.AddField("topic", "code", models.TextField(null=True, unique=True)),
        migrations.AddField("topic", "near", models.ManyToManyField("record.Topic")),
        migrations.AddIndex("topic", models.Index(fields=["name"], name="topic_by_name")),
        migrations.AlterField(
            "topic", "name", models.CharField("叫法", max_length=60, default="", blank=True)
        ),
        migrations.AlterModelOptions("topic", {"verbose_name": "主题"}),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_the_code_of_the_last_release_survives(operation: Operation) -> None:
    assert judged(operation) == 0


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("topic", "note", models.TextField()),
        migrations.AddField("topic", "note", models.TextField(default="")),
        migrations.AddField("topic", "code", models.TextField(db_default="", unique=True)),
        migrations.AddField(
            "topic",
            "long",
            models.GeneratedField(
                expression=models.F("id") + 1, output_field=models.BigIntegerField(null=True), db_persist=True
            ),
        ),
        migrations.AlterField("topic", "name", models.CharField("名称", max_length=60, null=True)),
        migrations.AlterField("topic", "name", models.CharField("名称", max_length=40)),
        migrations.AlterField("topic", "name", models.CharField("名称", max_length=60, db_column="called")),
        migrations.AddConstraint("topic", models.UniqueConstraint(fields=["name"], name="topic_once")),
        migrations.AddConstraint(
            "topic", models.CheckConstraint(condition=~models.Q(name=""), name="topic_named")
        ),
        migrations.RemoveField("topic", "name"),
        migrations.RenameField("topic", "name", "called"),
        migrations.RenameModel("Topic", "Theme"),
        migrations.DeleteModel("Topic"),
        migrations.AlterModelTable("topic", "record_theme"),
        migrations.RunPython(migrations.RunPython.noop),
        migrations.RunSQL("SELECT 1"),
        migrations.SeparateDatabaseAndState(),
    ],
    ids=lambda operation: operation.describe(),
)
def test_what_it_may_not_survive_wants_a_sentence_that_says_why_it_does(operation: Operation) -> None:
    assert judged(operation) == 1
    assert judged(operation, compatible="No code of the last release asks for it.") == 0


def test_a_table_as_new_as_the_migration_may_be_anything() -> None:
    made = migrations.CreateModel("Theme", [("id", models.BigAutoField(primary_key=True))])
    assert judged(made, migrations.AddField("theme", "name", NAME)) == 0
    assert judged(made, migrations.AddField("topic", "theme", NAME)) == 1


def test_every_migration_of_the_last_release_is_there() -> None:
    known = set(MigrationLoader(None).disk_migrations)
    assert {*last_release().items()} - known == set()
