"""``turns``: what was said, turn by turn; of a release, of a speaker, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from releases.record.addresses import absolute
from releases.record.api.asked import TEXT, Following, check, check_alone, query_of
from releases.record.api.changes import list_of_changed_parts
from releases.record.api.endpoint import endpoint, tag_of_last_change, unless_known
from releases.record.api.parts import list_of_parts
from releases.record.api.releases import current
from releases.record.models import Passage
from releases.record.models.passage import PassageKind


class TurnFilter(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Filters of turns; ``speaker`` is a person's ref."""

    release = django_filters.CharFilter(max_length=20, error_messages=TEXT)
    speaker = django_filters.CharFilter(field_name="speaker_ref", max_length=64, error_messages=TEXT)
    kind = django_filters.ChoiceFilter(
        choices=PassageKind.choices,
        error_messages={"invalid_choice": f"应为 {'、'.join(PassageKind.values)} 之一。"},
    )

    class Meta:
        model = Passage
        fields: list[str] = []


@endpoint
def turns(request: HttpRequest) -> HttpResponse:
    """List turns, the newest conference first, within it as spoken; or those of what changed."""
    query = query_of(request)
    paging = Following(query)
    chooser = TurnFilter(query, queryset=_rows())
    check(query, chooser.form, paging)
    if paging.cleaned_data["updated_since"]:
        check_alone(query, "updated_since", "limit", "cursor")
        return unless_known(
            request,
            tag_of_last_change(request),
            lambda: list_of_changed_parts(request, paging, "turns changes", _rows(), described),
        )
    if chooser.form.cleaned_data["release"]:
        current(chooser.form.cleaned_data["release"])
    return unless_known(
        request,
        tag_of_last_change(request),
        lambda: list_of_parts(request, paging, "turns", chooser.qs, described),
    )


def described(passages: Sequence[Passage]) -> list[dict[str, Any]]:
    """Return the turns as the API gives them; each with its release."""
    return [
        {
            "release": passage.release_id,
            "turn": passage.turn,
            "url": absolute(passage.get_absolute_url()),
            "kind": passage.kind,
            "speaker": {
                "ref": passage.speaker_ref,
                "name": passage.speaker_name,
                "position": passage.speaker_position,
            }
            if passage.speaker_name
            else None,
            "label": passage.label,
            "text": passage.text,
            "answers": passage.answers or None,
            "given_on": passage.given_on.isoformat() if passage.given_on else None,
            "held_on": passage.release.held_on.isoformat(),
            "updated_at": timezone.localtime(passage.release.updated_at).isoformat(),
        }
        for passage in passages
    ]


def _rows() -> QuerySet[Passage]:
    return with_day(Passage.objects.all())


def with_day(passages: QuerySet[Passage]) -> QuerySet[Passage]:
    """Fetch along with each turn when its conference was, and when it last changed."""
    return passages.select_related("release").only(
        *(field.attname for field in Passage._meta.concrete_fields), "release__held_on", "release__updated_at"
    )
