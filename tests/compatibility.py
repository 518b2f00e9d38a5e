"""Which migrations are newer than the last release, and whether that release's code would survive them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.migrations import (
    AddField,
    AddIndex,
    AlterField,
    AlterModelManagers,
    AlterModelOptions,
    CreateModel,
    Migration,
)
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, GeneratedField
from django.db.models.fields import NOT_PROVIDED

ROOT = Path(__file__).resolve().parent.parent
# The database is not told of these.
_UNSEEN = ({*Field.non_db_attrs, "default"}) - {"db_column"}


def last_release() -> dict[str, str]:
    """Return the newest migration of each app in the last release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named: dict[str, str] = project["tool"]["portal"]["last-release"]
    return named


def with_migrations() -> list[str]:
    """Return the labels of the apps of ours that have migrations."""
    return sorted(
        each.label
        for each in apps.get_app_configs()
        if each.name.startswith("releases.") and Path(each.path, "migrations").is_dir()
    )


def newer(released: dict[str, str]) -> list[tuple[Migration, ProjectState]]:
    """Return our migrations that were in no release, in their order, each with the state before it."""
    graph = MigrationLoader(None).graph
    known = [key for node in sorted(released.items()) for key in graph.forwards_plan(node)]
    every = [key for leaf in sorted(graph.leaf_nodes()) for key in graph.forwards_plan(leaf)]
    state, found = ProjectState(), []
    for key in dict.fromkeys([*known, *every]):
        migration = graph.nodes[key]
        if key not in known and key[0] in released:
            found.append((migration, state.clone()))
        state = migration.mutate_state(state, preserve=False)
    return found


def objections(migrations: list[tuple[Migration, ProjectState]]) -> list[str]:
    """Name each operation that the code of the last release may not survive.

    Whoever knows better gives the migration a sentence that says why it does: ``compatible``.
    """
    made: set[tuple[str, str | None]] = set()
    found = []
    for migration, state in migrations:
        label, compatible = migration.app_label, bool(getattr(migration, "compatible", ""))
        for operation in migration.operations:
            if isinstance(operation, CreateModel):
                made.add((label, operation.name_lower))
            # No code of the last release knows a table that is as new as this.
            unknown = (label, getattr(operation, "model_name_lower", None)) in made
            if not (unknown or _survived(operation, label, state) or compatible):
                found.append(f"{migration}: {operation.describe()}")
            operation.state_forwards(label, state)
    return found


def _survived(operation: Operation, label: str, before: ProjectState) -> bool:
    match operation:
        case CreateModel() | AddIndex() | AlterModelOptions() | AlterModelManagers():
            return True
        case AddField():
            return _may_be_left_out(operation.field)
        case AlterField():
            known = before.models[label, operation.model_name_lower].fields[operation.name]
            return _column(known) == _column(operation.field)
    return False


def _may_be_left_out(field: Field[Any, Any]) -> bool:
    """Return whether whoever does not know the field can write rows."""
    if field.many_to_many or isinstance(field, GeneratedField):
        return bool(field.many_to_many)
    return field.null or (field.db_default is not NOT_PROVIDED and not field.unique)


def _column(field: Field[Any, Any]) -> tuple[object, ...]:
    """Return what the database is told of a field."""
    _, path, arguments, options = field.deconstruct()
    return path, arguments, {name: value for name, value in options.items() if name not in _UNSEEN}
