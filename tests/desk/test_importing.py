from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.storage import storages

from releases.desk.freeze import freeze
from releases.desk.importing import ImportingError, import_transcript, imported_before
from releases.desk.leftovers import decide
from releases.desk.models import Conference, Leftover, LeftoverState, Person, Turn
from releases.transcripts.result import TranscriptError
from tests.desk.making import TRANSCRIPT, account, client_of, form_data, photo_bytes, section, word_bytes

pytestmark = pytest.mark.django_db

AT = datetime(2026, 4, 1, 8, tzinfo=UTC)
DATA = TRANSCRIPT.encode()


@pytest.fixture
def editor() -> User:
    return account("撰稿")


def imported(by: User | None, text: str = TRANSCRIPT, **options: object) -> Conference:
    return import_transcript(data=text.encode(), name="实录.txt", by=by, **options)  # type: ignore[arg-type]


def codes(conference: Conference) -> list[str]:
    source = conference.sources.first()
    assert source is not None
    return [problem["code"] for problem in source.problems]


def test_a_transcript_becomes_a_draft(editor: User) -> None:
    conference = import_transcript(data=DATA, name="实录.txt", by=editor, section=section(), at=AT)
    document = freeze(conference)
    assert (document.title, document.source, document.section) == (
        "澜江市“清水入城”新闻发布会",
        "澜江市水务局",
        "jdhy/xwfbh",
    )
    assert [(p.name, p.position, p.role.value) for p in document.people] == [
        ("李木", "市水务局局长", "spokesperson"),
        ("王禾", "市水务局副局长", "spokesperson"),
        ("陈舟", "市政府新闻办副主任", "moderator"),
    ]
    assert [turn.kind.value for turn in document.turns] == [
        "statement",
        "statement",
        "question",
        "answer",
        "statement",
    ]
    assert document.turns[3].answers == "t3"
    assert (conference.state, conference.created_by, conference.created_at) == ("draft", editor, AT)
    source = conference.sources.get()
    assert (source.text, source.imported_by, source.imported_at) == (TRANSCRIPT, editor, AT)
    assert LogEntry.objects.get().change_message == "由文字稿建立。"


def test_the_same_bytes_make_no_second_draft(editor: User) -> None:
    conference = imported(editor)
    assert imported_before(DATA) == conference
    assert imported(editor) == conference
    assert Conference.objects.count() == 1
    assert imported_before(DATA + b"\n") is None


def test_the_same_bytes_cannot_go_into_another_conference(editor: User) -> None:
    imported(editor)
    other = Conference.objects.create(title="别的发布会")
    with pytest.raises(ImportingError) as caught:
        imported(editor, conference=other)
    assert str(caught.value) == "这个文件已经导入到另一场发布会《澜江市“清水入城”新闻发布会》。"
    assert not other.turns.exists()


def test_an_operator_imports_without_an_account() -> None:
    conference = imported(None)
    assert (conference.created_by, LogEntry.objects.count()) == (None, 0)


def test_what_cannot_be_read_leaves_nothing(editor: User) -> None:
    with pytest.raises(TranscriptError):
        import_transcript(data=b"%PDF-1.7", name="x.pdf", by=editor)
    assert not Conference.objects.exists()


def test_a_revised_file_keeps_ids_and_what_staff_did(editor: User) -> None:
    conference = imported(editor)
    before = {turn.body: turn.public_id for turn in conference.turns.all()}
    person = Person.objects.create(name="另一位李木")
    conference.participants.filter(name="李木").update(person=person)
    revised = TRANSCRIPT.replace("媒体提问：", "李木：\n再补充一点。\n媒体提问：").replace("六月底", "九月底")
    imported(editor, revised, conference=conference)
    conference.refresh_from_db()
    after = {turn.body: turn.public_id for turn in conference.turns.all()}
    same = {text: before[text] for text in before if text in after}
    assert len(same) >= 3
    assert {text: after[text] for text in same} == same
    assert after["预计明年九月底完工。"] == before["预计明年六月底完工。"]
    fresh = set(after.values()) - set(before.values())
    assert fresh <= {"t6", "t7"}
    assert conference.participants.get(name="李木").person == person
    assert conference.sources.count() == 2
    assert freeze(conference).person("p1") is not None


def test_line_ends_of_a_browser_do_not_make_a_turn_edited(editor: User) -> None:
    two = TRANSCRIPT.replace("进展。", "进展。\n先说水源。")
    conference = imported(editor, two)
    desk = client_of(editor)
    address = f"/desk/desk/conference/{conference.pk}/review/"
    data = form_data(desk.get(address).content.decode())
    # As a browser sends text of several lines.
    sent = {name: value.replace("\n", "\r\n") for name, value in data.items()} | {"turns-0-label": "陈主任"}
    assert desk.post(address, sent).status_code == 302
    imported(editor, two.replace("先说水源。", "先说水质。"), conference=conference)
    assert conference.turns.get(number=2).body == "下面我介绍清水入城工程的进展。\n先说水质。"
    assert not conference.leftovers.waiting().exists()


