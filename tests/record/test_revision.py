from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from releases.record.filing import file
from releases.record.models import Department, Filing, Question, Revision, Section, Topic
from releases.record.publishing import publish, withdraw
from releases.record.reindexing import reindex, releases_after
from releases.record.revision import current, move
from tests.record.making import DOCUMENT, no_files, release_of, several
from tests.record.packing import packed
from tests.record.test_restoring import LostError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]


def moved(act: Callable[[], object]) -> bool:
    """Run it and return whether the revision grew; where it did not, its moment stands too."""
    before = current()
    act()
    after = current()
    # SQLite's clock counts thousandths of a second.
    assert after == before or (after.number > before.number and after.at >= before.at)
    return after.number > before.number


def test_publishing_correcting_withdrawing_and_restoring_move_it() -> None:
    assert moved(release_of)

    def again(**changes: object) -> Callable[[], object]:
        document = replace(DOCUMENT, **changes)  # type: ignore[arg-type]  # fields of a document
        return lambda: publish(
            document=document, files=no_files, by="签发人", note="说明", release_id="20260329-1"
        )

    assert moved(again(title="更正"))
    answered = replace(DOCUMENT.turns[3], id="t5", given_on=date(2026, 4, 2))
    assert moved(again(title="书面答复", turns=(*DOCUMENT.turns, answered)))
    assert moved(lambda: withdraw(release_id="20260329-1", reason="有误", by="签发人"))
    assert moved(again(title="恢复"))


def test_topics_put_on_a_question_and_taken_off_move_it() -> None:
    release_of()
    question, topic = Question.objects.get(), Topic.objects.create(slug="t", name="开办企业")
    assert moved(lambda: file(question=question, topics=[topic], seen=()))
    assert not moved(lambda: file(question=question, topics=[topic], seen=[topic.pk]))
    assert moved(lambda: file(question=question, topics=[], seen=[topic.pk]))


@pytest.mark.parametrize("kept", [Section, Topic, Department])
def test_what_staff_keep_moves_it(kept: type[Section | Topic | Department]) -> None:
    values = {"path": "other"} if kept is Section else {"slug": "other"}
    assert moved(lambda: kept.objects.create(name="名称", **values))
    assert moved(lambda: kept.objects.filter(**values).update(name="新名称"))
    assert moved(lambda: kept.objects.filter(**values).delete())


def test_what_is_refused_moves_nothing() -> None:
    before = current()
    try:
        with transaction.atomic():
            release_of()
            assert current().number > before.number
            raise LostError
    except LostError:
        assert current() == before


def test_reindexing_moves_it_once_even_where_it_is_broken_off() -> None:
    several(3)
    before = current().number
    list(reindex(releases_after("")))
    assert current().number == before + 1
    next(reindex(releases_after("")))
    gc.collect()
    assert current().number == before + 2


def test_restoring_packs_moves_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        with transaction.atomic():
            release_of()
            packed(tmp_path)
            raise LostError
    except LostError:
        pass
    assert moved(lambda: call_command("restore_packs", str(tmp_path)))
    assert capsys.readouterr().out == "已恢复 1 个发布、1 个版本。\n"


def test_an_emptied_database_counts_from_the_start() -> None:
    Revision.objects.all().delete()
    assert current() == (0, datetime(1970, 1, 1, tzinfo=UTC))
    assert moved(release_of)
    Revision.objects.all().delete()
    move()
    assert current().number == 1
    assert str(Revision.objects.get()) == "1"


def test_raw_sql_moves_it_too() -> None:
    release_of()
    Topic.objects.create(slug="t", name="开办企业")

    def raw() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO record_filing (question_id, topic_id) SELECT '20260329-1/t3', id FROM record_topic"
            )

    assert moved(raw)
    assert Filing.objects.count() == 1
