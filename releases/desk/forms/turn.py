"""The turns of a conference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms

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
        fields = ("order", "kind", "speaker", "label", "answers", "time", "body")
        widgets = {
            "kind": PlainSelect,
            "label": forms.TextInput(attrs={"size": 14}),
            "time": forms.TextInput(attrs={"size": 8}),
        }

    def __init__(self, *args: Any, people: list[Participant], questions: list[Turn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speaker = cast("RowChoiceField", self.fields["speaker"])
        answers = cast("RowChoiceField", self.fields["answers"])
        speaker.offer([(row, f"{row.name} {row.position}".strip()) for row in people], blank="（无）")
        answers.offer(
            [(row, f"{row.public_id} {row.label}：{row.body[:24]}") for row in questions],
            blank="（无）",
            shown=self._questions_nearby(questions),
        )
        self.initial["order"] = self.instance.order if self.instance.pk else None

    def clean_order(self) -> int:
        """Leave the place of a new row to the saving."""
        return self.cleaned_data["order"] or 0

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
        return nearby | {str(self.instance.answers_id), str(self.data.get(self.add_prefix("answers")))}


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
            }
        return {**super().get_form_kwargs(index), **self._choices}

    def add_fields(self, form: forms.ModelForm[Any], index: int | None) -> None:
        """Let a turn that nobody touched pass unread: it costs five queries to find nothing new in it."""
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
