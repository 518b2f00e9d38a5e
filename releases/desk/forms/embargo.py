"""What is asked before a release is given ahead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from releases.desk.models import Outlet, Schedule


class EmbargoForm(forms.Form):
    """To which outlet, and until when nobody publishes; where a time is set, it is that."""

    outlet = forms.ModelChoiceField(
        label="媒体",
        queryset=Outlet.objects.accredited(),
        help_text="一个链接只给一家。名单在“供稿媒体”里维护。",
    )
    until = forms.DateTimeField(
        label="限时",
        help_text="北京时间，30 天以内。在此之前对方不得发布；已定时发布的，与定时相同。",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, schedule: Schedule | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if schedule:
            self.fields["until"].initial = timezone.localtime(schedule.due_at)
