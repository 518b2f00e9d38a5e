"""The fields of the page that shows a transcript beside what was made of it."""

from __future__ import annotations

from django.forms import inlineformset_factory
from django.http import QueryDict

from releases.desk.forms.sheet import Sheet
from releases.desk.forms.turn import TurnForm, TurnFormSet
from releases.desk.models import Conference, Turn

_Turns = inlineformset_factory(Conference, Turn, form=TurnForm, formset=TurnFormSet, extra=0)


def review_sheet(conference: Conference, data: QueryDict | None = None) -> Sheet:
    """Return the page's fields, filled with data or with what is saved."""
    return Sheet(None, (_Turns(data, instance=conference),))
