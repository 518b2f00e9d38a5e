"""Views of one release: what is not there is 404, what was withdrawn is 410, everywhere alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from releases.record.models import Release, ReleaseState, Version, VersionKind
from releases.record.views.errors import gone

_P = ParamSpec("_P")


def of_release(
    view: Callable[Concatenate[HttpRequest, Release, _P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Hand the view the current release of this id, with all that its page needs, in one query."""

    @require_safe
    @wraps(view)
    def of_current_release(
        request: HttpRequest, release_id: str, *args: _P.args, **kwargs: _P.kwargs
    ) -> HttpResponseBase:
        release = get_object_or_404(Release.objects.with_page(), pk=release_id)
        if release.state == ReleaseState.WITHDRAWN and release.version:
            return gone(request, release.version)
        return view(request, release, *args, **kwargs)

    return of_current_release


def withdrawal_after(version: Version) -> Version:
    """Return the withdrawal that took this version from the public."""
    later = version.release.versions.filter(kind=VersionKind.WITHDRAWAL, number__gte=version.number)
    return later.earliest("number")
