from __future__ import annotations

from dataclasses import replace

from releases.document import Document, Held
from releases.preflight import Context, required
from tests.preflight.making import TODAY, found, saying


def test_an_empty_document_lacks_everything() -> None:
    assert [code for code, *_ in found(required.check, Document())] == [
        "no-title",
        "no-section",
        "no-source",
        "no-day",
        "no-venue",
    ]


def test_a_file_has_no_section_yet() -> None:
    document = replace(saying("好。"), section="")
    assert found(required.check, document, Context(today=TODAY, imported=False)) == []
    assert found(required.check, document) == [("no-section", "red", "", "")]


def test_a_day_printed_on_the_old_page_will_do() -> None:
    document = replace(saying("好。"), held=Held(), published_on=TODAY)
    assert found(required.check, document) == []


def test_a_title_has_an_end() -> None:
    assert found(required.check, replace(saying("好。"), title="长" * 200)) == []
    assert found(required.check, replace(saying("好。"), title="长" * 201)) == [("long-title", "red", "", "")]
