"""Who may do what, over every address: a reviewed table, and what must hold whatever the table says."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from releases.desk import roles
from tests.access.matrix import LOGIN, Row, matrix, written_out
from tests.access.world import ANONYMOUS, LEVELS, World, made

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden" / "access.txt"


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,  # noqa: ARG001  (asked for its effect)
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    media = tmp_path_factory.mktemp("access")
    storages = dict(django_settings.STORAGES)
    for alias in ("default", "public"):
        own = {**storages[alias].get("OPTIONS", {}), "location": media / alias}
        storages[alias] = {**storages[alias], "OPTIONS": own}
    with (
        django_db_blocker.unblock(),
        override_settings(SIGN_OFF_LEVELS=LEVELS, STORAGES=storages),
        transaction.atomic(),
    ):
        yield made()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def rows(world: World) -> list[Row]:
    # Thousands of refusals, each of which would be a line in a failure's report.
    logging.disable(logging.ERROR)
    try:
        return matrix(world)
    finally:
        logging.disable(logging.NOTSET)


def test_everybody_is_answered_as_the_reviewed_table_says(rows: list[Row]) -> None:
    found = written_out(rows)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found.splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()
