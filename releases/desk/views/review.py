"""The page that shows a transcript beside what was made of it, to be corrected there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from releases.audit.log import by_user
from releases.desk import drafts, editing
from releases.desk.forms.conference import RevisionField
from releases.desk.forms.review import review_sheet
from releases.desk.forms.sheet import Sheet
from releases.desk.forms.turn import TurnForm, TurnFormSet
from releases.desk.leftovers import decide
from releases.desk.models import Conference, DraftPage, Leftover, LeftoverState, Source
from releases.desk.overtaken import Overtaken, overtaken
from releases.desk.status import status
from releases.desk.views import typing
from releases.desk.views.pages import address, frame, may

_PLACES = {"turns": "turn", "leftovers": "leftover", "people": "field", "photos": "photo", "mark": "mark"}


@dataclass(slots=True)
class Line:
    """One line of the source: its stretches with what each became, and the doubts about it."""

    number: int
    stretches: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)


@require_http_methods(["GET", "POST"])
@may("change_conference", "change_turn")
def review(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Show source and turns side by side; save corrected turns, and what a button says of a leftover."""
    source = conference.sources.first()
    sheet, met = (
        _posted(request, conference) if request.method == "POST" else (review_sheet(conference), None)
    )
    if sheet is None:
        place = "#leftovers" if "decide" in request.POST else ""
        return redirect(address("review", conference) + place)
    problems: list[dict[str, Any]] = source.problems if source else []
    doubts: dict[str, list[dict[str, Any]]] = {}
    for problem in problems:
        doubts.setdefault(problem["turn"], []).append(problem)
    turns = sheet.formsets[0]
    for form in cast("list[TurnForm]", turns.forms):
        form.problems = doubts.get(form.instance.public_id, [])
    now = status(conference)
    context = frame(request, f"核对：{conference}", conference) | {
        "source": source,
        "lines": lines_of(source) if source else [],
        "problems": problems,
        "leftovers": conference.leftovers.select_related("decided_by"),
        "may_decide": request.user.has_perm("desk.change_leftover"),
        "turns": turns,
        "status": now,
        "mistaken": [form for form in turns.forms if form.errors],
        # The reader's doubts have a list of their own here.
        "findings": [finding for finding in now.findings if finding.code != "unsure"],
        # What a refused page was made from stays what it was made from, or a second try would pass.
        "revision": request.POST.get("onto") or request.POST.get("revision", str(conference.revision)),
        "media": turns.media,
        "overtaken": met,
    }
    context |= typing.around(request, conference, DraftPage.REVIEW, sheet)
    if met is not None:
        context["opened"] = met.data["opened"]
    return render(request, "desk/review.html", context)


def lines_of(source: Source) -> list[Line]:
    """Return the source's lines, each stretch with its kind and the anchor of what it became."""
    lines = [Line(1)]
    for text, place in source.pieces:
        kind, _, rest = place.partition(".")
        name = _PLACES.get(kind, "field")
        anchor = rest.partition(".")[0] if name == "turn" else ""
        for index, stretch in enumerate(text.split("\n")):
            if index:
                lines.append(Line(len(lines) + 1))
            if stretch:
                lines[-1].stretches.append((stretch, name, anchor))
    for problem in source.problems:
        if 0 < problem["line"] <= len(lines):
            lines[problem["line"] - 1].problems.append(problem)
    return lines


@transaction.atomic
def _posted(request: HttpRequest, conference: Conference) -> tuple[Sheet | None, Overtaken | None]:
    """Save what was posted and return nothing, or return the forms with their errors, and both versions.

    A leftover is decided along with the turns: its words have most likely just been typed into one.
    """
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    sheet = review_sheet(locked, request.POST)
    turns = cast("TurnFormSet", sheet.formsets[0])
    try:
        raw = request.POST.get("onto") or request.POST.get("revision", "")
        RevisionField().check(int(raw) if raw.isascii() and raw.isdigit() else 0, locked)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        met = overtaken(request.POST, review_sheet(locked))
        sheet = review_sheet(locked, met.data)
        sheet.formsets[0].is_valid()
        return sheet, met
    if not turns.is_valid():
        messages.error(request, "有内容需要改正，尚未保存。")
        return sheet, None
    if turns.has_changed():
        _save(request, locked, turns)
    if "decide" in request.POST:
        _decide(request, locked)
    drafts.discard(conference=locked, by=cast("User", request.user), page=DraftPage.REVIEW)
    messages.success(request, "已保存。")
    return None, None


def _save(request: HttpRequest, conference: Conference, turns: TurnFormSet) -> None:
    changed = turns.save(commit=False)
    by = cast("User", request.user)
    editing.touch(conference=conference, by=by)
    editing.save_parts(conference=conference, parts=changed)
    if request.user.has_perm("desk.delete_turn"):
        for row in turns.deleted_objects:
            row.delete()
    by_user(by, conference, f"核对时修改了 {len(changed)} 段发言。")


def _decide(request: HttpRequest, conference: Conference) -> None:
    """Do what a leftover's button says: its number, a colon, the state it goes to."""
    number, _, word = request.POST["decide"].partition(":")
    try:
        leftover, state = conference.leftovers.get(pk=number), LeftoverState(word)
    except (Leftover.DoesNotExist, ValueError):
        messages.error(request, "没有这处剩余文字，或没有这种处理方式。")
        return
    if not request.user.has_perm("desk.change_leftover"):
        raise PermissionDenied
    decide(leftover=leftover, state=state, by=cast("User", request.user))
