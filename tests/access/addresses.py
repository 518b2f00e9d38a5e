"""Every address of the site: the patterns from the resolver, and samples of what stands in their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from releases.desk import sharing
from releases.desk.models import Conference, Outlet, Person, Term
from releases.photos import public_names
from releases.record.languages import in_chinese
from releases.record.models import Appearance, Department, Question, Section, Topic
from tests.access.world import NAMES, World

# A state's name, and what stands in the places of a pattern.
Samples = dict[str, dict[str, object]]


def patterns() -> list[str]:
    """Return every pattern as a route: /desk/desk/conference/<int:pk>/review/; public pages have two."""
    found: dict[str, None] = {}
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            found |= dict.fromkeys(f"/{route}" for route in _walk(get_resolver(), ""))
    return list(found)


def _walk(resolver: URLResolver, before: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        route = before + _route(str(each.pattern))
        if isinstance(each, URLResolver):
            yield from _walk(each, route)
        else:
            assert isinstance(each, URLPattern)
            yield route


def _route(pattern: str) -> str:
    """Write a regular expression as a route: the admin has two."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern).strip("^$")


def samples(world: World, pattern: str) -> Samples:
    """Return what to ask a pattern about."""
    if "<" not in pattern:
        return {"": {}}
    for start, make in SAMPLES.items():
        # A page in English is asked about what it is asked about in Chinese.
        if in_chinese(pattern).startswith(start):
            return make(world)
    raise AssertionError(
        f"{pattern} has no sample: add to SAMPLES in {__name__} what may stand in its places, "
        "by state; then UPDATE_GOLDEN=1 pytest tests/test_access.py, and read what changed."
    )


def address(pattern: str, values: dict[str, object]) -> str:
    """Return the pattern with the values in its places."""

    def value(match: re.Match[str]) -> str:
        assert match[1] in values, f"{pattern}: no sample for <{match[1]}>; add it in {__name__}."
        return str(values[match[1]])

    return re.sub(r"<(?:\w+:)?(\w+)>", value, pattern)


def _conferences(world: World) -> Samples:
    found: Samples = {}
    for state, each in world.conferences.items():
        owed = each.emergencies.filter(confirmed_at__isnull=False).first() or world.owed
        found[state] = {
            "pk": each.pk,
            "object_id": each.pk,
            # Where a conference has no emergency of its own, somebody else's.
            "number": owed.pk,
            "link": world.links[state].pk,
            "name": _photo(each),
        }
    return found


def _shared(world: World) -> Samples:
    link = world.links["draft"]
    other = world.links["review"]
    revoked = world.links["asked"]
    photo = _photo(world.conferences["draft"])
    token = sharing.token_of(link)
    embargoed: Samples = {
        {"ahead": "given ahead"}.get(kind, f"given ahead, {kind}"): {
            "token": sharing.token_of(each),
            "name": _photo(each.conference),
            "suffix": "txt",
        }
        for kind, each in world.ahead.items()
    }
    return embargoed | {
        "open": {"token": token, "name": photo, "suffix": "txt"},
        "another's file": {"token": sharing.token_of(other), "name": photo, "suffix": "txt"},
        "revoked": {
            "token": sharing.token_of(revoked),
            "name": _photo(world.conferences["asked"]),
            "suffix": "txt",
        },
        "forged": {"token": token[:-1] + ("A" if token[-1] != "A" else "B"), "name": photo, "suffix": "txt"},
    }


def _releases(world: World) -> Samples:
    ids = {state: world.conferences[state].release_id for state in ("published", "emergency", "withdrawn")}
    return {
        state: {"release_id": id_, "number": 1, "index": 0, "turn": "t1", "suffix": "ninjs.json"}
        for state, id_ in {**ids, "unknown": "20260329-99"}.items()
    }


def _questions(world: World) -> Samples:
    asked = Question.objects.get(release=world.conferences["published"].release_id)
    withdrawn = world.conferences["withdrawn"].release_id
    return {
        "published": {"release_id": asked.release_id, "turn": asked.turn},
        "withdrawn": {"release_id": withdrawn, "turn": asked.turn},
        "unknown": {"release_id": asked.release_id, "turn": "t99"},
    }


