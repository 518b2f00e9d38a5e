"""Loading the demo: everything once, nothing twice, and never in production."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings
from schemathesis import GenerationMode

import tests.settings
from releases.desk.management.commands.load_demo import next_held
from releases.desk.models import Conference, Person, SignOff, Source, State, Waiver
from releases.record import pdf_needs
from releases.record.models import (
    Appearance,
    Department,
    Filing,
    Question,
    Release,
    ReleaseState,
    Topic,
    Version,
    VersionKind,
)
from releases.record.verify import faults
from tests.demo.reading import read
from tests.record.api.promised import statuses

# pytest-django makes a database only where a test of the session says so.
pytestmark = pytest.mark.django_db


NAMES = ("administrator", "auditor", "editor", "final", "first", "publisher", "second")
LEVELS = [("初审", "初审"), ("复审", "复审"), ("终审", "终审")]


class Runs(NamedTuple):
    """What two runs in a row printed, and the passwords the accounts had after the first."""

    first: str
    first_progress: str
    second: str
    second_progress: str
    hashes: tuple[list[str], list[str]]


def run() -> tuple[str, str]:
    """Load the demo and return what stood on standard output and standard error."""
    out, progress = StringIO(), StringIO()
    call_command("load_demo", stdout=out, stderr=progress)
    return out.getvalue(), progress.getvalue()


def hashes() -> list[str]:
    """Return the stored passwords."""
    return list(User.objects.order_by("pk").values_list("password", flat=True))


@pytest.fixture(scope="module")
def runs(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Runs]:  # noqa: ARG001
    """Load twice, for all tests of this file: drawing every photo's sizes takes seconds."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(SIGN_OFF_LEVELS=LEVELS):
        first, after_first = run(), hashes()
        second = run()
        yield Runs(*first, *second, (after_first, hashes()))
        transaction.set_rollback(True)


@pytest.mark.usefixtures("runs")
def test_demo_has_its_releases_over_three_years() -> None:
    days = Release.objects.held_before(timezone.now()).order_by("held_on").values_list("held_on", flat=True)
    assert [f"{day:%Y-%m-%d}" for day in days] == [
        "2024-03-21",
        "2024-06-12",
        "2024-11-07",
        "2025-02-25",
        "2025-05-15",
        "2025-09-25",
        "2025-12-11",
        "2026-03-10",
        "2026-05-21",
        "2026-10-29",
    ]


@pytest.mark.usefixtures("runs")
def test_demo_loaded_twice_makes_nothing_twice() -> None:
    counts = [model.objects.count() for model in (Conference, Source, Release, User)]
    assert counts == [11, 11, 11, 7]
    assert Version.objects.count() == 15
    assert (Topic.objects.count(), Department.objects.count(), Filing.objects.count()) == (9, 14, 63)


def test_second_run_says_that_nothing_was_loaded(runs: Runs) -> None:
    assert runs.second == "The demo has 11 releases, 0 of them loaded now.\n"
    assert runs.second_progress == ""


def test_first_run_shows_its_progress(runs: Runs) -> None:
    lines = runs.first_progress.splitlines()
    assert lines[0] == "Loading 1/11 2024-03-21-kindergarten-places.txt ..."
    assert len(lines) == 11


def test_passwords_are_printed_once_and_open_the_accounts(runs: Runs) -> None:
    printed = dict(re.findall(r"^  (\w+) +(\S{16})$", runs.first, re.MULTILINE))
    assert sorted(printed) == sorted(NAMES)
    assert all(User.objects.get(username=name).check_password(word) for name, word in printed.items())
    assert len(set(printed.values())) == 7
    assert not any(word in runs.second for word in printed.values())
    assert runs.hashes[0] == runs.hashes[1]


@pytest.mark.usefixtures("runs")
def test_each_account_has_one_role_and_enters_the_desk() -> None:
    accounts = User.objects.order_by("username").values_list("username", "groups__name", "is_staff")
    assert list(accounts) == [
        ("administrator", "管理员", True),
        ("auditor", "审计", True),
        ("editor", "撰稿", True),
        ("final", "终审", True),
        ("first", "初审", True),
        ("publisher", "签发", True),
        ("second", "复审", True),
    ]
    assert not User.objects.filter(is_superuser=True).exists()


