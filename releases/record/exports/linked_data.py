"""``.jsonld``: schema.org's terms for the article, the event, and what was asked and answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.safestring import SafeString

from releases.document import Kind, Person, Role, Turn
from releases.record.exports.edition import Edition, Embargo
from releases.record.exports.inert import escaped, in_script, plain
from releases.record.models import VersionKind


def write(edition: Edition) -> bytes:
    """Return one ``@graph`` of https://schema.org terms."""
    text = json.dumps(graph(edition), ensure_ascii=False, indent=1)
    return f"{escaped(text)}\n".encode()


def in_page(edition: Edition) -> SafeString:
    """Return the article and its event for the page itself.

    What was asked and answered stands there already: the article names its parts by their ``@id``, and the
    whole graph is a download.
    """
    graph = {"@context": "https://schema.org", "@graph": [_article(edition), _event(edition)]}
    return in_script(json.dumps(graph, ensure_ascii=False, separators=(",", ":")))


def graph(edition: Edition) -> dict[str, Any]:
    """Return NewsArticle, Event and Questions as JSON values.

    Not a QAPage: that is for pages where anybody may answer.
    """
    parts = [_article(edition), _event(edition), *_exchanges(edition)]
    return {"@context": "https://schema.org", "@graph": parts}


def _article(edition: Edition) -> dict[str, Any]:
    document = edition.document
    questions = [turn for turn in document.turns if turn.kind is Kind.QUESTION]
    found: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": f"{edition.url}#article",
        "url": edition.url,
        "mainEntityOfPage": edition.url,
        "headline": plain(document.title),
        "inLanguage": "zh-Hans",
        **(_ahead(edition.embargo) if edition.embargo else _published(edition)),
        "publisher": {"@type": "GovernmentOrganization", "name": edition.organiser, "url": edition.site_url},
        "about": {"@id": f"{edition.url}#event"},
        "isAccessibleForFree": True,
    }
    optional = {
        "description": plain(document.summary),
        "keywords": ",".join(map(plain, document.keywords)),
        "image": [edition.photo_url(photo) for photo in document.photos],
        "sourceOrganization": {"@type": "Organization", "name": plain(document.source)}
        if document.source
        else None,
        # https://schema.org/correction: what was changed, in words.
        "correction": {"@type": "CorrectionComment", "text": plain(edition.note)}
        if edition.kind is VersionKind.CORRECTION
        else None,
        "associatedMedia": [
            {
                "@type": "MediaObject",
                "name": plain(one.title or one.file),
                "contentUrl": edition.attachment_url(one),
                "encodingFormat": one.media_type,
            }
            for one in document.attachments
        ],
        "hasPart": [{"@id": edition.turn_url(turn)} for turn in questions],
    }
    return {**found, **{name: value for name, value in optional.items() if value}}


def _published(edition: Edition) -> dict[str, Any]:
    return {
        "datePublished": edition.first_at.isoformat(timespec="seconds"),
        "dateModified": edition.at.isoformat(timespec="seconds"),
        "version": edition.number,
        "isBasedOn": edition.address,
    }


def _ahead(embargo: Embargo) -> dict[str, Any]:
    """Return that it may not be published yet: ``expires`` would say that it is of no use afterwards."""
    return {
        "creativeWorkStatus": "限时公开",
        "conditionsOfAccess": plain(embargo.line),
        "audience": {"@type": "Audience", "name": plain(embargo.outlet)},
        "publication": {
            "@type": "PublicationEvent",
            "startDate": embargo.until.isoformat(timespec="seconds"),
        },
    }


def _event(edition: Edition) -> dict[str, Any]:
    document = edition.document
    found: dict[str, Any] = {
        "@type": "Event",
        "@id": f"{edition.url}#event",
        "name": plain(document.subject or document.title),
        "eventStatus": "https://schema.org/EventScheduled",
        "organizer": {"@type": "GovernmentOrganization", "name": edition.organiser, "url": edition.site_url},
        "url": edition.url,
    }
    start = document.held.start
    performers = [_person(person) for person in document.people if person.role is not Role.ATTENDEE]
    optional = {
        "startDate": start.isoformat() if start else None,
        "location": {"@type": "Place", "name": plain(document.venue)} if document.venue else None,
        "performer": performers,
        "attendee": [_person(person) for person in document.people if person.role is Role.ATTENDEE],
    }
    return {**found, **{name: value for name, value in optional.items() if value}}


def _exchanges(edition: Edition) -> Iterator[dict[str, Any]]:
    turns = edition.document.turns
    for question in turns:
        if question.kind is not Kind.QUESTION:
            continue
        answers = [turn for turn in turns if turn.answers == question.id]
        found = _said(question, edition, "Question") | {"answerCount": len(answers)}
        if answers:
            found["suggestedAnswer"] = [_said(turn, edition, "Answer") for turn in answers]
        yield found


def _said(turn: Turn, edition: Edition, kind: str) -> dict[str, Any]:
    speaker = edition.speaker(turn)
    found: dict[str, Any] = {
        "@type": kind,
        "@id": edition.turn_url(turn),
        "url": edition.turn_url(turn),
        "text": plain(turn.text),
    }
    if speaker:
        found["author"] = _person(speaker)
    elif turn.label:
        found["author"] = {"@type": "Organization", "name": plain(turn.label)}
    if turn.given_on:
        found["dateCreated"] = turn.given_on.isoformat()
    return found


def _person(person: Person) -> dict[str, Any]:
    found = {"@type": "Person", "name": plain(person.name)}
    return {**found, "jobTitle": plain(person.position)} if person.position else found