def _people(world: World) -> Samples:
    known = Appearance.objects.filter(release=world.conferences["published"].release_id).exclude(ref="")
    refs = {"published": known[0].ref, "draft": Person.objects.get(name=NAMES[0]).pk}
    return {state: {"ref": ref, "form": "feed/"} for state, ref in refs.items()}


def _listed(place: str, known: str, unknown: str) -> Callable[[World], Samples]:
    """Return samples of a list, and of the feed below it."""
    return lambda _: {"": {place: known, "form": "feed/"}, "unknown": {place: unknown, "form": "feed/"}}


def _feed(_: World) -> Samples:
    return {"": {"form": "feed/"}, "JSON": {"form": "feed.json"}}


def _media(world: World) -> Samples:
    return {
        state: {"name": _photo(world.conferences[state])} for state in ("published", "withdrawn", "draft")
    }


def _photo(conference: Conference) -> str:
    photo = conference.photos.get()
    return min(public_names(photo.digest, photo.width))


def _users(_: World) -> Samples:
    rows = {
        "reviewer": User.objects.get(username="signs-初审"),
        "superuser": User.objects.get(username="root"),
    }
    return {state: {"id": row.pk, "object_id": row.pk, "pk": row.pk} for state, row in rows.items()}


def _rows(rows: Callable[[], dict[str, object]]) -> Callable[[World], Samples]:
    return lambda _: {state: {"object_id": pk} for state, pk in rows().items()}


def _labels(_: World) -> Samples:
    return {
        label: {"app_label": label} for label in sorted({m._meta.app_label for m in admin.site._registry})
    }


def _on_site(world: World) -> Samples:
    def kind(name: str) -> int:
        return ContentType.objects.get_for_model(apps.get_model(name)).pk

    release = world.conferences["published"].release_id
    return {
        "release": {"content_type_id": kind("record.release"), "object_id": release},
        "conference": {
            "content_type_id": kind("desk.conference"),
            "object_id": world.conferences["draft"].pk,
        },
    }


# By the beginning of a pattern; the first that fits. One line for each new kind of thing with an address.
SAMPLES: dict[str, Callable[[World], Samples]] = {
    "/desk/preview/<": _shared,
    "/desk/desk/conference/<": _conferences,
    "/desk/desk/person/<": _rows(
        lambda: {
            "at a conference": Person.objects.get(name="李木").pk,
            "at none": Person.objects.get(name="无人").pk,
        }
    ),
    "/desk/desk/outlet/<": _rows(
        lambda: {
            "given something": Outlet.objects.get(name="江畔日报").pk,
            "given nothing": Outlet.objects.get(name="没有供过稿的报").pk,
        }
    ),
    "/desk/desk/term/<": _rows(lambda: {"": Term.objects.get(wrong="做为").pk}),
    "/desk/record/section/<": _rows(
        lambda: {
            "with releases": Section.objects.get(path="jdhy/xwfbh").pk,
            "empty": Section.objects.get(path="kong").pk,
        }
    ),
    "/desk/record/topic/<": _rows(lambda: {"": Topic.objects.get(slug="works").pk}),
    "/desk/record/department/<": _rows(lambda: {"": Department.objects.get(slug="water").pk}),
    "/desk/auth/user/<": _users,
    "/desk/account/take-away/<": _users,
    "/desk/audit/entry/<": _rows(lambda: {"": 1}),
    "/desk/auth/group/<": _rows(lambda: {"": Group.objects.get(name="撰稿").pk}),
    "/desk/r/<": _on_site,
    "/desk/<app_label>": _labels,
    "/desk/<url>": lambda _: {"": {"url": "no/such/page/"}},
    "/releases/<feed": _feed,
    "/releases/corrections/<feed": _feed,
    "/questions/<feed": _feed,
    "/releases/<": _releases,
    "/q/<": _releases,
    "/p/<": _releases,
    "/sections/<": _listed("path", "jdhy/xwfbh", "jdhy/nothing"),
    "/api/v1/releases/<": _releases,
    "/api/v1/<": lambda _: {"": {"rest": "nothing"}},
    "/people/<": _people,
    "/questions/<": _questions,
    "/topics/<": _listed("slug", "water", "nothing"),
    "/departments/<": _listed("slug", "water", "nothing"),
    "/sitemap-<": lambda _: {"": {"section": "questions"}, "unknown": {"section": "nothing"}},
    "/media/<": _media,
}
