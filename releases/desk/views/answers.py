"""What a page answers to a step: that it was taken, or all of why it was not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest

from releases.audit.chain import append
from releases.audit.models import Action, Result
from releases.desk.refusal import WorkflowError
from releases.desk.shown import shown


def said(request: HttpRequest, name: str) -> str:
    """Return what was posted outside a form, as forms leave it: without NUL, which PostgreSQL refuses."""
    return shown(request.POST.get(name, ""))


def take(request: HttpRequest, verb: Callable[..., object], done: str, **arguments: Any) -> None:
    """Take a step as the person who asks, and leave a message of what came of it for the next page."""
    try:
        verb(by=request.user, **arguments)
    except WorkflowError as error:
        what = next(each for each in arguments.values() if isinstance(each, Model))
        _refused(request, error, what)
        for finding in error.findings:
            messages.error(request, finding.message)
    else:
        messages.success(request, done)


def refuse(request: HttpRequest, form: forms.BaseForm, error: WorkflowError, what: Model) -> None:
    """Show on the form, with what was typed, why the step was not taken."""
    _refused(request, error, what)
    for finding in error.findings:
        form.add_error(None, finding.message)


def _refused(request: HttpRequest, error: WorkflowError, what: Model) -> None:
    """Append what was not done: the step's own transaction, and any row in it, is undone."""
    by = cast("User", request.user)
    append(by=by, action=Action.STEP, what=what, result=Result.REFUSED, detail=str(error))
