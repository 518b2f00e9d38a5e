"""The filters of a list of releases: year, source, speaker, words of the title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from releases.record.languages import CHINESE, has_chinese, is_english
from releases.record.models import Appearance, Release

_YEAR_MESSAGE = _("年份应为四位数字，例如 2026。")
_TOO_LONG = {
    "max_length": _("最多 %(limit_value)d 个字，请缩短一些。"),
    "null_characters_not_allowed": _("这里有无法查找的字符，请重新输入。"),
}


class SpokenSelect(forms.Select):
    """A choice among words of the record, marked as Chinese on an English page."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401  (Django's signature)
        """Return the option, with its language where that is not the page's."""
        option = super().create_option(name, value, label, *args, **kwargs)
        if is_english() and has_chinese(label):
            option["attrs"]["lang"] = CHINESE
        return option


class YearFilter(django_filters.Filter):  # type: ignore[misc]  # django-filter has no types
    """The year a conference was held in."""

    field_class = forms.IntegerField

    def __init__(self) -> None:
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), _YEAR_MESSAGE)
        super().__init__(
            label=_("年份"),
            field_name="held_on__year",
            min_value=1900,
            max_value=2999,
            widget=forms.Select,
            error_messages=messages,
        )


class Chooser(django_filters.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Filters that combine, and that an address holds."""

    def offer(self, name: str, values: Iterable[object]) -> None:
        """Offer these values of a filter, and the one asked for."""
        offered = [str(value) for value in values]
        asked = self.data.get(name, "").strip()
        if asked and asked not in offered:
            offered.append(asked)
        widget = self.form.fields[name].widget
        widget.choices = [("", _("全部")), *((value, value) for value in offered)]
        widget.attrs.pop("maxlength", None)  # HTML knows it on text fields only

    def asked(self) -> dict[str, str]:
        """Return the filters in use, as texts for an address, in the order of the form."""
        return {
            name: str(self.form.cleaned_data[name])
            for name in self.form.fields
            if self.form.cleaned_data.get(name)
        }

    def of_year(self, years: Mapping[int, int]) -> Mapping[int, int]:
        """Keep the number of the year asked for, all where none is, and none where that makes no sense."""
        if not self.form.is_valid():
            return {}
        year = self.form.cleaned_data["year"]
        return years if year is None else {year: years.get(year, 0)}

    def chosen(self, path: str) -> list[tuple[str, str, str]]:
        """Return each filter in use: what it is called, its value, and the address of the list without it."""
        asked = self.asked()
        found = []
        for name, value in asked.items():
            rest = urlencode({other: text for other, text in asked.items() if other != name})
            field = self.form.fields[name]
            called = dict(getattr(field, "choices", ())).get(value, value)
            found.append((str(field.label), str(called), f"{path}?{rest}" if rest else path))
        return found


class ReleaseFilter(Chooser):
    """Filters of releases; any source and year may be asked for, those that exist are offered."""

    year = YearFilter()
    source = django_filters.CharFilter(
        label=_("来源或部门"), max_length=200, widget=SpokenSelect, error_messages=_TOO_LONG
    )
    speaker = django_filters.CharFilter(
        label=_("发言人"), max_length=50, method="filter_speaker", error_messages=_TOO_LONG
    )
    words = django_filters.CharFilter(
        label=_("标题中的词"), max_length=100, method="filter_words", error_messages=_TOO_LONG
    )

    class Meta:
        model = Release
        fields: list[str] = []

    def __init__(
        self, data: QueryDict, *, queryset: QuerySet[Release], years: Iterable[int], sources: Iterable[str]
    ) -> None:
        super().__init__(data, queryset=queryset)
        self.offer("year", years)
        self.offer("source", sources)

    def found(self) -> QuerySet[Release]:
        """Return the releases asked for: none at all when the question makes no sense."""
        releases: QuerySet[Release] = self.qs if self.form.is_valid() else self.queryset.none()
        return releases

    def filter_speaker(self, queryset: QuerySet[Release], name: str, value: str) -> QuerySet[Release]:  # noqa: ARG002  (django-filter's signature)
        """Keep the releases at which someone of this name, or part of a name, spoke."""
        spoke = Appearance.objects.filter(release=OuterRef("pk"), spoke=True, name__contains=value)
        return queryset.filter(Exists(spoke))

    def filter_words(self, queryset: QuerySet[Release], name: str, value: str) -> QuerySet[Release]:  # noqa: ARG002  (django-filter's signature)
        """Keep the releases whose title has every word."""
        for word in value.split():
            queryset = queryset.filter(title__icontains=word)
        return queryset
