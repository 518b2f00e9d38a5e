"""The filters of a list of questions: topic, department, year."""

from __future__ import annotations

from collections.abc import Iterable

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from releases.record.filters import Chooser, SpokenSelect, YearFilter
from releases.record.headings import Heading, Headings
from releases.record.models import Question
from releases.record.models.question import MANY, QuestionQuerySet
from releases.record.tallies import QUESTIONS, Listed, every_year, of_questions


class QuestionFilter(Chooser):
    """Filters of questions; a topic or department that staff do not keep makes no sense."""

    topic = django_filters.ChoiceFilter(
        label=pgettext_lazy("topic", "主题"),
        empty_label=_("全部"),
        widget=SpokenSelect,
        method="filter_topic",
        error_messages={"invalid_choice": _("没有这个主题，请重新选择。")},
    )
    department = django_filters.ChoiceFilter(
        label=_("回答的部门"),
        empty_label=_("全部"),
        widget=SpokenSelect,
        method="filter_department",
        error_messages={"invalid_choice": _("没有这个部门，请重新选择。")},
    )
    year = YearFilter()

    class Meta:
        model = Question
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, headings: Headings, under: Heading | None = None) -> None:
        questions = Question.objects.newest_first()
        self._under = under
        self._topics = {heading.slug: heading.key for heading in headings.topics}
        self._departments = {heading.slug: heading.key for heading in headings.departments}
        super().__init__(data, queryset=questions.under(topic=under.key if under else None))
        if under:
            del self.filters["topic"]
        else:
            self.form.fields["topic"].choices = _choices(headings.topics)
        self.form.fields["department"].choices = _choices(headings.departments)

    def listed(self) -> tuple[QuestionQuerySet | Listed[Question], int]:
        """Return the questions asked for, and how many are owed an answer; offer the years there are."""
        chosen = self._chosen()
        counted = chosen[0] if chosen else QUESTIONS
        numbers, owed = of_questions(counted)
        self.offer("year", every_year(numbers.get(QUESTIONS, {})))
        if len(chosen) > 1:
            # Nobody counts those of a topic and a department.
            return self.found(), owed
        years = self.of_year(numbers.get(counted, {}))
        rows = self.met() if sum(years.values()) > MANY else self.found()
        return Listed(rows, years, *counted), owed

    def _chosen(self) -> list[tuple[str, int]]:
        """Return the headings that the questions asked for stand under, as tallies know them."""
        asked = self.asked() if self.form.is_valid() else {}
        topic = self._under.key if self._under else self._topics.get(asked.get("topic", ""))
        department = self._departments.get(asked.get("department", ""))
        return [
            (kind, key) for kind, key in (("topic", topic), ("department", department)) if key is not None
        ]

    def found(self) -> QuestionQuerySet:
        """Return the questions asked for: none at all when the question makes no sense."""
        questions: QuestionQuerySet = self.qs if self.form.is_valid() else self.queryset.none()
        return questions

    def met(self) -> QuestionQuerySet:
        """Return the same questions, in the way that is quicker where there are many of them."""
        asked = self.asked()
        questions = Question.objects.newest_first().met_under(**dict(self._chosen()))
        return questions.filter(held_on__year=asked["year"]) if "year" in asked else questions

    def filter_topic(self, queryset: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:  # noqa: ARG002  (django-filter's signature)
        """Keep the questions filed under the topic."""
        return queryset.under(topic=self._topics[value])

    def filter_department(self, queryset: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:  # noqa: ARG002  (django-filter's signature)
        """Keep the questions that the department answered."""
        return queryset.under(department=self._departments[value])


def _choices(headings: Iterable[Heading]) -> list[tuple[str, str]]:
    return [(heading.slug, heading.name) for heading in headings]
