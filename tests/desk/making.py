"""What the desk's tests are made of: invented words, photos with secrets, accounts."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as Word
from lxml import html
from PIL import Image

from releases.desk.importing import import_transcript
from releases.desk.models import Conference
from releases.desk.objections import objections
from releases.desk.refusal import WorkflowError
from releases.record.models import Section

CAMERA = "SecretCamera"
TRANSCRIPT = """澜江市“清水入城”新闻发布会
来源：澜江市水务局 发布时间：2026-03-30
时间：2026年3月29日下午15:00
主题：清水入城
地点：澜江市政府一楼发布厅
发布人：李木 市水务局局长
王禾 市水务局副局长
主持人：陈舟 市政府新闻办副主任
图文实录：
陈舟：
大家下午好！今天请到了市水务局的同志。
李木：
下面我介绍清水入城工程的进展。
媒体提问：
请问工程何时完工？
王禾：
预计明年六月底完工。
陈舟：
发布会到此结束，谢谢大家！
"""
# Nothing in it is amber.
CLEAN = TRANSCRIPT.replace("下午15:00", "下午3:00")


def photo_bytes(colour: str = "navy", *, size: tuple[int, int] = (1200, 800)) -> bytes:
    """Return a JPEG that tells where and with what it was taken."""
    image = Image.new("RGB", size, colour)
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (31.0, 58.0, 21.0)
    gps[3], gps[4] = "E", (120.0, 53.0, 7.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def word_bytes(text: str = TRANSCRIPT, *, photo: bytes | None = None, after: str = "图文实录：") -> bytes:
    """Return a .docx of the lines, with a photo after one of them."""
    word = Word()
    for line in text.splitlines():
        word.add_paragraph(line)
        if photo is not None and line == after:
            word.add_picture(io.BytesIO(photo))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def account(role: str, username: str = "") -> User:
    """Return a new account with a role."""
    user = User.objects.create_user(
        username or f"user-{role}", password="x", is_staff=True, last_name="周", first_name=role
    )
    user.groups.add(Group.objects.get(name=role))
    return user


def client_of(user: User) -> Client:
    """Return a browser in which the account is logged in."""
    client = Client()
    client.force_login(user)
    return client


def section() -> Section:
    """Return the section of press conferences, which a migration made."""
    return Section.objects.get(path="jdhy/xwfbh")


def form_data(page: str) -> dict[str, str]:
    """Return what a browser would post from a page's only post form with fields, as it stands."""
    tree: Any = html.document_fromstring(page)  # the stubs know no forms
    for area in tree.iter("textarea"):
        # The line break after the tag is no part of the text.
        area.text = (area.text or "").removeprefix("\n")
    forms = [form for form in tree.forms if form.method == "POST" and "logout" not in (form.action or "")]
    form = max(forms, key=lambda form: len(form.fields.keys()))
    data = {name: value or "" for name, value in form.form_values() if "__prefix__" not in name}
    return {name: value for name, value in data.items() if not name.startswith("_")}


def ready(*, by: User | None = None, text: str = TRANSCRIPT, photo: str = "navy") -> Conference:
    """Return a draft that may be published as it stands, with a photo of a colour ("" for none)."""
    named = text.replace("图文实录：", "图文实录：\n9M0A9576.jpg") if photo else text
    conference = import_transcript(
        data=named.encode(),
        name="实录.txt",
        by=by,
        section=section(),
        photos={"9M0A9576.jpg": photo_bytes(photo)} if photo else {},
    )
    conference.photos.update(alt="三人坐在台上", caption="发布会现场")
    return conference


def codes(conference: Conference) -> list[str]:
    """Return the codes of all objections to publishing."""
    return [finding.code for finding in objections(conference)]


def buttons(page: str) -> list[str]:
    """Return the words on a page's buttons."""
    return re.findall(r'<button type="submit" class="button[^"]*">(.*?)</button>', page)


def refused(error: pytest.ExceptionInfo[WorkflowError]) -> list[str]:
    """Return the codes of why a step was refused."""
    return [finding.code for finding in error.value.findings]
