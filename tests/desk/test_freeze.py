from __future__ import annotations

import dataclasses
from datetime import date, datetime

import pytest
from hypothesis import given

from releases.desk.freeze import freeze, keywords
from releases.desk.load import load
from releases.desk.models import Attachment, Conference, Participant, Person
from releases.document import Attachment as DocumentAttachment
from releases.document import Document, Held
from tests.desk.making import section
from tests.desk.strategies import CHINA, PATIENT, documents

pytestmark = pytest.mark.django_db


@given(documents())
@PATIENT
def test_a_document_loaded_and_frozen_is_the_same_document(document: Document) -> None:
    conference = Conference.objects.create()
    outcome = load(document=document, conference=conference)
    assert (outcome.problems, outcome.displaced) == ([], [])
    assert freeze(Conference.objects.get(pk=conference.pk)) == document


@given(documents())
@PATIENT
def test_loading_the_same_document_again_changes_nothing(document: Document) -> None:
    conference = Conference.objects.create()
    load(document=document, conference=conference)
    outcome = load(document=document, conference=conference, earlier=document)
    assert (outcome.problems, outcome.displaced) == ([], [])
    assert freeze(conference) == document


def test_freezing_names_the_section_the_person_and_the_attachment() -> None:
    conference = Conference.objects.create(section=section(), held_day=date(2026, 3, 29))
    person = Person.objects.create(name="李木")
    Participant.objects.create(conference=conference, number=2, order=1, name="李木", person=person)
    Attachment.objects.create(
        conference=conference,
        number=4,
        file_name="方案.pdf",
        title="工程方案",
        media_type="application/pdf",
        size=9,
        digest="a" * 64,
    )
    document = freeze(conference)
    assert document.section == "jdhy/xwfbh"
    assert document.held == Held(date(2026, 3, 29))
    assert [person.ref for person in document.people] == [str(person.pk)]
    assert document.attachments == (
        DocumentAttachment("a4", "方案.pdf", "工程方案", "application/pdf", 9, "a" * 64),
    )


def test_an_hour_is_in_the_conferences_own_zone() -> None:
    conference = Conference(held_day=date(2026, 3, 29), held_time=datetime(2026, 3, 29, 15).time())  # noqa: DTZ001  (a time of day)
    assert conference.held_at == datetime(2026, 3, 29, 15, tzinfo=CHINA)
    document = dataclasses.replace(Document(), held=Held(conference.held_at))
    assert document.to_json()["held"]["start"] == "2026-03-29T15:00:00+08:00"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", ()), ("水务、工程", ("水务", "工程")), (" 水务，工程; 水务\n清水 ", ("水务", "工程", "清水"))],
)
def test_keywords_are_parted_by_whatever_people_type(typed: str, words: tuple[str, ...]) -> None:
    assert keywords(typed) == words
