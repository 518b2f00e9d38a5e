"""A page that somebody else's saving has overtaken: both versions, and the typed one on what is saved now.

What a person did not touch follows the other's saving; what they typed stays typed. Rows are told apart
by their keys: one that the other added is there, one that the other deleted stays deleted, its words shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.forms import BaseInlineFormSet, BoundField, CheckboxInput, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

from releases.desk.difference import Change, compared, whole
from releases.desk.forms.sheet import Sheet, mark, marks_of, posted, standing, typed

Row = dict[str, str]


@dataclass(slots=True)
class Overtaken:
    """What was posted, on the rows there are now (``data``), and where the two versions differ.

    ``both``: typed here and saved there, ``mine``: typed here alone, ``theirs``: saved there alone; in the
    first two the other's words are the removed ones. ``gone``: typed here in a row the other has deleted.
    """

    data: QueryDict
    both: list[Change] = field(default_factory=list)
    mine: list[Change] = field(default_factory=list)
    theirs: list[Change] = field(default_factory=list)
    gone: list[Change] = field(default_factory=list)


def overtaken(sent: QueryDict, now: Sheet) -> Overtaken:
    """Put what was sent on what is saved now; ``now`` are the page's forms without data."""
    opened = marks_of(sent.get("opened", ""))
    result = Overtaken(sent.copy())
    if now.form is not None:
        for bound in typed(now.form):
            if bound.html_name in sent:
                value = _choose(result, bound, posted(sent, bound.html_name), opened.get(bound.html_name), "")
                _put(result.data, bound, bound.html_name, value)
    for formset in now.formsets:
        _rows(result, formset, sent, opened)
    result.data["opened"] = now.marks()
    return result


def _rows(
    result: Overtaken, formset: BaseInlineFormSet[Any, Any, Any], sent: QueryDict, opened: Mapping[str, str]
) -> None:
    prefix = str(formset.prefix)
    if f"{prefix}-{TOTAL_FORM_COUNT}" not in sent:
        return
    key = _meta(formset).pk.name
    rows = _sent_rows(sent, prefix)
    for index in rows:
        for name in rows[index]:
            del result.data[f"{prefix}-{index}-{name}"]
    by_key = {row[key]: index for index, row in rows.items() if row.get(key)}
    for form in formset.forms:
        index = by_key.pop(str(form.instance.pk), "")
        result.data[f"{form.prefix}-{key}"] = str(form.instance.pk)
        result.data[f"{form.prefix}-{formset.fk.name}"] = str(formset.instance.pk)
        if index:
            _row(result, form, f"{prefix}-{index}", sent, opened)
            continue
        for bound in typed(form):
            _put(result.data, bound, bound.html_name, standing(bound))
        words = _named((bound, standing(bound)) for bound in typed(form))
        result.theirs.append(whole(_title(form), words, kind="added"))
    for index in by_key.values():
        _deleted_there(result, formset, f"{prefix}-{index}", sent, opened)
    fresh = [row for row in rows.values() if not row.get(key)]
    place = len(formset.forms)
    for row in fresh:
        for name, value in row.items():
            result.data[f"{prefix}-{place}-{name}"] = value
        place += 1
    result.data[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(formset.forms))
    result.data[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(place)


def _sent_rows(sent: QueryDict, prefix: str) -> dict[str, Row]:
    pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,5}})-(\w+)", re.ASCII)
    rows: dict[str, Row] = {}
    for name in sent:
        if match := pattern.fullmatch(name):
            rows.setdefault(match[1], {})[match[2]] = str(sent[name])
    return dict(sorted(rows.items(), key=lambda each: int(each[0])))


def _row(
    result: Overtaken, form: ModelForm[Any], was: str, sent: QueryDict, opened: Mapping[str, str]
) -> None:
    """Choose the value of each field of a row that both have."""
    before = len(result.both) + len(result.theirs)
    for bound in typed(form):
        name = f"{was}-{bound.name}"
        value = _choose(result, bound, posted(sent, name), opened.get(name), _title(form))
        _put(result.data, bound, bound.html_name, value)
    if f"{was}-{DELETION_FIELD_NAME}" not in sent:
        return
    if len(result.both) + len(result.theirs) == before:
        result.data[f"{form.prefix}-{DELETION_FIELD_NAME}"] = "on"
        return
    # Deleting words that nobody here has seen would lose them.
    words = _named((bound, standing(bound)) for bound in typed(form))
    kept = whole(f"{_title(form)}：您要删除，对方作了修改，先保留", words, kind="added")
    result.both.append(replace(kept, kind="changed"))


def _choose(result: Overtaken, bound: BoundField, mine: str, opened: str | None, row: str) -> str:
    theirs = standing(bound)
    if mine == theirs:
        return mine
    name = f"{row} {bound.label}".strip()
    said, typed_here, saved_there = _shown(bound, theirs), mark(mine) != opened, mark(theirs) != opened
    if not typed_here:
        result.theirs += compared(name, _shown(bound, mine), said)
        return theirs
    (result.both if saved_there else result.mine).extend(compared(name, said, _shown(bound, mine)))
    return mine


def _deleted_there(
    result: Overtaken,
    formset: BaseInlineFormSet[Any, Any, Any],
    was: str,
    sent: QueryDict,
    opened: Mapping[str, str],
) -> None:
    """Tell of a row that the other deleted: what was typed in it is shown, to be copied."""
    fields = list(typed(formset.empty_form))
    texts = [(bound, posted(sent, f"{was}-{bound.name}")) for bound in fields]
    words = _named(texts)
    touched = any(mark(text) != opened.get(f"{was}-{bound.name}") for bound, text in texts)
    title = f"{_meta(formset).verbose_name}（打开时第 {int(was.rpartition('-')[2]) + 1} 行）"
    if touched:
        # The words are marked as one's own; the row itself is not new.
        result.gone.append(replace(whole(title, words, kind="added"), kind="changed"))
    else:
        result.theirs.append(whole(title, words, kind="removed"))


def _put(data: QueryDict, bound: BoundField, name: str, value: str) -> None:
    # A browser sends nothing of a box without its tick.
    if value or not isinstance(bound.field.widget, CheckboxInput):
        data[name] = value


def _meta(formset: BaseInlineFormSet[Any, Any, Any]) -> Any:  # noqa: ANN401  (the stubs let a model be None)
    return cast("Any", formset.model)._meta


def _title(form: ModelForm[Any]) -> str:
    row = form.instance
    return f"{row._meta.verbose_name} {row.public_id}"


def _named(values: Iterable[tuple[BoundField, str]]) -> str:
    """Return a row's values, each after its label: on a line of its own no value says what it is of."""
    return "\n".join(f"{bound.label}：{_shown(bound, text)}" for bound, text in values if text)


def _shown(bound: BoundField, text: str) -> str:
    """Return a value as a person reads it: of a choice its label."""
    choices = getattr(bound.field, "choices", ())
    return next((str(label) for key, label in choices if str(key) == text), text) if text else text
