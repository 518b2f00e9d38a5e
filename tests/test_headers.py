from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from portal.headers import PERMISSIONS, HeadersMiddleware
from releases.desk import workflow
from releases.photos import public_names
from tests.desk.making import account, ready
from tests.record.walking import content_of

# What every answer says, and "same-origin" or "cross-origin" besides.
COMMON = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
OURS, ANYBODYS = "same-origin", "cross-origin"
RELEASE = "/releases/20260329-1"


@pytest.fixture
def strict(settings: Settings) -> None:
    """Have HTTPS insisted on, as in production."""
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


@pytest.mark.django_db
@pytest.mark.usefixtures("strict", "without_pdf")
def test_every_kind_of_answer_bears_the_headers(client: Client) -> None:
    conference = ready(photo="red")
    workflow.publish(conference=conference, by=None)
    photo = conference.photos.get()
    name, *_ = public_names(photo.digest, photo.width)
    client.force_login(account("签发"))
    expected = {
        "/": (200, OURS),
        f"{RELEASE}/": (200, OURS),
        "/en/releases/": (200, OURS),
        f"{RELEASE}/changes/": (200, OURS),
        "/search/?q=a": (200, OURS),
        "/releases": (301, OURS),
        "/nowhere/": (404, OURS),
        "/static/site/site.css": (200, OURS),
        "/static/nothing.css": (404, OURS),
        "/worker.js": (200, OURS),
        f"/media/{name}": (200, ANYBODYS),
        "/media/nothing.jpg": (404, OURS),
        f"{RELEASE}.json": (200, ANYBODYS),
        f"{RELEASE}/qr.png": (200, ANYBODYS),
        "/releases/feed/": (200, ANYBODYS),
        "/api/v1/releases": (200, ANYBODYS),
        "/robots.txt": (200, ANYBODYS),
        "/desk/": (200, OURS),
        "/desk/login/": (302, OURS),
        f"/desk/desk/conference/{conference.pk}/change/": (200, OURS),
        "/desk/jsi18n/": (200, OURS),
        "/desk/nowhere/": (404, OURS),
    }
    answers = {address: client.get(address, secure=True) for address in expected}
    # Reading to the end closes files.
    assert all(content_of(answer) or answer.status_code in (301, 302) for answer in answers.values())
    assert {address: (answer.status_code, said(answer)) for address, answer in answers.items()} == {
        address: (status, COMMON | {"Cross-Origin-Resource-Policy": readers})
        for address, (status, readers) in expected.items()
    }


def said(answer: object) -> dict[str, str]:
    """Return the headers of these names."""
    names = (*COMMON, "Cross-Origin-Resource-Policy")
    return {name: answer[name] for name in names if name in answer}  # type: ignore[operator, index]


@pytest.mark.django_db
@pytest.mark.usefixtures("strict")
def test_a_refusal_and_a_fault_bear_them_too(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["news.example.gov.cn"]
    refused = Client().get("/", secure=True, headers={"host": "other.example"})
    assert (refused.status_code, said(refused)) == (400, COMMON | {"Cross-Origin-Resource-Policy": OURS})
    settings.ALLOWED_HOSTS = ["*"]
    settings.RECORD_KEY = "no key"
    failed = Client(raise_request_exception=False).get("/record/head.json", secure=True)
    assert (failed.status_code, said(failed)) == (500, COMMON | {"Cross-Origin-Resource-Policy": OURS})


def test_what_is_not_sent_again_keeps_its_readers(rf: RequestFactory) -> None:
    def unchanged(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=304, headers={"Via": request.path})

    answer = HeadersMiddleware(unchanged)(rf.get("/releases/"))
    assert "Cross-Origin-Resource-Policy" not in answer.headers


def test_an_answer_keeps_headers_of_its_own(rf: RequestFactory) -> None:
    own = {"Cross-Origin-Resource-Policy": "same-site", "Permissions-Policy": "camera=(self)"}
    answer = HeadersMiddleware(lambda _: HttpResponse(headers=own))(rf.get("/"))
    assert {name: answer[name] for name in own} == own
