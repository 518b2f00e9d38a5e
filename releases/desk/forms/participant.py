"""The people of a conference."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from releases.desk.forms.rows import OwnRows
from releases.desk.forms.text import ShownText, label_cells
from releases.desk.models import Participant, Person

NEW = "new"


class ParticipantForm(ShownText, forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """One person's part."""

    person = forms.ChoiceField(label="对应人物", required=False)
    order = forms.IntegerField(label="次序", required=False, min_value=0)

    class Meta:
        model = Participant
        fields = ("order", "name", "position", "role", "person")
        widgets = {
            "name": forms.TextInput(attrs={"list": "known-people", "autocomplete": "off", "size": 10}),
            "position": forms.TextInput(
                attrs={"list": "earlier-positions", "autocomplete": "off", "size": 50}
            ),
        }

    def __init__(self, *args: Any, known: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(person.pk): person for person in known}
        own = {self.instance.name, self.instance.person and self.instance.person.name}
        field = cast("forms.ChoiceField", self.fields["person"])
        field.choices = [
            ("", "按姓名自动对应"),
            *((pk, f"{person}（{pk} 号）") for pk, person in self.known.items() if person.name in own),
            (NEW, "新建一位同名人物"),
        ]
        # As text, like what a browser sends: else every row would count as changed.
        self.initial["person"] = str(self.instance.person_id or "")
        self.initial["order"] = self.instance.order if self.instance.pk else None
        label_cells(self)

    def clean_order(self) -> int:
        """Leave the place of a new row to the saving."""
        return self.cleaned_data["order"] or 0

    def clean_person(self) -> Person | None:
        """Return the chosen person, None for whoever has the name."""
        choice: str = self.cleaned_data["person"]
        if choice == NEW:
            return Person(name=self.cleaned_data.get("name", ""))
        person = self.known.get(choice)
        renamed = "name" in self.changed_data and "person" not in self.changed_data
        return None if renamed else person

    def save(self, commit: bool = True) -> Participant:  # noqa: FBT001, FBT002  (Django's signature)
        """Save a new person first, who has no key yet."""
        person = self.instance.person
        if person is not None and person.pk is None:
            person.save()
            self.instance.person = person
        return cast("Participant", super().save(commit))


class ParticipantFormSet(OwnRows):
    """All people of one conference, with the desk's people of the same names fetched once."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Hand each form the people it may offer."""
        if not hasattr(self, "_known"):
            rows = list(self.get_queryset()) if self.instance.pk else []
            names = {row.name for row in rows} | {row.person.name for row in rows if row.person}
            self._known = list(Person.objects.filter(name__in=names)) if names else []
        return {**super().get_form_kwargs(index), "known": self._known}
