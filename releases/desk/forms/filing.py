"""The fields of the page where questions are filed: a row of boxes for each, and which questions to show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from releases.desk.filing import Choice, Shown
from releases.record.models import Question, Release, Topic
from releases.record.models.question import QuestionQuerySet

# No topic is called so in an address.
ALL = "*"


class FilingForm(forms.Form):
    """The topics of one question; ``seen`` says which it had when the page was made."""

    topics = forms.MultipleChoiceField(label="主题", required=False, widget=forms.CheckboxSelectMultiple)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, shown: Shown, topics: Sequence[Topic]) -> None:
        # A suggestion is chosen beforehand only where nobody has decided yet.
        chosen = sorted(shown.filed or shown.suggested)
        initial = {"topics": chosen, "seen": " ".join(str(pk) for pk in sorted(shown.filed))}
        super().__init__(data, initial=initial, prefix=shown.question.pk)
        self.shown = shown
        self._topics = topics
        self.fields["topics"].choices = [(topic.pk, topic.name) for topic in topics]  # type: ignore[attr-defined]  # a choice field's

    def clean_seen(self) -> list[int]:
        """Return the keys."""
        return [int(each) for each in re.findall(r"\b[0-9]{1,9}\b", self.cleaned_data["seen"], re.ASCII)]

    def choice(self) -> Choice:
        """Return what was chosen, once it is valid."""
        chosen = set(self.cleaned_data["topics"])
        topics = [topic for topic in self._topics if str(topic.pk) in chosen]
        return Choice(self.shown.question, topics, self.cleaned_data["seen"])


class ShowForm(forms.Form):
    """Which questions to show: without a topic, all, or of one topic; of any conference, or of one."""

    show = forms.ChoiceField(label="显示", required=False)
    release = forms.ModelChoiceField(Release.objects.all(), required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, topics: Sequence[Topic]) -> None:
        super().__init__(data)
        choices = [("", "没有主题的"), (ALL, "全部"), *((topic.slug, topic.name) for topic in topics)]
        self.fields["show"].choices = choices  # type: ignore[attr-defined]  # a choice field's

    def questions(self) -> QuestionQuerySet:
        """Return the chosen questions; what was never a choice chooses nothing."""
        questions = Question.objects.newest_first()
        if not self.is_valid():
            return questions.none()
        show, release = self.cleaned_data["show"], self.cleaned_data["release"]
        if release:
            questions = questions.filter(release=release)
        if show == ALL:
            return questions
        return questions.filter(topics__slug=show) if show else questions.unfiled()
