from __future__ import annotations

from hypothesis import given

from releases.desk.matching import matches
from releases.document import Document, Kind, Paragraph, Person, Photo, PhotoBlock, Turn
from tests.desk.strategies import PATIENT, documents

LONG = "清水入城工程去年十月开工，目前主体已经完成百分之八十，沿线居民的用水没有受到影响。"


def said(turn_id: str, text: str, label: str = "李木") -> Turn:
    return Turn(turn_id, Kind.STATEMENT, label=label, blocks=(Paragraph(text),) if text else ())


@given(documents())
@PATIENT
def test_matches_pair_each_part_at_most_once(document: Document) -> None:
    found = matches(document, document)
    assert len(set(found.values())) == len(found)


def test_equal_turns_match_whatever_their_place() -> None:
    old = Document(turns=(said("t1", "大家好"), said("t2", LONG)))
    new = Document(turns=(said("t1", LONG), said("t2", "新的一段"), said("t3", "大家好")))
    assert matches(old, new) == {"t1": "t2", "t3": "t1"}


def test_a_turn_said_by_another_still_matches_by_its_words() -> None:
    assert matches(Document(turns=(said("t5", LONG),)), Document(turns=(said("t1", LONG, "王禾"),))) == {
        "t1": "t5"
    }


def test_a_turn_somewhat_changed_matches_and_a_different_one_does_not() -> None:
    old = Document(turns=(said("t3", LONG), said("t4", "谢谢大家！")))
    new = Document(turns=(said("t1", LONG.replace("百分之八十", "八成")), said("t2", "现在散会。")))
    assert matches(old, new) == {"t1": "t3"}


def test_alike_words_of_another_voice_do_not_match() -> None:
    old = Document(turns=(said("t3", LONG),))
    assert matches(old, Document(turns=(said("t1", LONG + "完", "王禾"),))) == {}


def test_empty_turns_match_only_when_all_else_is_equal() -> None:
    old = Document(turns=(said("t3", ""),))
    assert matches(old, Document(turns=(said("t1", ""),))) == {"t1": "t3"}
    assert matches(old, Document(turns=(said("t1", "", "王禾"),))) == {}


def test_photos_match_by_file_name_and_turns_by_their_photos() -> None:
    old = Document(
        photos=(Photo("f4", "a.jpg"), Photo("f5", "")),
        turns=(Turn("t2", Kind.NARRATION, blocks=(PhotoBlock("f4"),)),),
    )
    new = Document(
        photos=(Photo("f1", "a.jpg"), Photo("f2", "")),
        turns=(Turn("t1", Kind.NARRATION, blocks=(PhotoBlock("f1"),)),),
    )
    assert matches(old, new) == {"f1": "f4", "t1": "t2"}


def test_namesakes_match_by_position_first() -> None:
    old = Document(people=(Person("p1", "李木", "局长"), Person("p2", "李木", "处长")))
    new = Document(
        people=(Person("p1", "李木", "处长"), Person("p2", "李木", "副局长"), Person("p3", "王禾"))
    )
    assert matches(old, new) == {"p1": "p2", "p2": "p1"}


def test_a_voice_is_the_speakers_name_where_there_is_one() -> None:
    def asked(person_id: str) -> Document:
        turn = Turn("t1", Kind.STATEMENT, speaker=person_id, label="", blocks=(Paragraph(LONG),))
        return Document(people=(Person(person_id, "李木"),), turns=(turn,))

    changed = asked("p9")
    longer = Turn("t8", Kind.STATEMENT, speaker="p9", blocks=(Paragraph(LONG + "谢谢。"),))
    new = Document(people=changed.people, turns=(longer,))
    assert matches(asked("p3"), new) == {"p9": "p3", "t8": "t1"}
