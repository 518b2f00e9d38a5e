"""What a search is asked with."""

from __future__ import annotations

from dataclasses import fields

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from releases.record.converters import ReleaseId
from releases.record.search.results import Filters
from releases.record.search.rows import LONGEST_ID

KINDS = {"question": _("提问"), "answer": _("回答"), "statement": pgettext_lazy("kind", "发布")}
_MESSAGES = {
    "invalid": _("请填写数字。"),
    "invalid_choice": _("没有这个选项。"),
    "min_value": _("这个数太小。"),
    "max_value": _("这个数太大。"),
    "max_length": _("最多 %(limit_value)d 个字，请缩短一些。"),
    "null_characters_not_allowed": _("这里有无法查找的字符，请重新输入。"),
}


class VerifyForm(forms.Form):
    """Text whose quotations are to be checked; it is looked at and not kept."""

    text = forms.CharField(
        label=_("要核对的文字"),
        max_length=20_000,
        error_messages={**_MESSAGES, "required": _("请粘贴要核对的文字。")},
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "maxlength": 20_000}),
    )
    sentences = forms.BooleanField(label=_("不看引号，逐句核对"), required=False)


class SearchForm(forms.Form):
    """Words and filters; the address holds all of it, so that it can be kept and sent."""

    q = forms.CharField(
        label=_("要找的词"),
        required=False,
        error_messages=_MESSAGES,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("类别"), required=False, choices=[("", _("全部")), *KINDS.items()], error_messages=_MESSAGES
    )
    year = forms.IntegerField(
        label=_("年份"), required=False, min_value=1900, max_value=2999, error_messages=_MESSAGES
    )
    section = forms.CharField(label=_("栏目"), required=False, max_length=200, error_messages=_MESSAGES)
    source = forms.CharField(label=_("来源"), required=False, max_length=200, error_messages=_MESSAGES)
    speaker = forms.CharField(label=_("发言人"), required=False, max_length=100, error_messages=_MESSAGES)
    release = forms.RegexField(
        f"^{ReleaseId.regex}$",
        label=_("发布会"),
        required=False,
        max_length=LONGEST_ID,
        error_messages={"invalid": _("没有这场发布会。"), "max_length": _("没有这场发布会。")},
    )
    page = forms.IntegerField(
        label=_("页"), required=False, min_value=1, max_value=1000, error_messages=_MESSAGES
    )

    def asked(self) -> dict[str, str]:
        """Return words and filters in use, but for the page, as texts for an address."""
        names = [name for name in self.fields if name != "page"]
        return {name: str(self.cleaned_data[name]) for name in names if self.cleaned_data.get(name)}

    def filters(self) -> Filters:
        """Return what narrows the search."""
        data = self.cleaned_data
        return Filters(**{each.name: data[each.name] for each in fields(Filters)})
