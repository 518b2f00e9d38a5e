"""The chain of the whole record, for whoever keeps a copy of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from releases.record.models import Link
from releases.record.signature import signed
from releases.record.views.conditional import unless_known

SCHEMA = "record-head/1"
LINKS_A_PAGE = 1_000


class _After(forms.Form):
    after = forms.IntegerField(required=False, min_value=0)


@require_safe
def head(request: HttpRequest) -> HttpResponse:
    """Give the last link, signed: ``statement`` is the text that was signed, byte for byte."""
    last = Link.objects.with_versions().last()
    value = signed(
        {
            "schema": SCHEMA,
            "site": settings.SITE_URL,
            "number": last.number if last else 0,
            "hash": last.hash if last else "",
            "published_at": _at(last) if last else None,
        }
    )
    etag = f'"{last.hash[:32] if last else "empty"}-{value["key_id"] or "unsigned"}"'
    return _answer(request, value, etag)


@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """Give up to a thousand links that come after the number asked for."""
    form = _After(request.GET)
    if not form.is_valid():
        return _json({"errors": form.errors}, status=400)
    after = form.cleaned_data["after"] or 0
    found = list(Link.objects.with_versions().filter(number__gt=after)[:LINKS_A_PAGE])
    value = {
        "schema": "record-chain/1",
        "links": [_link(link) for link in found],
        "more": len(found) == LINKS_A_PAGE,
    }
    return _answer(request, value, f'"{after}-{found[-1].hash[:32] if found else "empty"}"')


def _link(link: Link) -> dict[str, Any]:
    version = link.version
    return {
        "number": link.number,
        "previous": link.previous,
        "release": version.release_id,
        "version": version.number,
        "digest": version.digest,
        "seal": version.seal,
        "hash": link.hash,
        "published_at": _at(link),
    }


def _at(link: Link) -> str:
    return timezone.localtime(link.version.published_at).isoformat(timespec="seconds")


def _answer(request: HttpRequest, value: dict[str, Any], etag: str) -> HttpResponse:
    return unless_known(request, lambda: _json(value), etag=etag)


def _json(value: dict[str, Any], status: int = 200) -> JsonResponse:
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(value, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