@pytest.mark.usefixtures("runs")
def test_every_published_version_was_signed_by_three() -> None:
    published = Version.objects.exclude(kind=VersionKind.WITHDRAWAL).values_list("digest", flat=True)
    signed = SignOff.objects.order_by("digest", "level").values_list("digest", "by__username")
    assert list(signed) == [
        (digest, name) for digest in sorted(published) for name in ("first", "second", "final")
    ]
    assert set(Waiver.objects.values_list("by__username", flat=True)) == {"first"}


@pytest.mark.usefixtures("runs")
def test_publishing_is_spread_over_the_years() -> None:
    moments = Release.objects.order_by("published_at").values_list("published_at", flat=True)
    assert f"{timezone.localtime(moments[0]):%Y-%m-%d %H:%M}" == "2024-03-22 09:30"
    assert sorted({moment.year for moment in moments[:10]}) == [2024, 2025, 2026]


@pytest.mark.usefixtures("runs")
def test_next_conference_is_announced_about_ten_days_ahead() -> None:
    announced = Release.objects.upcoming(timezone.now()).get()
    assert announced.turn_count == 0
    assert announced.held_at is not None
    ahead = announced.held_at - timezone.now()
    assert timedelta(days=9) < ahead < timedelta(days=13)
    assert timezone.localtime(announced.held_at).weekday() < 5


@pytest.mark.usefixtures("runs")
def test_one_release_was_corrected_with_a_public_note() -> None:
    correction = Version.objects.get(kind=VersionKind.CORRECTION)
    assert (correction.release_id, correction.number) == ("20241107-1", 2)
    assert "最高不超过5万元" in correction.note
    first = correction.release.versions.get(number=1).content
    wrong = [turn.id for turn in first.turns if "最高不超过3万元" in turn.text]
    mended = [turn.id for turn in correction.content.turns if "最高不超过5万元" in turn.text]
    assert wrong == mended != []


@pytest.mark.usefixtures("runs")
def test_every_question_has_its_topics_and_most_have_a_department() -> None:
    assert list(Question.objects.unfiled()) == []
    nobodys = Question.objects.filter(departments=None).values_list("pk", flat=True)
    # An observatory, companies, a zone, the head of a kindergarten and a hospital are on no list of departments.
    assert sorted(nobodys) == [
        "20240612-1/t5",
        "20250515-1/t18",
        "20250925-1/t16",
        "20260310-1/t16",
        "20260521-1/t9",
        "20261029-1/t10",
        "20261029-1/t12",
    ]


@pytest.mark.usefixtures("runs")
def test_what_was_left_for_later_is_owed_late_and_settled() -> None:
    owed = [(question.pk, f"{question.due}") for question in Question.objects.owed()]
    assert owed == [("20260521-1/t6", "2026-06-30"), ("20261029-1/t16", "2026-12-31")]
    settled = Question.objects.get(settled_on__isnull=False)
    assert (settled.pk, f"{settled.due}", f"{settled.settled_on}") == (
        "20260310-1/t8",
        "2026-03-31",
        "2026-03-27",
    )
    addition = Version.objects.get(release="20260310-1", kind=VersionKind.ADDITION)
    written = [turn for turn in addition.content.turns if turn.given_on]
    assert [(turn.answers, turn.label) for turn in written] == [("t8", "尉迟明朗")]
    order = [turn.id for turn in addition.content.turns]
    assert order[order.index("t9") + 1] == written[0].id


@pytest.mark.usefixtures("runs")
def test_one_release_was_given_a_table_later() -> None:
    addition = Version.objects.get(release="20240321-1", kind=VersionKind.ADDITION)
    assert addition.number == 2
    assert addition.release.versions.get(number=1).content.attachments == ()
    titles = [(each.id, each.title, each.media_type) for each in addition.content.attachments]
    assert titles == [("a1", "2024年秋季片区学位情况表", "text/csv")]


