"""What is asked before a conference changes its state."""

from __future__ import annotations

from typing import Any

from django import forms

from releases.desk.forms.text import ShownText
from releases.desk.models import Conference, State
from releases.record.models import VersionKind


class PublishForm(ShownText, forms.Form):
    """Nothing for a first publication; for a later one a note that the public reads, and a change's kind."""

    kind = forms.ChoiceField(
        label="性质",
        choices=[
            (VersionKind.CORRECTION.value, "更正：改正已发布内容中的错误"),
            (VersionKind.ADDITION.value, "补充：增加实录、图片或附件"),
        ],
        initial=VersionKind.CORRECTION.value,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="公开说明",
        max_length=500,
        help_text="与新版本一起公开，说明改了什么、为什么。",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if conference.state == State.DRAFT:
            del self.fields["note"]
        if conference.state != State.PUBLISHED:
            # A first publication and a restoration are what they are.
            del self.fields["kind"]

    def arguments(self) -> dict[str, Any]:
        """Return the keyword arguments for the verb."""
        kind = self.cleaned_data.get("kind")
        return {"kind": VersionKind(kind) if kind else None, "note": self.cleaned_data.get("note", "")}


class TimedPublishForm(PublishForm):
    """The same, and when: now, or at a set time."""

    due_at = forms.DateTimeField(
        label="定时发布",
        required=False,
        help_text="北京时间。留空就是立即发布；定时以后，到时间之前谁也不能发布，要提前须先取消。",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class ReasonForm(ShownText, forms.Form):
    """Why something is sent back, or may stand."""

    reason = forms.CharField(
        label="理由", max_length=500, widget=forms.TextInput(attrs={"class": "vLargeTextField"})
    )


class WithdrawForm(ShownText, forms.Form):
    """The reason the public is told."""

    reason = forms.CharField(
        label="撤回理由",
        max_length=500,
        help_text="公开显示在原网址上。",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
