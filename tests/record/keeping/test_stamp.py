from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from releases.record import revision
from releases.record.keeping import stamp
from releases.record.keeping.code import code
from releases.record.keeping.stamp import Reading, begin
from releases.record.models import Revision
from releases.record.revision import Moved

pytestmark = pytest.mark.django_db

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
AT = datetime(2200, 1, 1, tzinfo=UTC)


def test_the_revision_is_read_once_a_second(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading()
    with django_assert_num_queries(1):
        before = [reading.moved() for _ in range(100)]
    revision.move()
    with django_assert_num_queries(0):
        assert reading.moved() == before[0]
    monkeypatch.setattr(stamp, "FRESH", -1.0)
    with django_assert_num_queries(1):
        assert reading.moved().number == before[0].number + 1


def test_others_go_on_while_one_reads(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading()
    before = reading.moved()
    monkeypatch.setattr(stamp, "FRESH", -1.0)
    # Whoever waited so long would be told that nobody can.
    monkeypatch.setattr(stamp, "PATIENCE", -2.0)
    revision.move()
    with reading._turn, django_assert_num_queries(0):
        assert reading.moved() == before


def test_the_last_reading_is_trusted_for_a_while_where_the_database_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading = Reading()
    before = reading.moved()

    def failing() -> Moved:
        raise OperationalError

    monkeypatch.setattr(revision, "current", failing)
    monkeypatch.setattr(stamp, "FRESH", -1.0)
    assert [reading.moved(), reading.moved()] == [before, before]
    monkeypatch.setattr(stamp, "TRUSTED", -1.0)
    with pytest.raises(OperationalError):
        reading.moved()
    assert not reading._turn.locked()


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Have the database fail; return what grows each time that it is asked."""
    asked: list[None] = []

    def failing() -> Moved:
        asked.append(None)
        raise OperationalError

    monkeypatch.setattr(revision, "current", failing)
    return asked


def test_one_at_a_time_looks_for_a_database_that_is_away_and_no_other_waits(
    monkeypatch: pytest.MonkeyPatch, tried: list[None]
) -> None:
    reading = Reading()
    monkeypatch.setattr(stamp, "PAUSE", 0.0)
    with pytest.raises(OperationalError):
        reading.moved()
    assert (len(tried), reading.away) == (1, True)
    with reading._turn, pytest.raises(OperationalError):
        reading.moved()
    assert len(tried) == 1
    with pytest.raises(OperationalError):
        reading.moved()
    assert len(tried) == 2
    monkeypatch.setattr(revision, "current", lambda: Moved(7, AT))
    assert (reading.moved(), reading.away) == (Moved(7, AT), False)


def test_one_that_does_not_answer_is_waited_for_by_one_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reading = Reading()
    monkeypatch.setattr(stamp, "PATIENCE", 0.01)
    # Somebody asks it, and is given no answer.
    with reading._turn:
        for _ in range(2):
            with pytest.raises(OperationalError):
                reading.moved()
    assert [record.getMessage() for record in caplog.records] == ["the database does not answer"]
    assert (reading.moved(), reading.away) == (revision.current(), False)


def test_it_is_not_looked_for_again_at_once(monkeypatch: pytest.MonkeyPatch, tried: list[None]) -> None:
    reading = Reading()
    monkeypatch.setattr(stamp, "PAUSE", 1e9)
    for _ in range(2):
        with pytest.raises(OperationalError):
            reading.moved()
    assert len(tried) == 1


def test_one_that_hung_for_long_is_looked_for_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading()

    def hanging() -> Moved:
        # The minute is over that the server was frozen for.
        monkeypatch.setattr(stamp, "_since", lambda _: 60.0)
        raise OperationalError

    monkeypatch.setattr(revision, "current", hanging)
    before = time.monotonic()
    with pytest.raises(OperationalError):
        reading.moved()
    assert 6 <= reading._look_at - before < 60


def test_nobody_waits_for_a_pool_whose_server_takes_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading()
    reading.away = True
    monkeypatch.setattr(revision, "current", lambda: pytest.fail("the pool was asked"))
    monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")
    with pytest.raises(OperationalError):
        reading.moved()
    assert reading.away


def test_who_waited_for_one_that_failed_does_not_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, raised = Reading(), []
    monkeypatch.setattr(revision, "current", lambda: raised.append("tried"))

    def ask() -> None:
        try:
            reading.moved()
        except OperationalError:
            raised.append("away")

    with reading._turn:
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join(0.05)
        reading.away = True
    thread.join()
    assert raised == ["away"]


def test_a_stamp_changes_with_the_record_and_the_code_alone() -> None:
    now = Moved(7, AT)
    same = stamp.stamp(now, None)
    assert same == stamp.stamp(now, None)
    assert same.modified == AT
    assert code().digest in same.value
    assert stamp.stamp(Moved(8, AT), None).value != same.value
    # Where a backup was put back, the same number is reached once more.
    assert stamp.stamp(Moved(7, AT + MINUTE), None).value != same.value


def test_pages_with_a_clock_change_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = (
        datetime(2026, 3, 29, 15, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 16, 0, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 16, 0, 59, tzinfo=UTC),
    )
    days, minutes = [], []
    for moment in moments:
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        days.append(begin(DAY).isoformat())
        minutes.append(begin(MINUTE).isoformat())
    # The city's day begins at 16:00 UTC.
    assert days == ["2026-03-29T00:00:00+08:00", *["2026-03-30T00:00:00+08:00"] * 2]
    assert minutes == ["2026-03-29T15:59:00+00:00", *["2026-03-29T16:00:00+00:00"] * 2]
    early = stamp.stamp(Moved(7, datetime(1970, 1, 1, tzinfo=UTC)), MINUTE)
    assert early.modified >= begin(MINUTE)


def test_a_tag_is_of_address_query_and_stamp() -> None:
    one = stamp.stamp(Moved(7, AT), None)
    tags = {
        one.tag("/", ""),
        one.tag("/", "page=2"),
        one.tag("/x/", ""),
        stamp.stamp(Moved(8, AT), None).tag("/", ""),
    }
    assert len(tags) == 4
    assert all(len(tag) == 34 and tag[0] == tag[-1] == '"' for tag in tags)


@pytest.mark.usefixtures("db")
def test_threads_that_come_first_together_read_once() -> None:
    Revision.objects.update(number=9)
    reading, found = Reading(), []
    reading._moved, reading._read_at = Moved(9, AT), -100.0
    with reading._turn:
        thread = threading.Thread(target=lambda: found.append(reading.moved()))
        thread.start()
        thread.join(0.05)
        assert found == []
        reading._read_at = 1e12
    thread.join()
    assert found == [Moved(9, AT)]
