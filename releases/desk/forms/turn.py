"""The turns of a conference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from releases.desk.forms.choices import PlainSelect, RowChoiceField
from releases.desk.forms.rows import OwnRows
from releases.desk.forms.text import ShownText
from releases.desk.models import Participant, Turn, TurnKind

# How many questions before and after a turn its list shows: the one it answers is rarely farther off.
QUESTIONS_BEFORE, QUESTIONS_AFTER = 20, 5


class LinesField(forms.CharField):
    """Text of several lines: browsers end them with CRLF, the desk with LF, and that alone is no change."""

    def to_python(self, value: object) -> str:
        """Return the text with LF."""
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class _Day(forms.DateInput):
    """A day from the browser's own calendar: the admin's takes a script, and stands in every turn."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TurnForm(ShownText, forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """One turn; ``problems`` are the reader's doubts about it, where a page shows them."""

    problems: Sequence[Mapping[str, Any]] = ()

    speaker = RowChoiceField(label="发言人")
    answers = RowChoiceField(label="回答的提问")
    order = forms.IntegerField(
        label="次序", required=False, min_value=0, widget=forms.NumberInput(attrs={"class": "desk-order"})
    )

    body = LinesField(
        label="内容",
        required=False,
        help_text=Turn._meta.get_field("body").help_text,
        widget=forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField desk-body"}),
    )

    class Meta:
        model = Turn
        fields = ("order", "kind", "speaker", "label", "answers", "time", "due", "given_on", "body")
        widgets = {
            "kind": PlainSelect,
            "label": forms.TextInput(attrs={"size": 14}),
            "time": forms.TextInput(attrs={"size": 8}),
            "due": _Day,
            "given_on": _Day,
        }

    def __init__(
        self,
        *args: Any,
        people: list[Participant],
        questions: list[Turn],
        held_day: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.held_day = held_day
        speaker = cast("RowChoiceField", self.fields["speaker"])
        answers = cast("RowChoiceField", self.fields["answers"])
        speaker.offer([(row, f"{row.name} {row.position}".strip()) for row in people], blank="（无）")
        answers.offer(
            [(row, f"{row.public_id} {row.label}：{row.body[:24]}") for row in questions],
            blank="（无）",
            shown=self._questions_nearby(questions),
        )
        if not self.instance.pk:
            self.initial["order"] = (kwargs.get("initial") or {}).get("order")

    def clean_order(self) -> int:
        """Leave the place of a new row to the saving."""
        return self.cleaned_data["order"] or 0

    def clean(self) -> dict[str, Any]:
        """Refuse days that stand on the wrong turn or cannot be."""
        cleaned = super().clean()
        due, given_on = cleaned.get("due"), cleaned.get("given_on")
        if due and cleaned.get("kind") != TurnKind.QUESTION:
            self.add_error("due", "只有“提问”才有会后答复期限，请清空，或把类型改为“提问”。")
        elif due and self.held_day and due < self.held_day:
            self.add_error("due", f"会后答复期限早于举行日期 {self.held_day}，请核对。")
        if given_on and not cleaned.get("answers"):
            self.add_error("given_on", "有书面答复日期的，要选“回答的提问”；不是书面答复的，请清空。")
        elif given_on and self.held_day and given_on < self.held_day:
            self.add_error("given_on", f"书面答复日期早于举行日期 {self.held_day}，请核对。")
        elif given_on and given_on > timezone.localdate():
            self.add_error("given_on", "书面答复日期在今天之后，请核对。")
        return cleaned

    def now(self, name: str) -> Any:  # noqa: ANN401  (a field's value)
        """Return a field's value as it will be saved, of a row its key; a form nobody touched has none."""
        if name not in self.cleaned_data:
            return getattr(self.instance, self._meta.model._meta.get_field(name).attname)
        value = self.cleaned_data[name]
        return getattr(value, "pk", value)

    def _questions_nearby(self, questions: list[Turn]) -> set[str]:
        """Return the keys of the questions around this turn, and of those it has or is given."""
        place = self.instance.order if self.instance.pk else float("inf")
        before = [row for row in questions if row.order <= place]
        after = questions[len(before) : len(before) + QUESTIONS_AFTER]
        nearby = {str(row.pk) for row in (*before[-QUESTIONS_BEFORE:], *after)}
        return nearby | {str(self.initial.get("answers")), str(self.data.get(self.add_prefix("answers")))}


class TurnFormSet(OwnRows):
    """All turns of one conference, with the people and questions to choose from fetched once."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Hand each form its choices."""
        if not hasattr(self, "_choices"):
            saved = self.instance.pk is not None
            self._choices = {
                "people": list(self.instance.participants.all()) if saved else [],
                "questions": [row for row in self.get_queryset() if row.kind == TurnKind.QUESTION]
                if saved
                else [],
                "held_day": self.instance.held_day,
            }
        return {**super().get_form_kwargs(index), **self._choices}

    def add_fields(self, form: forms.ModelForm[Any], index: int | None) -> None:
        """Let a turn that nobody touched pass unread: it costs ten queries to find nothing new in it."""
        super().add_fields(form, index)
        form.empty_permitted = True

    def clean(self) -> None:
        """Refuse an answer to a turn that this same page makes something other than a question."""
        super().clean()
        saved = {form.instance.pk: form for form in cast("list[TurnForm]", self.initial_forms)}
        for form in cast("list[TurnForm]", self.forms):
            if not form.is_valid() or form in self.deleted_forms:
                continue
            question = saved.get(form.now("answers"))
            if question is not None and question.now("kind") != TurnKind.QUESTION:
                form.add_error("answers", f"{question.instance.public_id} 已不是提问，请另选或留空。")
