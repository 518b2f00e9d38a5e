"""What is posted to each address: enough that whoever is allowed gets through, and others are refused for who
they are rather than for what they typed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from PIL import Image

from releases.desk import roles, signing
from releases.desk.models import Conference, Outlet
from releases.desk.objections import findings
from releases.preflight import Severity
from releases.record.models import Question, Topic
from tests.access.world import PASSWORD, SUPERUSER, World
from tests.desk.making import TRANSCRIPT, form_data

NEW_PASSWORD = "东流入海不回-Nr-18"


def body(world: World, pattern: str, state: str, address: str) -> dict[str, Any]:
    """Return the keyword arguments of a post."""
    make = BODIES.get(pattern)
    if make is not None:
        return make(world, world.conferences.get(state, world.conferences["draft"]))
    if pattern.endswith("/delete/"):
        return {"data": {"post": "yes"}}
    if pattern.endswith(("/add/", "/change/", "/password/")):
        return {"data": {**page(world, address), **CHANGES.get(pattern, {})}}
    return {"data": {}}


def page(world: World, address: str) -> dict[str, str]:
    """Return what a browser would post from a page as it stands, nothing where there is no page."""
    if address not in world.forms:
        # Not the world's own browser, in which somebody may be logged in by now to post this.
        browser = world.client(SUPERUSER, browser=Client())
        response = browser.get(address)
        world.forms[address] = form_data(response.content.decode()) if response.status_code == 200 else {}
    return world.forms[address]


def _digest(conference: Conference) -> str:
    return signing.sound(conference).digest


def _draft(_: World, conference: Conference) -> dict[str, Any]:
    sent = {"page": "review", "revision": conference.revision, "entries": {"turns-0-body": "打了一半"}}
    return {"data": json.dumps(sent), "content_type": "application/json"}


def _review(world: World, conference: Conference) -> dict[str, Any]:
    sent = page(world, f"/desk/desk/conference/{conference.pk}/review/")
    return {"data": {**sent, "turns-0-body": "改过的话。"}}


def _check(world: World, conference: Conference) -> dict[str, Any]:
    return {**_review(world, conference), "query_params": {"page": "review"}}


class _Photo:
    """A file that is sent again and again: read once, another would be at its end."""

    name, content_type = "new.png", "image/png"

    def read(self) -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (40, 30), "teal").save(out, "PNG")
        return out.getvalue()


def _photos(_: World, __: Conference) -> dict[str, Any]:
    return {"data": {"photos": _Photo()}}


def _waive(_: World, conference: Conference) -> dict[str, Any]:
    amber = [each for each in findings(conference) if each.severity is Severity.AMBER]
    return {"data": {"key": amber[0].key, "reason": "已核实"}}


def _publish(_: World, conference: Conference) -> dict[str, Any]:
    note = {"revision": str(conference.revision), "kind": "correction", "note": "更正。"}
    return {"data": {**note, "digest": _digest(conference)}}


def _several(world: World, _: Conference) -> dict[str, Any]:
    chosen = world.conferences["approved"]
    return {"data": {"shown": f"{chosen.pk}:{_digest(chosen)}"}}


def _filed(world: World, _: Conference) -> dict[str, Any]:
    return {"data": filing(world)}


def filing(world: World) -> dict[str, str]:
    """Return what puts the published question under the only topic."""
    key = Question.objects.get(release=world.conferences["published"].release_id).pk
    return {"question": key, f"{key}-topics": str(Topic.objects.get(slug="works").pk), f"{key}-seen": ""}


def _given_ahead(_: World, each: Conference) -> dict[str, Any]:
    """Return what gives the conference's words ahead, until the set time where there is one."""
    waiting = each.schedules.waiting().first()
    until = timezone.localtime(waiting.due_at if waiting else timezone.now() + timedelta(days=1))
    outlet = Outlet.objects.get(name="江畔日报").pk
    return {"data": {"outlet": outlet, "until": f"{until:%Y-%m-%dT%H:%M}", "digest": _digest(each)}}


Body = Callable[[World, Conference], dict[str, Any]]


def _says(**data: str) -> Body:
    return lambda _, __: {"data": data}


_C = "/desk/desk/conference/<int:pk>"
BODIES: dict[str, Body] = {
    "/desk/login/": lambda world, _: {
        "data": {"username": world.people[roles.EDITOR].username, "password": PASSWORD}
    },
    "/desk/password_change/": _says(
        old_password=PASSWORD, new_password1=NEW_PASSWORD, new_password2=NEW_PASSWORD
    ),
    "/desk/questions/": _filed,
    "/desk/desk/conference/publish/": _several,
    "/desk/desk/conference/import/": _says(text=TRANSCRIPT.replace("清水入城", "新的一场")),
    f"{_C}/import/": _says(text=TRANSCRIPT.replace("预计明年六月底", "预计明年七月底")),
    f"{_C}/photos/": _photos,
    f"{_C}/review/": _review,
    f"{_C}/draft/": _draft,
    f"{_C}/check/": _check,
    f"{_C}/sign/": lambda _, each: {"data": {"digest": _digest(each), "comment": "同意"}},
    f"{_C}/send-back/": _says(reason="请核对时间"),
    f"{_C}/waive/": _waive,
    f"{_C}/publish/": _publish,
    f"{_C}/emergency/": lambda _, each: {"data": {"digest": _digest(each), "reason": "汛情紧急"}},
    f"{_C}/emergency/confirm/": _publish,
    f"{_C}/emergency/<int:number>/": _says(comment="核对无误"),
    f"{_C}/withdraw/": _says(reason="有误"),
    f"{_C}/links/": _says(note="另一个局", hours="24"),
    f"{_C}/embargo/": _given_ahead,
}
_ACCOUNT = {"username": "somebody-new", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
_PASSWORDS = {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
# What is typed into the admin's own forms.
CHANGES: dict[str, dict[str, str]] = {
    "/desk/desk/conference/add/": {"title": "新的一场"},
    "/desk/desk/conference/<path:object_id>/change/": {"title": "改过的标题"},
    "/desk/desk/person/add/": {"name": "新人"},
    "/desk/desk/person/<path:object_id>/change/": {"note": "改过"},
    "/desk/desk/outlet/add/": {"name": "新来的报"},
    "/desk/desk/outlet/<path:object_id>/change/": {"contact": "李编辑"},
    "/desk/desk/term/add/": {"wrong": "按装", "right": "安装", "severity": "amber"},
    "/desk/desk/term/<path:object_id>/change/": {"right": "当作"},
    "/desk/record/section/add/": {
        "name": "新栏目",
        "path": "xin",
        "description": "新",
        "keywords": "新",
        "column_type": "其他",
    },
    "/desk/record/section/<path:object_id>/change/": {"name": "改过的栏目"},
    "/desk/record/topic/add/": {"name": "新主题", "slug": "new"},
    "/desk/record/topic/<path:object_id>/change/": {"name": "改过的主题"},
    "/desk/record/department/add/": {"name": "新部门", "slug": "new"},
    "/desk/record/department/<path:object_id>/change/": {"name": "改过的部门"},
    "/desk/auth/user/add/": _ACCOUNT,
    "/desk/auth/user/<path:object_id>/change/": {"last_name": "郑"},
    "/desk/auth/user/<id>/password/": _PASSWORDS,
    "/desk/auth/group/add/": {"name": "新角色"},
    "/desk/auth/group/<path:object_id>/change/": {"name": "改过的角色"},
}
