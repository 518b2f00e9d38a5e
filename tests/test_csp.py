from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from portal.csp import ContentSecurityPolicyMiddleware, written


def answer(request: HttpRequest) -> HttpResponse:
    """Answer without a policy of its own, but for /own/."""
    own = {"Content-Security-Policy": "default-src 'none'"} if request.path == "/own/" else {}
    return HttpResponse("", headers=own)


def test_policy_is_written_as_one_line() -> None:
    policy = {"default-src": ["'self'"], "img-src": ["'self'", "data:"], "upgrade-insecure-requests": []}
    assert written(policy) == "default-src 'self'; img-src 'self' data:; upgrade-insecure-requests"


def test_every_response_carries_the_policy(rf: RequestFactory, settings: Settings) -> None:
    settings.SECURE_CSP = {"default-src": ["'self'"]}
    middleware = ContentSecurityPolicyMiddleware(answer)
    assert middleware(rf.get("/")).headers["Content-Security-Policy"] == "default-src 'self'"


def test_a_response_keeps_a_policy_of_its_own(rf: RequestFactory) -> None:
    response = ContentSecurityPolicyMiddleware(answer)(rf.get("/own/"))
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"


def test_our_policy_allows_nothing_inline_and_no_other_host(settings: Settings) -> None:
    policy = settings.SECURE_CSP
    assert policy["default-src"] == ["'none'"]
    assert {source for directive in policy.values() for source in directive} == {"'self'", "'none'", "data:"}
    assert [name for name, sources in policy.items() if "data:" in sources] == ["img-src"]
