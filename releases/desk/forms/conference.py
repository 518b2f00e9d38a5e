"""The fields of a conference."""

from __future__ import annotations

from typing import Any

from django import forms

from releases.desk.forms.text import ShownText
from releases.desk.models import Conference
from releases.desk.names import printed_name

_LINE = {"class": "vLargeTextField desk-line"}


class RevisionField(forms.IntegerField):
    """Which state of the conference a page was made from: two people must not overwrite each other."""

    widget = forms.HiddenInput

    def check(self, value: int | None, conference: Conference) -> None:
        """Refuse what was typed into a page older than the conference."""
        if value is not None and value != conference.revision:
            who = printed_name(conference.updated_by)
            raise forms.ValidationError(
                f"这场发布会在您打开页面之后已由{who}修改。您的内容尚未保存，请先对照两边的内容。",
                code="stale",
            )


class ConferenceForm(ShownText, forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """What describes a conference, before its people and turns."""

    seen_revision = RevisionField(required=False)

    class Meta:
        model = Conference
        fields = (
            "title",
            "subject",
            "section",
            "source",
            "held_day",
            "held_time",
            "held_text",
            "venue",
            "keywords",
            "summary",
            "published_on",
        )
        widgets = {
            "title": forms.TextInput(attrs=_LINE),
            "subject": forms.TextInput(attrs=_LINE),
            "source": forms.TextInput(attrs=_LINE),
            "held_text": forms.TextInput(attrs=_LINE),
            "venue": forms.TextInput(attrs=_LINE),
            "keywords": forms.TextInput(attrs=_LINE),
            "summary": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_revision"].initial = self.instance.revision

    def clean(self) -> dict[str, Any]:
        """Refuse a page that somebody else's work has overtaken."""
        cleaned = super().clean()
        if self.instance.pk:
            RevisionField().check(self.cleaned_data.get("seen_revision"), self.instance)
        return cleaned
