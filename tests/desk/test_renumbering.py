from __future__ import annotations

from releases.desk.renumbering import renumbered
from releases.document import Attachment, Document, Kind, Paragraph, Person, Photo, PhotoBlock, Turn
from releases.transcripts.result import Parsed, Piece, Problem, Severity


def test_renumbering_follows_every_link() -> None:
    document = Document(
        people=(Person("p1", "李木"),),
        turns=(
            Turn("t1", Kind.QUESTION, label="媒体提问", blocks=(PhotoBlock("f1"), Paragraph("问"))),
            Turn("t2", Kind.ANSWER, speaker="p1", answers="t1"),
        ),
        photos=(Photo("f1", "x.jpg"),),
        attachments=(Attachment("a1", "x.pdf"),),
    )
    parsed = Parsed(
        document,
        problems=(Problem("doubt", 3, Severity.NOTE, "？", "t2"), Problem("other", 1, Severity.NOTE, "？")),
        pieces=(
            Piece("李木", "people.p1.name"),
            Piece("问", "turns.t1.blocks.1"),
            Piece("x.jpg", "photos.f1"),
            Piece("标题", "title"),
        ),
    )
    again = renumbered(parsed, {"p1": "p7", "t1": "t4", "t2": "t9", "f1": "f3"})
    assert again.document == Document(
        people=(Person("p7", "李木"),),
        turns=(
            Turn("t4", Kind.QUESTION, label="媒体提问", blocks=(PhotoBlock("f3"), Paragraph("问"))),
            Turn("t9", Kind.ANSWER, speaker="p7", answers="t4"),
        ),
        photos=(Photo("f3", "x.jpg"),),
        attachments=(Attachment("a1", "x.pdf"),),
    )
    assert [problem.turn for problem in again.problems] == ["t9", ""]
    assert [piece.place for piece in again.pieces] == [
        "people.p7.name",
        "turns.t4.blocks.1",
        "photos.f3",
        "title",
    ]
