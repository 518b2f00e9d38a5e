"""Which other releases a reader of one may want."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, Value, When

from releases.document import Document, Role
from releases.record.models import Appearance, Release

LIMIT = 5


def related_to(release: Release, document: Document) -> list[Release]:
    """Return current releases at which the same officials spoke, or of the same source, in one query.

    A host is at nearly all of them, and nearly all stand in one section: neither makes two related.
    """
    refs = [person.ref for person in document.people if person.ref and person.role is not Role.MODERATOR]
    spoke = Appearance.objects.filter(ref__in=refs, spoke=True).exclude(role=Role.MODERATOR)
    same_people = Q(pk__in=spoke.values("release"))
    same_source = Q(source=release.source) if release.source else Q(pk__in=[])
    nearness = Case(
        When(same_people & same_source, then=Value(3)),
        When(same_people, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    others = Release.objects.current().exclude(pk=release.pk)
    shared = others.filter(same_people | same_source)
    nearest = shared.annotate(nearness=nearness).order_by("-nearness", "-held_on", "-published_at", "-id")
    return list(nearest[:LIMIT])
