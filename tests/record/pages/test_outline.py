from __future__ import annotations

from dataclasses import replace

from releases.document import Document, Kind, Paragraph, Turn
from releases.record.pages.outline import outline_of
from releases.record.pages.parts import OutlineEntry
from tests.record.making import DOCUMENT


def said(*turns: Turn) -> Document:
    """Return the document with other turns."""
    return replace(DOCUMENT, turns=turns)


def test_outline_has_opening_presentation_and_questions_with_answers() -> None:
    assert outline_of(DOCUMENT) == (
        OutlineEntry("t1", "闻知秋", "statement", role="主持人"),
        OutlineEntry("t2", "江望舒", "statement", role="发布人"),
        OutlineEntry("t3", "企业开办需要几天？", "question", (OutlineEntry("t4", "江望舒", "answer"),)),
    )


def test_outline_leaves_moderator_out_after_the_opening() -> None:
    turns = (*DOCUMENT.turns, Turn("t5", Kind.STATEMENT, "p1", blocks=(Paragraph("下一个问题。"),)))
    assert outline_of(said(*turns)) == outline_of(DOCUMENT)


def test_outline_leaves_narration_out() -> None:
    scene = Turn("t9", Kind.NARRATION, blocks=(Paragraph("图为发布会现场。"),))
    assert outline_of(said(scene, *DOCUMENT.turns)) == outline_of(DOCUMENT)


def test_outline_names_what_has_no_speaker_or_no_words() -> None:
    turns = (
        Turn("t1", Kind.STATEMENT, label="某处负责人"),
        Turn("t2", Kind.QUESTION, label="澜江日报记者"),
        Turn("t3", Kind.QUESTION),
        Turn("t4", Kind.ANSWER, label="某局负责人", answers="t3"),
        Turn("t5", Kind.ANSWER, "p2"),
        Turn("t6", Kind.ANSWER),
    )
    assert outline_of(said(*turns)) == (
        OutlineEntry("t1", "某处负责人", "statement"),
        OutlineEntry("t2", "澜江日报记者", "question"),
        OutlineEntry("t3", "提问", "question", (OutlineEntry("t4", "某局负责人", "answer"),)),
        OutlineEntry("t5", "江望舒", "answer"),
        OutlineEntry("t6", "回答", "answer"),
    )
