"""What every address of the API has in common: it is only read, by anybody's page, and fails in one form."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from releases.record.api.limits import POLICY
from releases.record.api.problems import Problem
from releases.record.models import Release
from releases.record.views import conditional

_P = ParamSpec("_P")
_ALLOWED = "GET, HEAD, OPTIONS"
# Raise it where the same rows are written in another way: validators are made of it.
REVISION = 1


def endpoint(
    view: Callable[Concatenate[HttpRequest, _P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
    """Answer as the view does, or with the problem it raises; add the headers that all answers bear."""

    # Without a cookie there is nothing to forge, and a wrong method is a 405 rather than a 403.
    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        try:
            response = _preflight() if request.method == "OPTIONS" else _read(request, view, *args, **kwargs)
        except Problem as problem:
            response = problem.answer()
        if response.status_code == 405:
            response.headers["Allow"] = _ALLOWED
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, RateLimit-Policy"
        response.headers["RateLimit-Policy"] = POLICY
        return response

    return answered  # type: ignore[return-value]  # but for the name of its first argument


def unless_known(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return 304 to whoever has what bears the tag, else what ``make`` makes."""
    response = conditional.unless_known(request, make, etag=f'"{tag}"')
    if response.status_code == 412:
        raise Problem("changed", "内容已经不是所要求的那一版。")
    return response


def tag_of_last_change(request: HttpRequest) -> str:
    """Return a tag that changes with the address, and with whatever is published or withdrawn; one query."""
    last = Release.objects.order_by("-updated_at", "-pk").values_list("updated_at", "pk").first()
    return _digest(f"{REVISION} {last} {request.get_full_path()}".encode())


def _read(
    request: HttpRequest,
    view: Callable[Concatenate[HttpRequest, _P], HttpResponse],
    *args: _P.args,
    **kwargs: _P.kwargs,
) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        raise Problem("method-not-allowed", "这里的数据只能读取，请用 GET。")
    response = view(request, *args, **kwargs)
    if "ETag" in response.headers:
        return response
    # What staff change without publishing has no cheaper mark than the bytes themselves.
    return unless_known(request, _digest(response.content), lambda: response)


def _preflight() -> HttpResponse:
    """Tell a browser that any page may read, with the headers that a reader may send."""
    headers = {
        "Allow": _ALLOWED,
        "Access-Control-Allow-Methods": _ALLOWED,
        "Access-Control-Allow-Headers": "Accept, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=headers)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