@pytest.mark.usefixtures("runs")
def test_one_release_was_withdrawn_with_its_reason() -> None:
    withdrawn = Release.objects.get(state=ReleaseState.WITHDRAWN)
    assert withdrawn.pk == "20251211-1"
    assert withdrawn.version is not None
    assert withdrawn.version.note.startswith("因望月桥桥面维修工期调整")
    assert Conference.objects.get(release_id=withdrawn.pk).state == State.WITHDRAWN


@pytest.mark.usefixtures("runs")
def test_people_recur_with_changed_positions() -> None:
    person = Person.objects.get(name="卢知夏")
    appearances = Appearance.objects.filter(ref=str(person.pk)).order_by("release__held_on")
    assert list(appearances.values_list("position", flat=True)) == [
        "市卫生健康委员会基层妇幼科科长",
        "市卫生健康委员会副主任",
        "市卫生健康委员会副主任",
    ]


@pytest.mark.usefixtures("runs")
def test_every_published_photo_has_words_for_those_who_cannot_see_it() -> None:
    photos = [photo for version in Version.objects.all() for photo in version.content.photos]
    assert len(photos) == 23 + 2 + 3 + 3  # three releases have a second version
    assert [photo.file for photo in photos if not photo.alt or photo.alt == photo.file] == []


@pytest.mark.usefixtures("runs")
def test_every_chain_of_seals_is_sound() -> None:
    assert {release.pk: faults(release) for release in Release.objects.all() if faults(release)} == {}


@pytest.mark.sqlite
@pytest.mark.usefixtures("runs")
def test_the_record_comes_back_from_packs_alone(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where the module's releases were loaded to.
    settings.STORAGES = tests.settings.STORAGES
    packs = tmp_path / "packs"
    with monkeypatch.context() as machine:
        # Each PDF takes a second, and nothing is restored of it.
        machine.setattr(pdf_needs, "missing", lambda: ("all",))
        call_command("write_packs", str(packs), stdout=StringIO())
    elsewhere = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.demo.reading", str(packs)],
        env={**elsewhere, "VAR_DIR": str(tmp_path / "elsewhere")},
        stdout=subprocess.PIPE,
        check=True,
    )
    found = read()
    assert len(found) == 15 + 11 + 15 + 2
    assert json.loads(done.stdout) == found


@pytest.mark.parametrize(
    ("today", "held"),
    [
        (datetime(2026, 11, 24, tzinfo=UTC), "2026年12月4日（星期五）上午10:00"),
        (datetime(2026, 11, 25, tzinfo=UTC), "2026年12月7日（星期一）上午10:00"),
        (datetime(2026, 12, 27, tzinfo=UTC), "2027年1月6日（星期三）上午10:00"),
    ],
)
def test_announced_day_is_a_weekday(today: datetime, held: str) -> None:
    assert next_held(today) == held


def test_production_refuses_the_demo(settings: Settings) -> None:
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="only with DEVELOPMENT=1"):
        call_command("load_demo")


@pytest.mark.sqlite
@pytest.mark.usefixtures("runs")
@pytest.mark.parametrize("mode", GenerationMode)
def test_the_api_answers_as_its_document_promises(mode: GenerationMode) -> None:
    ids = list(Release.objects.order_by("pk").values_list("pk", flat=True))
    known = {
        "id": ids,
        "release": ids,
        "topic": list(Topic.objects.values_list("slug", flat=True)),
        "department": list(Department.objects.values_list("slug", flat=True)),
        "q": ["幼儿园", "电梯 补贴", "学位"],
        "updated_since": ["2024-01-01T00:00:00Z", "2025-06-01T00:00:00+08:00"],
    }
    asked = statuses(mode, known)
    assert set(asked) <= ({200, 400, 404, 410} if mode is GenerationMode.POSITIVE else {400, 404})
    assert asked.total() > 30
