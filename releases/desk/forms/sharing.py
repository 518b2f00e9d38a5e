"""What is asked before a preview link is made."""

from __future__ import annotations

from django import forms

from releases.desk.forms.text import ShownText


class ShareForm(ShownText, forms.Form):
    """For whom, and for how long."""

    note = forms.CharField(
        label="给谁看",
        max_length=200,
        help_text="例如“市水务局办公室 王科长”。只在编辑台和审计记录里显示。",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    hours = forms.TypedChoiceField(
        label="有效期",
        coerce=int,
        choices=[(1, "1 小时"), (24, "1 天"), (72, "3 天"), (168, "7 天")],
        initial=24,
    )
