"""Lines to a document: head, roster, turns, and what is doubtful about them."""

from __future__ import annotations

from releases.document import Document, Held, Role
from releases.transcripts import attendees, dates, gather, header, links, prose, turns
from releases.transcripts.album import Album
from releases.transcripts.lines import Ledger, split
from releases.transcripts.result import Parsed, Severity
from releases.transcripts.roster import Roster
from releases.transcripts.source import Source
from releases.transcripts.values import Header


def parse(source: Source) -> Parsed:
    """Return the document that a transcript's text holds, every character accounted for."""
    ledger = Ledger(split(source.text, source.hints), list(source.problems))
    ledger.note_unseen()
    roster = Roster()
    head = header.read(ledger, roster)
    prose.people(ledger, head, roster)
    body = [index for index in range(head.body, len(ledger.lines)) if not ledger.lines[index].hint.outside]
    attendees.note(ledger, body, roster)
    gathered = gather.gather(ledger.lines, body, roster)
    album = Album(ledger)
    taken = turns.Turns(ledger, roster, gathered, album, source=head.source)
    taken.narrate(head.content)
    taken.run(range(head.body, len(ledger.lines)))
    attendees.guess_moderator(taken.drafts, ledger, roster)
    links.ask(taken.drafts, roster)
    links.link(taken.drafts, ledger)
    attendees.settle(taken.drafts, roster)
    held = _held(ledger, head)
    head.source = taken.source
    _missing(ledger, head, roster, held, spoken=bool(taken.drafts))
    document = Document(
        title=head.title,
        subject=head.subject,
        source=head.source,
        keywords=head.keywords,
        summary=head.summary,
        published_on=head.published_on,
        held=held,
        venue=head.venue,
        people=tuple(roster.people),
        turns=tuple(draft.frozen() for draft in taken.drafts),
        photos=tuple(album.photos),
    )
    return Parsed(
        document=document,
        problems=tuple(sorted(ledger.problems, key=lambda problem: problem.line)),
        leftovers=ledger.leftovers,
        pieces=ledger.pieces(),
        files=dict(source.files),
    )


def _held(ledger: Ledger, head: Header) -> Held:
    """Read the held time, its year taken from the rest of the page where none is printed."""
    stamp = head.held_stamp
    if stamp is None:
        if head.held_text:
            ledger.doubt("unreadable-date", head.held_line, Severity.ERROR, "没有读懂召开时间，请补上日期。")
        return Held(None, head.held_text)
    named = () if stamp.year or head.published_on else _years(ledger, head)
    reading = dates.read(stamp, near=head.published_on, named=named)
    for code, message in reading.doubts:
        severity = Severity.ERROR if reading.value is None else Severity.WARNING
        ledger.doubt(code, head.held_line, severity, message)
    return Held(reading.value, head.held_text)


def _years(ledger: Ledger, head: Header) -> tuple[int, ...]:
    """Return the years named by the head, else by the whole page."""
    for lines in (ledger.lines[: head.body], ledger.lines):
        found = tuple(year for line in lines for year in dates.years(line.norm))
        if found:
            return found
    return ()


def _missing(ledger: Ledger, head: Header, roster: Roster, held: Held, *, spoken: bool) -> None:
    """Doubt each field that the head of a release should have and this one has not."""
    wanted = (
        ("missing-title", head.title, Severity.ERROR, "没有找到标题。"),
        ("missing-held", held.text, Severity.ERROR, "没有找到召开时间。"),
        ("missing-venue", head.venue, Severity.WARNING, "没有找到地点。"),
        ("missing-subject", head.subject, Severity.WARNING, "没有找到主题。"),
        ("missing-source", head.source, Severity.WARNING, "没有找到来源。"),
        ("missing-published", head.published_on, Severity.NOTE, "没有找到原文的发布时间。"),
        ("missing-spokespeople", roster.has(Role.SPOKESPERSON), Severity.WARNING, "没有找到发布人。"),
        ("missing-moderator", roster.has(Role.MODERATOR), Severity.WARNING, "没有找到主持人。"),
        ("missing-turns", spoken, Severity.WARNING, "没有找到实录正文；如果是预告，可以忽略。"),
    )
    for code, value, severity, message in wanted:
        if not value:
            ledger.doubt(code, 1, severity, message)
    untitled = "、".join(person.name for person in roster.people if not person.position)
    if untitled:
        ledger.doubt("missing-position", 1, Severity.NOTE, f"没有读出{untitled}的职务，请补上。")
