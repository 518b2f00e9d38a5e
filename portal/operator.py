"""What the machines of whoever operates the site ask: is it alive, is it ready, how much does it do."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string

from portal.ready import asking
from portal.roles import TOLD


class OperatorMiddleware:
    """Answer these addresses before anything asks for a host: they are asked for by number, on loopback."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.views: dict[str, Callable[[HttpRequest], HttpResponse | None]] = {
            address: import_string(path) for address, path in settings.OPERATOR_ADDRESSES.items()
        }

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or hand on."""
        view = self.views.get(request.path) if request.method in ("GET", "HEAD") else None
        response = view(request) if view else None
        if response is None:
            return self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Say that the process answers; nothing else is asked."""
    return JsonResponse({"alive": True})


def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Say of each part whether it is there; 503 where one is missing without which nothing is answered."""
    found = asking.ask(asking.groups())
    wrong = {name for name, words in found.items() if words}
    ready = wrong <= TOLD
    status = ("degraded" if wrong else "ok") if ready else "failing"
    parts = {name: words or "ok" for name, words in found.items()}
    says = {"ready": ready, "status": status, "parts": parts}
    return JsonResponse(says, status=200 if ready else 503)
