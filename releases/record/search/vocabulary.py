"""The vocabulary: writing the terms of a release, taking them out, and looking terms up by their keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import F, OuterRef, Subquery

from releases.document import Document
from releases.record.models import Release, Term, TermKey, TermKind, TermUse
from releases.record.search.engines import engine
from releases.record.search.keys import keys_of
from releases.record.search.terms import Known, Named, terms

# Of what has a key the most frequent; surnames have thousands.
MOST_FOUND = 400


def write(release: Release, document: Document) -> None:
    """Make the vocabulary hold the terms of the release as the document has them, and no others of it.

    Whoever calls has to be alone in writing (``releases.record.one_at_a_time``).
    """
    forget(release)
    named = {(one.kind.value, one.text, one.ref): one for one in terms(document)}
    known = {
        (term.kind, term.text, term.ref): term
        for term in Term.objects.filter(text__in={one.text for one in named.values()})
    }
    new = [_term(one) for what, one in named.items() if what not in known]
    known |= {(term.kind, term.text, term.ref): term for term in Term.objects.bulk_create(new)}
    TermKey.objects.bulk_create(TermKey(term=term, key=key) for term in new for key in _keys(term))
    TermUse.objects.bulk_create(
        TermUse(release=release, term=known[what], position=one.position) for what, one in named.items()
    )
    _count([known[what].pk for what in named], 1)


def forget(release: Release) -> None:
    """Take the release out; what no other release has goes with it."""
    uses = TermUse.objects.filter(release=release)
    touched = list(uses.values_list("term", flat=True))
    uses.delete()
    _count(touched, -1)
    Term.objects.filter(pk__in=touched, number=0).delete()


def look_up(keys: Collection[str]) -> list[Known]:
    """Return what has one of the keys, the most frequent first, in one query."""
    return engine().terms(list(keys), MOST_FOUND) if keys else []


def _term(named: Named) -> Term:
    return Term(kind=named.kind.value, text=named.text, ref=named.ref)


def _keys(term: Term) -> Iterable[str]:
    return keys_of(term.text, person=term.kind == TermKind.PERSON)


def _count(touched: list[int], change: int) -> None:
    """Count one release more or less, and give people the position of their latest."""
    some = Term.objects.filter(pk__in=touched)
    some.update(number=F("number") + change)
    latest = TermUse.objects.filter(term=OuterRef("pk")).order_by("-release__held_on", "-release")
    some.filter(kind=TermKind.PERSON, number__gt=0).update(position=Subquery(latest.values("position")[:1]))
