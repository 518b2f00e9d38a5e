from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from releases.record.departments import attribute
from releases.record.filing import file
from releases.record.headings_file import HeadingsError, restore, written
from releases.record.models import Department, Filing, Question, Release, Topic
from releases.record.publishing import withdraw
from tests.record.making import release_of
from tests.record.packing import packed
from tests.record.test_restoring import LostError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]


def kept_by_staff() -> None:
    """Make topics, a department, and two questions under topics, one of them withdrawn since."""
    business = Topic.objects.create(slug="business", name="开办企业", words="企业\n开办", position=2)
    tax = Topic.objects.create(slug="tax", name="纳税", position=1)
    Department.objects.create(slug="permits", name="市行政审批局", other_names="审批局")
    for topics in ([business, tax], [tax]):
        file(question=Question.objects.get(release=release_of()), topics=topics, seen=())
    attribute()
    withdraw(release_id="20260329-2", reason="有误", by="签发人")


def questions() -> dict[str, tuple[list[str], list[str]]]:
    """Return each question's topics and departments."""
    return {
        question.pk: (
            [topic.slug for topic in question.topics.all()],
            [one.slug for one in question.departments.all()],
        )
        for question in Question.objects.all()
    }


def test_what_staff_keep_comes_back_with_the_packs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        with transaction.atomic():
            kept_by_staff()
            packed(tmp_path)
            was, stood = written(), questions()
            raise LostError
    except LostError:
        pass
    assert stood == {"20260329-1/t3": (["tax", "business"], ["permits"])}
    assert not Topic.objects.exists()
    assert not Department.objects.exists()
    assert not Release.objects.exists()
    call_command("restore_packs", str(tmp_path))
    assert (written(), questions()) == (was, stood)
    # What is withdrawn stands under its topics again once it is restored.
    assert Filing.objects.filter(question="20260329-2/t3").count() == 1
    call_command("restore_packs", str(tmp_path))
    assert "已有主题或部门，没有用 headings.json。" in capsys.readouterr().out
    assert written() == was


def test_departments_speak_in_releases_that_are_there_already(tmp_path: Path) -> None:
    kept_by_staff()
    (tmp_path / "headings.json").write_text(written(), encoding="utf-8")
    stood = questions()
    for model in (Filing, Topic, Department):
        model.objects.all().delete()
    assert restore(path=tmp_path / "headings.json")
    assert questions() == stood


@pytest.mark.parametrize(
    "changed",
    [
        {"schema": "record-headings/2"},
        {"topics": [{"slug": "Not A Slug", "name": "甲", "words": "", "position": 0}]},
        {"topics": [{"slug": "a"}]},
        {"departments": [{"slug": "a", "name": "", "other_names": "", "position": 0}]},
        {"filed": {"20260329-1/t3": ["nothing"]}},
        {"filed": []},
    ],
)
def test_a_file_that_is_none_writes_nothing(tmp_path: Path, changed: dict[str, object]) -> None:
    topic = {"slug": "tax", "name": "纳税", "words": "", "position": 0}
    value = {"schema": "record-headings/1", "topics": [topic], "departments": [], "filed": {}, **changed}
    path = tmp_path / "headings.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    with pytest.raises(HeadingsError, match=r"^headings.json 不是"):
        restore(path=path)
    assert not Topic.objects.exists()


def test_the_command_tells_of_a_file_that_is_none(tmp_path: Path) -> None:
    release_of()
    packed(tmp_path)
    (tmp_path / "headings.json").write_text("[]", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^headings.json 不是主题、部门和归类的存档。$"):
        call_command("restore_packs", str(tmp_path))
