"""``.akn.xml``: Akoma Ntoso 1.0, the OASIS standard for the records of debates."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.builder import ElementMaker

from releases.document import Document, Kind, Paragraph, Photo, Turn
from releases.record.exports.edition import Edition, Embargo
from releases.record.exports.inert import plain
from releases.record.exports.words import below, days_of, name_of

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
EMBARGO_NAMESPACE = "urn:x-release:embargo"
_MAKER = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
_SPEECHES = {Kind.STATEMENT: "speech", Kind.QUESTION: "question", Kind.ANSWER: "answer"}
# An agent that nobody named: the standard wants one of every speech.
_NOBODY = "unnamed"


def write(edition: Edition) -> bytes:
    """Return a ``debate``: speeches, questions and answers, each ``by`` a person ``as`` a position.

    http://docs.oasis-open.org/legaldocml/akn-core/v1.0/akn-core-v1.0-part1-vocabulary.html
    """
    root = _e(
        "akomaNtoso", _e("debate", _meta(edition), _preface(edition), _body(edition), name="pressConference")
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _meta(edition: Edition) -> etree._Element:
    work = f"/akn/cn/debate/{edition.first_at:%Y-%m-%d}/{_name(edition)}"
    expression = f"{work}/zho@v{edition.number}"
    day = f"{edition.first_at:%Y-%m-%d}"
    changed = f"{edition.at:%Y-%m-%d}"
    identification = _e(
        "identification",
        _e(
            "FRBRWork",
            _e("FRBRthis", value=f"{work}/!main"),
            _e("FRBRuri", value=work),
            _e("FRBRalias", value=edition.url, name="release"),
            _e("FRBRdate", date=day, name="given" if edition.embargo else "published"),
            _e("FRBRauthor", href="#publisher"),
            _e("FRBRcountry", value="cn"),
        ),
        _e(
            "FRBRExpression",
            _e("FRBRthis", value=f"{expression}/!main"),
            _e("FRBRuri", value=expression),
            _e("FRBRalias", value=edition.address, name="version"),
            _e("FRBRdate", date=changed, name="given" if edition.embargo else edition.kind.value),
            _e("FRBRauthor", href="#publisher"),
            _e("FRBRlanguage", language="zho"),
        ),
        _e(
            "FRBRManifestation",
            _e("FRBRthis", value=f"{expression}/!main.xml"),
            _e("FRBRuri", value=f"{expression}.xml"),
            _e("FRBRdate", date=changed, name="generated"),
            _e("FRBRauthor", href="#publisher"),
            _e("FRBRformat", value="application/akn+xml"),
        ),
        source="#publisher",
    )
    meta = _e("meta", identification, _references(edition))
    if edition.embargo:
        meta.append(_proprietary(edition.embargo))
    return meta


def _proprietary(embargo: Embargo) -> etree._Element:
    """Return the embargo in words of our own: the standard has none, and leaves this element to others."""
    ours = ElementMaker(namespace=EMBARGO_NAMESPACE, nsmap={"embargo": EMBARGO_NAMESPACE})
    until = embargo.until.isoformat(timespec="seconds")
    mark: etree._Element = ours("embargo", until=until, outlet=plain(embargo.outlet))
    return _e("proprietary", mark, source="#publisher")


def _name(edition: Edition) -> str:
    """Return the release's id; what is not public yet has none, and is named by its words."""
    return edition.id or edition.digest[:16]


def _references(edition: Edition) -> etree._Element:
    references = _e(
        "references",
        _e(
            "TLCOrganization",
            eId="publisher",
            href="/ontology/organization/publisher",
            showAs=edition.organiser,
        ),
        source="#publisher",
    )
    for person in edition.document.people:
        href = f"/ontology/person/{_name(edition)}/{person.id}"
        references.append(_e("TLCPerson", eId=person.id, href=href, showAs=plain(person.name) or person.id))
        if person.position:
            role = f"{person.id}-role"
            references.append(
                _e(
                    "TLCRole",
                    eId=role,
                    href=f"/ontology/role/{_name(edition)}/{role}",
                    showAs=plain(person.position),
                )
            )
    for turn in _of_nobody(edition.document):
        name = plain(name_of(turn, edition)) or "未具名"
        href = f"/ontology/person/{_name(edition)}/{_NOBODY}-{turn.id}"
        references.append(_e("TLCPerson", eId=f"{_NOBODY}-{turn.id}", href=href, showAs=name))
    return references


def _of_nobody(document: Document) -> list[Turn]:
    return [turn for turn in document.turns if turn.kind in _SPEECHES and turn.speaker is None]


def _preface(edition: Edition) -> etree._Element:
    document = edition.document
    preface = _e("preface", _e("p", _e("docTitle", plain(document.title))))
    if edition.embargo:
        preface.insert(0, _e("p", plain(edition.embargo.line)))
    for words in (document.held.text, document.venue, document.subject, document.summary):
        if words:
            preface.append(_e("p", plain(words)))
    return preface


def _body(edition: Edition) -> etree._Element:
    section = _e("debateSection", eId="transcript", name="transcript")
    section.append(_e("heading", "图文实录"))
    for turn in edition.document.turns:
        section.append(_turn(turn, edition))
    return _e("debateBody", section)


def _turn(turn: Turn, edition: Edition) -> etree._Element:
    if turn.kind not in _SPEECHES:
        return _e("narrative", *_inline(turn, edition), eId=turn.id)
    speaker = edition.speaker(turn)
    found = _e(_SPEECHES[turn.kind], eId=turn.id, by=f"#{turn.speaker or f'{_NOBODY}-{turn.id}'}")
    if speaker and speaker.position:
        found.set("as", f"#{speaker.id}-role")
    if turn.answers:
        found.set("to", f"#{turn.answers}")
    name, days = name_of(turn, edition), days_of(turn)
    found.append(_e("from", plain(f"{name}{f'（{days}）' if days else ''}：")))
    blocks = list(_blocks(turn, edition))
    found.extend(blocks or [_e("p")])
    return found


def _blocks(turn: Turn, edition: Edition) -> Iterator[etree._Element]:
    for block in turn.blocks:
        if isinstance(block, Paragraph):
            yield _e("p", plain(block.text))
        else:
            photo = edition.document.photo(block.photo)
            yield _e("p", _picture(photo, edition))
            if words := below(photo):
                yield _e("p", plain(words), {"class": "caption"})


def _inline(turn: Turn, edition: Edition) -> list[etree._Element | str]:
    """Return a narration's words: the standard has no paragraphs within it, only line breaks."""
    found: list[etree._Element | str] = []
    for block in turn.blocks:
        if found:
            found.append(_e("eol"))
        if isinstance(block, Paragraph):
            found.append(plain(block.text))
        else:
            photo = edition.document.photo(block.photo)
            found.append(_picture(photo, edition))
            if words := below(photo):
                found.extend((_e("eol"), plain(words)))
    return found


def _picture(photo: Photo, edition: Edition) -> etree._Element:
    return _e("img", src=edition.photo_url(photo), alt=plain(photo.alt or photo.caption))


def _e(tag: str, /, *children: etree._Element | str | dict[str, str], **attributes: str) -> etree._Element:
    made: etree._Element = _MAKER(tag, *children, **attributes)
    return made