def test_more_turns_than_a_page_can_hold_are_refused(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("releases.desk.importing.MAX_TURNS", 4)
    with pytest.raises(ImportingError) as caught:
        imported(editor)
    assert str(caught.value) == "文字稿中识别出 5 段发言，超过一场发布会 4 段的上限，请分成几个文件。"
    assert not Conference.objects.exists()


def test_an_announcement_takes_its_transcript(editor: User) -> None:
    conference = Conference.objects.create(title="清水入城新闻发布会（预告）", source="市水务局")
    imported(editor, conference=conference)
    conference.refresh_from_db()
    assert (conference.title, conference.source) == ("清水入城新闻发布会（预告）", "市水务局")
    assert conference.turns.count() == 5
    assert "kept-edited-field" in codes(conference)


def test_a_file_is_not_asked_for_what_the_form_has(editor: User) -> None:
    bare = "清水入城新闻发布会\n图文实录：\n李木：\n大家好。\n"
    assert {"missing-venue", "missing-source"} <= set(codes(imported(editor, bare)))
    conference = Conference.objects.create(title="预告", venue="市民中心", source="市水务局")
    imported(editor, bare + "\n", conference=conference)
    assert {"missing-venue", "missing-source"} & set(codes(conference)) == set()
    assert "missing-held" in codes(conference)


def test_importing_again_keeps_numbers_of_gone_turns_unused(editor: User) -> None:
    conference = imported(editor)
    conference.turns.filter(number=2).delete()
    imported(editor, TRANSCRIPT + "李木：\n谢谢。\n", conference=conference)
    used = {turn.public_id for turn in conference.turns.all()}
    assert "t2" not in used
    conference.refresh_from_db()
    assert conference.next_turn > 6


def test_contradicting_rows_are_mended_first(editor: User) -> None:
    conference = Conference.objects.create()
    Turn.objects.create(conference=conference, number=1, body="〔图 f9〕")
    with pytest.raises(ImportingError, match="请先按检查结果改正"):
        imported(editor, conference=conference)


def test_embedded_photos_and_photos_beside_are_kept(editor: User) -> None:
    conference = import_transcript(data=word_bytes(photo=photo_bytes()), name="实录.docx", by=editor)
    photo = conference.photos.get()
    assert storages["default"].exists(f"photos/{photo.digest[:2]}/{photo.digest}.jpg")
    assert (photo.width, photo.height) == (1200, 800)
    named = TRANSCRIPT.replace("图文实录：", "图文实录：\n9M0A9576.jpg\nB.jpg")
    beside = imported(editor, named, photos={"9m0a9576.JPG": photo_bytes("red"), "B.jpg": b"no photo"})
    first, second = beside.photos.all()
    assert (first.file_name, first.alt, first.caption, bool(first.digest)) == ("9M0A9576.jpg", "", "", True)
    assert (second.file_name, second.digest) == ("B.jpg", "")
    assert "photo-unreadable" in codes(beside)


def test_a_photo_at_hand_is_not_missed_when_the_file_comes_again(editor: User) -> None:
    named = TRANSCRIPT.replace("图文实录：", "图文实录：\n9M0A9576.jpg")
    conference = imported(editor, named, photos={"9M0A9576.jpg": photo_bytes()})
    imported(editor, named + "\n", conference=conference)
    assert conference.photos.get().digest


def stray(conference: Conference, text: str) -> Leftover:
    source = conference.sources.first()
    assert source is not None
    return Leftover.objects.create(conference=conference, source=source, line=8, text=text, kind="unplaced")


def test_decisions_about_leftovers_outlive_a_second_import(editor: User) -> None:
    conference = imported(editor)
    turn = conference.turns.get(body="预计明年六月底完工。")
    Turn.objects.create(conference=conference, number=9, order=9, body="补记一段")
    imported(editor, TRANSCRIPT + "\n", conference=conference)
    leftover = conference.leftovers.waiting().get()
    assert (leftover.text, leftover.line) == ("补记一段", 0)
    decide(leftover=leftover, state=LeftoverState.DISMISSED, by=editor)
    imported(editor, TRANSCRIPT + "\n\n", conference=conference)
    assert not conference.leftovers.waiting().exists()
    assert conference.leftovers.filter(text="补记一段", state="dismissed").count() == 1
    assert conference.turns.get(body="预计明年六月底完工。").number == turn.number


def test_a_leftover_found_again_takes_over_what_was_decided(editor: User) -> None:
    conference = imported(editor)
    text = conference.leftovers.first()
    stray(conference, "陈舟")
    decided = stray(conference, "大家下午好！")
    decide(leftover=decided, state=LeftoverState.PLACED, by=editor)
    imported(editor, TRANSCRIPT + "\n", conference=conference)
    # Both stand in the new text, and the new reading has placed them.
    assert not conference.leftovers.exclude(kind="furniture").exists()
    assert text is None or text.kind == "furniture"


def test_guessed_and_ambiguous_people_are_reported(editor: User) -> None:
    known = Person.objects.create(name="李木")
    Person.objects.create(name="王禾", note="水务局")
    Person.objects.create(name="王禾", note="统计局")
    conference = imported(editor)
    links = {row.name: row.person for row in conference.participants.all()}
    assert links == {"李木": known, "王禾": None, "陈舟": Person.objects.get(name="陈舟")}
    assert [code for code in codes(conference) if code.startswith("person")] == [
        "person-guessed",
        "person-ambiguous",
    ]
