"""The Content-Security-Policy header, from the SECURE_CSP setting that Django 6 introduced."""

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ContentSecurityPolicyMiddleware:
    """Set the policy on every response; on Django 6 its own middleware takes this one's place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = written(settings.SECURE_CSP)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the header added."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


def written(policy: Mapping[str, Sequence[str]]) -> str:
    """Return the header's text for directives with their sources."""
    return "; ".join(" ".join([directive, *sources]) for directive, sources in policy.items())
