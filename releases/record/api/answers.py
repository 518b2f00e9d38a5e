"""Answers of the API: JSON with its keys in order, and lists that lead to what follows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from releases.record.addresses import absolute
from releases.record.exports.inert import escaped


def as_json(
    value: Mapping[str, Any], *, status: int = 200, media_type: str = "application/json"
) -> HttpResponse:
    """Return the value as UTF-8 JSON, keys sorted; what could not be seen in it is escaped."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return HttpResponse(f"{escaped(text)}\n", content_type=media_type, status=status)


def as_list(
    request: HttpRequest,
    items: Sequence[Mapping[str, Any]],
    following: Mapping[str, str] | None,
    **more: object,
) -> HttpResponse:
    """Return one page of a list; ``following`` are the parameters that the next one is asked for with."""
    url = None
    if following:
        query = request.GET.copy()
        for name, value in following.items():
            query[name] = value
        url = absolute(f"{request.path}?{query.urlencode()}")
    response = as_json({"items": items, "next": url, **more})
    if url:
        response.headers["Link"] = f'<{url}>; rel="next"'
    return response
