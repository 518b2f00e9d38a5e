from __future__ import annotations

import errno
from html import unescape

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client

from releases.desk.models import Conference
from releases.desk.views.pages import address
from releases.record.models import Release
from tests.desk.making import CLEAN, account, client_of, form_data, ready

pytestmark = pytest.mark.django_db


def full(*_: object) -> str:
    """Be a disk without room."""
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_said_and_nothing_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    user = account("签发")
    conference = ready(text=CLEAN, by=user)
    client = client_of(user)
    page = address("publish", conference)
    form = form_data(client.get(page).content.decode())
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    client.raise_request_exception = False
    response = client.post(page, form)
    assert (response.status_code, "<h1>服务器的磁盘满了</h1>" in unescape(response.content.decode())) == (
        503,
        True,
    )
    assert (Release.objects.count(), Conference.objects.get().state) == (0, "draft")
    monkeypatch.undo()
    assert client.post(page, form).status_code == 302
    assert Release.objects.count() == 1


def test_whatever_else_breaks_is_said_as_to_the_public(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = account("签发")
    at_the_desk = client_of(user)
    conference = ready(text=CLEAN, by=user)
    at_the_desk.raise_request_exception = client.raise_request_exception = False

    def broken(*_: object, **__: object) -> str:
        raise RuntimeError

    monkeypatch.setattr("releases.desk.views.steps.workflow.missing", broken)
    response = at_the_desk.get(address("publish", conference))
    assert (response.status_code, "网站暂时出了问题" in response.content.decode()) == (500, True)
    monkeypatch.setattr("releases.record.views.home.show", full)
    response = client.get("/")
    assert (response.status_code, "网站暂时出了问题" in response.content.decode()) == (500, True)
