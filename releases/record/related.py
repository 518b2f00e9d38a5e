"""Which other releases a reader of one may want."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, Value, When

from releases.document import Document
from releases.record.models import Appearance, Release

LIMIT = 5


def related_to(release: Release, document: Document) -> list[Release]:
    """Return current releases with the same speakers, source or section, in one query.

    Nearly everything may stand in one section, so a shared speaker or source comes first.
    """
    refs = [person.ref for person in document.people if person.ref]
    same_people = Q(pk__in=Appearance.objects.filter(ref__in=refs, spoke=True).values("release"))
    same_source = Q(source=release.source) if release.source else Q(pk__in=[])
    nearness = Case(
        When(same_people & same_source, then=Value(3)),
        When(same_people, then=Value(2)),
        When(same_source, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    others = Release.objects.current().exclude(pk=release.pk)
    shared = others.filter(same_people | same_source | Q(section=release.section))
    nearest = shared.annotate(nearness=nearness).order_by("-nearness", "-held_on", "-published_at", "-id")
    return list(nearest[:LIMIT])
