"""What a request asks for: known parameters, each once, and each with a value that makes sense."""

from __future__ import annotations

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict

from releases.record.api.problems import bad_parameters

MOST = 100
# What is wrong with a text, in the API's own parameters.
TEXT = {"max_length": "最多 %(limit_value)d 个字。", "null_characters_not_allowed": "这里有无法识别的字符。"}
_LIMIT = f"应为 1 到 {MOST} 的整数。"


class MomentField(forms.Field):
    """A moment as ISO 8601 writes it, with its offset."""

    def to_python(self, value: str | None) -> datetime | None:
        """Return the moment in UTC."""
        if not value:
            return None
        try:
            # An unescaped "+" of an address is read as a blank.
            moment = datetime.fromisoformat(value.replace(" ", "+"))
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise forms.ValidationError("应为带时区的时间，例如 2026-03-29T16:00:00+08:00。")


class Paging(forms.Form):
    """How much of a list, and from where."""

    limit = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _LIMIT),
    )
    cursor = forms.CharField(required=False, max_length=2_000, strip=False, error_messages=TEXT)

    @property
    def number(self) -> int:
        """Return how many items a page has."""
        return self.cleaned_data["limit"] or 20


class Following(Paging):
    """The same, of what has changed since a moment."""

    updated_since = MomentField(required=False)


def query_of(request: HttpRequest) -> QueryDict:
    """Return the parameters of the address."""
    try:
        return request.GET
    except SuspiciousOperation:
        raise bad_parameters({"*": "参数太多。"}) from None


def check(query: QueryDict, *asked: forms.BaseForm) -> None:
    """Raise a problem that names each parameter which no form knows, stands twice, or is refused."""
    known = {name for form in asked for name in form.fields}
    wrong = {name: "没有这个参数。" for name in query if name not in known}
    wrong |= {name: "只能写一次。" for name in query if name in known and len(query.getlist(name)) > 1}
    for form in asked:
        wrong |= {name: str(errors[0]) for name, errors in form.errors.items() if name not in wrong}
    if wrong:
        raise bad_parameters(wrong)


def check_alone(query: QueryDict, name: str, *others: str) -> None:
    """Raise a problem where a parameter stands with any but these others."""
    wrong = {other: f"不能与 {name} 同用。" for other in query if other not in (name, *others)}
    if wrong:
        raise bad_parameters(wrong)
