"""What a search is asked with."""

from __future__ import annotations

from django import forms

from releases.record.search.results import Filters

KINDS = {"question": "提问", "answer": "回答", "statement": "发布"}
_MESSAGES = {
    "invalid": "请填写数字。",
    "invalid_choice": "没有这个选项。",
    "min_value": "这个数太小。",
    "max_value": "这个数太大。",
    "max_length": "最多 %(limit_value)d 个字，请缩短一些。",
    "null_characters_not_allowed": "这里有无法查找的字符，请重新输入。",
}


class SearchForm(forms.Form):
    """Words and filters; the address holds all of it, so that it can be kept and sent."""

    q = forms.CharField(
        label="要找的词",
        required=False,
        error_messages=_MESSAGES,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部"), *KINDS.items()], error_messages=_MESSAGES
    )
    year = forms.IntegerField(
        label="年份", required=False, min_value=1900, max_value=2999, error_messages=_MESSAGES
    )
    section = forms.CharField(label="栏目", required=False, max_length=200, error_messages=_MESSAGES)
    source = forms.CharField(label="来源", required=False, max_length=200, error_messages=_MESSAGES)
    speaker = forms.CharField(label="发言人", required=False, max_length=100, error_messages=_MESSAGES)
    page = forms.IntegerField(
        label="页", required=False, min_value=1, max_value=1000, error_messages=_MESSAGES
    )

    def asked(self) -> dict[str, str]:
        """Return words and filters in use, but for the page, as texts for an address."""
        names = [name for name in self.fields if name != "page"]
        return {name: str(self.cleaned_data[name]) for name in names if self.cleaned_data.get(name)}

    def filters(self) -> Filters:
        """Return what narrows the search."""
        data = self.cleaned_data
        return Filters(**{name: data[name] for name in ("year", "section", "source", "speaker", "kind")})
