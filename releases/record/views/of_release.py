"""Views of one release: what is not there is 404, what was withdrawn is 410, everywhere alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from releases.record.models import Release, ReleaseState, Version, VersionKind
from releases.record.views.errors import gone

_P = ParamSpec("_P")
# As versions are counted; no database is asked for more.
_NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


class NoLongerReadableError(Exception):
    """A version is asked for that a withdrawal took from the public, for good."""

    def __init__(self, version: Version) -> None:
        super().__init__(str(version))
        self.version = version


def of_release(
    view: Callable[Concatenate[HttpRequest, Release, _P], HttpResponseBase],
    withdrawn: Callable[..., HttpResponseBase] | None = None,
) -> Callable[..., HttpResponseBase]:
    """Hand the view the current release of this id, with all that its page needs, in one query.

    The view may ask ``version_of`` for a version that is not to be read any more. ``withdrawn`` is called
    as the view would be, and answers in the place of the page that says so.
    """

    @require_safe
    @wraps(view)
    def of_current_release(
        request: HttpRequest, release_id: str, *args: _P.args, **kwargs: _P.kwargs
    ) -> HttpResponseBase:
        release = get_object_or_404(Release.objects.with_page(), pk=release_id)
        if release.state == ReleaseState.WITHDRAWN and release.version:
            if withdrawn:
                return withdrawn(request, release, *args, **kwargs)
            return gone(request, release.version)
        try:
            return view(request, release, *args, **kwargs)
        except NoLongerReadableError as error:
            return gone(request, withdrawal_after(error.version), restored=release.get_absolute_url())

    return of_current_release


def version_of(release: Release, number: int | str) -> Version:
    """Return a version that the public may read; the current one takes no query.

    What counts no version raises Http404, and a version that was taken away NoLongerReadableError.
    """
    if not _NUMBER.fullmatch(str(number)):
        raise Http404
    if release.newest.number == int(number):
        return release.newest
    version = get_object_or_404(release.versions, number=number)
    if version.number < release.readable_from:
        raise NoLongerReadableError(version)
    return version


def withdrawal_after(version: Version) -> Version:
    """Return the withdrawal that took this version from the public."""
    later = version.release.versions.filter(kind=VersionKind.WITHDRAWAL, number__gte=version.number)
    return later.earliest("number")
