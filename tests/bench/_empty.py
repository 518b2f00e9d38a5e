"""A Django with no middleware and one view, which returns the bytes of a file: what serving cannot be below."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

_BODY = Path(os.environ["BODY"]).read_bytes()
settings.configure(SECRET_KEY="x" * 50, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[])
django.setup()


def view(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Return the bytes."""
    return HttpResponse(_BODY)


urlpatterns = [path("", view)]
application = get_wsgi_application()
