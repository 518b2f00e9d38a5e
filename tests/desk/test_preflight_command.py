"""The preflight command: a file, a release, and what neither is."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from releases.desk import workflow
from releases.desk.known import context_of
from releases.desk.models import Conference, Participant, Person, Term
from tests.desk.making import TRANSCRIPT, ready

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[int, str]:
    """Return the exit code and what was printed."""
    out = io.StringIO()
    try:
        call_command("preflight", *arguments, stdout=out)
    except SystemExit as leaving:
        return int(leaving.code or 0), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "实录.txt"
    path.write_text(TRANSCRIPT.replace("进展。", "进展，攻府支持。"))
    return path


def test_a_file_is_told_line_by_line_and_red_exits_1(file: Path) -> None:
    code, out = run(str(file))
    assert (code, out.splitlines()) == (
        1,
        [
            "[黄] held.text “下午15:00”把十二小时制和二十四小时制写在了一起。",
            "[红] turns.t2.blocks.0 “攻府”，应为“政府”：…入城工程的进展，攻府支持。",
            "共 2 项：红 1 项，黄 1 项，注 0 项。",
        ],
    )


def test_json_is_a_list_of_plain_findings(file: Path) -> None:
    code, out = run(str(file), "--json")
    answer = json.loads(out)
    assert (code, [list(each) for each in answer]) == (
        1,
        [["code", "severity", "turn", "place", "start", "end", "text", "message", "rule", "suggestion"]] * 2,
    )
    assert answer[1]["text"] == "攻府"


def test_an_offices_own_list_is_what_counts(file: Path) -> None:
    Term.objects.all().delete()
    Term.objects.create(wrong="清水入城", right="清水进城", severity="note", rule="本办用语")
    code, out = run(str(file), "--json")
    found = [each for each in json.loads(out) if each["code"] == "wording"]
    assert (code, [(each["place"], each["severity"], each["suggestion"]) for each in found]) == (
        0,
        [
            ("title", "note", "清水进城"),
            ("subject", "note", "清水进城"),
            ("turns.t2.blocks.0", "note", "清水进城"),
        ],
    )


def test_what_the_reader_could_not_place_is_red(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TRANSCRIPT + "【关闭】\n又一段没人说的话，很长很长。\n")
    _, out = run(str(path), "--json")
    assert [each["code"] for each in json.loads(out) if each["severity"] == "red"] == ["leftovers"]


def test_a_release_is_checked_as_the_public_reads_it() -> None:
    conference = ready(photo="")
    workflow.publish(conference=conference, by=None)
    Conference.objects.update(title="")
    code, out = run("20260329-1", "--json")
    assert (code, [each["code"] for each in json.loads(out)]) == (0, ["period-and-24-hours"])


def test_people_are_held_against_other_conferences() -> None:
    conference = ready(photo="", text=TRANSCRIPT.replace("李木", "李木生"))
    workflow.publish(conference=conference, by=None)
    other = Conference.objects.create(title="别的")
    for number, (name, position) in enumerate((("李木升", "局长"), ("王禾", "市水务局处长")), 1):
        person, _ = Person.objects.get_or_create(name=name)
        Participant.objects.create(
            conference=other, number=number, name=name, position=position, person=person
        )
    _, out = run("20260329-1", "--json")
    found = [(each["code"], each["text"], each["suggestion"]) for each in json.loads(out)]
    assert found[1:] == [
        ("name-near-another", "李木生", "李木升"),
        ("position-differs", "市水务局副局长", "市水务局处长"),
    ]


def test_a_position_is_held_against_the_last_one_before() -> None:
    conference = ready(photo="")
    for number, (day, position) in enumerate(
        ((None, "甲"), (date(2024, 1, 1), "乙"), (date(2025, 1, 1), "丙"), (date(2027, 1, 1), "丁")), 1
    ):
        other = Conference.objects.create(title=position, held_day=day)
        Participant.objects.create(conference=other, number=number, name="李木", position=position)
    assert context_of(conference).positions == {"李木": ("丙", date(2025, 1, 1))}
    assert context_of(None).positions["李木"] == ("丁", date(2027, 1, 1))


def test_a_release_that_the_desk_does_not_know_is_checked_too() -> None:
    conference = ready(photo="")
    workflow.publish(conference=conference, by=None)
    Conference.objects.update(release_id="20990101-1")
    assert run("20260329-1")[0] == 0


def test_what_is_neither_file_nor_release_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match="没有名为 20990101-1 的文件，也没有公开编号为 20990101-1 的发布。"
    ):
        run("20990101-1")
    bad = tmp_path / "扫描.pdf"
    bad.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match=r"扫描\.pdf：PDF 文件不能直接读取"):
        run(str(bad))
