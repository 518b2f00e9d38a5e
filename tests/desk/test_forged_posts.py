"""A thousand forged posts to every address of the desk, and what is in the database afterwards."""

from __future__ import annotations

import hashlib
import logging
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from pytest_django import DjangoDbBlocker

from releases.audit.models import Action, Entry
from releases.desk import drafts, roles
from releases.desk.models import Conference, Leftover, SignOff
from tests.access.bodies import page
from tests.access.matrix import Written, read, undone
from tests.access.world import SUPERUSER, World, standing
from tests.desk.forged import PARTS, extras
from tests.desk.forging import CITIZEN, NO_ROLE, Forger
from tests.test_access import GOLDEN

pytestmark = pytest.mark.django_db
# `make probe` sends a thousand.
POSTS = int(os.environ.get("POSTS", "250"))
LOOK = 50
SEED = 20260329
# A message to somebody, when their session ends, and that they tried, are no work on anything.
UNWATCHED = {"audit_entry", "django_session"}


@pytest.fixture(autouse=True)
def _own_media() -> None:
    """Keep the world's folders."""


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forged")


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,  # noqa: ARG001  (asked for its effect)
    django_db_blocker: DjangoDbBlocker,
    media: Path,
) -> Iterator[World]:
    with django_db_blocker.unblock(), standing(media) as there:
        there.enter(NO_ROLE, User.objects.create_user("no-role", is_staff=True))
        there.enter(CITIZEN, User.objects.create_user("citizen"))
        for each in there.conferences.values():
            source = each.sources.get()
            Leftover.objects.create(conference=each, source=source, line=1, text="x", kind="furniture")
            drafts.keep(
                conference=each,
                by=there.people[SUPERUSER],
                page="review",
                revision=each.revision,
                entries={"turns-0-body": "打了一半"},
            )
        yield there


def snapshot() -> dict[str, str]:
    """Return a digest of every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if table not in UNWATCHED:
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608  (a table of our own)
                found[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


def files(media: Path) -> set[str]:
    return {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}


def requests_told() -> int:
    """Count the trail's rows of requests: a step that is refused leaves one of its own beside."""
    return Entry.objects.exclude(action=Action.STEP).count()


def test_no_forged_post_changes_anything(world: World, media: Path) -> None:
    forger = Forger(world, read(GOLDEN.read_text(encoding="utf-8")), Random(SEED))
    answers: Counter[int] = Counter()
    before, kept, told = snapshot(), files(media), requests_told()
    quiet = 0
    logging.disable(logging.ERROR)
    try:
        for number in range(POSTS):
            post, written = forger.post(number), Written()
            try:
                with connection.execute_wrapper(written):
                    response = world.client(post.who).post(post.where, **post.sent)
            except Exception as error:
                raise AssertionError(f"Post {number} broke it ({error!r}): {post}") from error
            answers[response.status_code] += 1
            quiet += response.status_code < 400 and post.where.endswith(("/check/", "/draft/"))
            assert response.status_code < 500, f"Post {number} was answered {response.status_code}: {post}"
            # To look at everything costs as much as a post: where no statement wrote, now and then is enough.
            if written.tables or number % LOOK == LOOK - 1:
                after = snapshot()
                changed = [table for table in after if after[table] != before[table]]
                assert not changed, f"Post {number} changed {changed} ({response.status_code}): {post}"
    finally:
        logging.disable(logging.NOTSET)
    assert files(media) == kept
    # But for what is sent while somebody types, the trail tells of every one.
    assert requests_told() - told == POSTS - quiet
    # Refused by page, by role, by row, by method: all that went to the log-in page would show little.
    assert min(answers[each] for each in (200, 302, 403, 404)) > POSTS // 50, answers


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {name for name in after if after[name] != before[name]}


# Columns that a form of the desk writes, or that say when and by whom.
CONFERENCE = ("title", "revision", "updated_at", "updated_by_id")
USER = ("last_name", "last_login")


@pytest.mark.parametrize("number", range(6))
def test_fields_that_no_form_has_are_not_written(world: World, number: int) -> None:
    """Save, as people who may, pages with columns of their rows added: only what the page is for changes."""
    random = Random(number)
    mine = world.conferences["draft"]
    person = world.people[roles.FIRST]
    for who, where, typed in (
        (roles.EDITOR, f"/desk/desk/conference/{mine.pk}/change/", {"title": "改过的标题"}),
        (roles.PUBLISHER, f"/desk/desk/conference/{mine.pk}/change/", {"title": "改过的标题"}),
        (roles.ADMINISTRATOR, f"/desk/auth/user/{person.pk}/change/", {"last_name": "郑"}),
    ):
        before = (
            Conference.objects.filter(pk=mine.pk).values().get(),
            User.objects.filter(pk=person.pk).values().get(),
            SignOff.objects.count(),
            list(person.user_permissions.all()),
        )
        with undone() as written:
            data = {**extras(random, world), **page(world, where), **typed}
            response = world.client(who).post(where, data)
            after = (
                Conference.objects.filter(pk=mine.pk).values().get(),
                User.objects.filter(pk=person.pk).values().get(),
                SignOff.objects.count(),
                list(person.user_permissions.all()),
            )
        assert (response.status_code, bool(written.tables)) == (302, True)
        changed = differing(before[0], after[0]) | differing(before[1], after[1])
        assert changed <= {*CONFERENCE, *USER}
        assert after[2:] == before[2:]


@pytest.mark.parametrize("review", [False, True])
def test_deleting_another_conferences_rows_deletes_nothing(world: World, review: bool) -> None:  # noqa: FBT001
    """A row marked to be deleted is not validated; it is deleted only where it is the page's own."""
    mine, other = world.conferences["draft"], world.conferences["review"]
    where = f"/desk/desk/conference/{mine.pk}/{'review' if review else 'change'}/"
    data = dict(page(world, where))
    for prefix in ("turns",) if review else PARTS:
        foreign = getattr(other, prefix).first()
        data |= {f"{prefix}-0-id": str(foreign.pk), f"{prefix}-0-DELETE": "on"}
    counts = [list(getattr(each, name).values_list()) for each in (mine, other) for name in PARTS]
    with undone():
        assert world.client(roles.PUBLISHER).post(where, data).status_code in (200, 302)
        now = [list(getattr(each, name).values_list()) for each in (mine, other) for name in PARTS]
    assert now == counts
