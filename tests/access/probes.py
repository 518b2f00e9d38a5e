"""Requests that somebody without an account may try in order to read what is not published."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from django.core.files.storage import storages

from releases.desk import sharing
from releases.desk.models import Attachment, Person
from releases.photos import public_names
from releases.record.exports import BY_SUFFIX
from releases.record.media import attachment_name
from tests.access.addresses import address, patterns
from tests.access.world import NAMED, World

METHODS = ("GET", "GET", "GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE")
_WORDS = ("入城dra", "水入城sch", "孟", "初春", "清水", "meng", "20260329", "t1", "")
_HEADERS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"Range": "bytes=0-99"},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"X-Original-URL": "/desk/"},
    {"X-Forwarded-Host": "evil.example"},
    {"X-HTTP-Method-Override": "GET"},
    {"Accept": "application/json"},
    {"Accept-Language": "en"},
    {"Cookie": "sessionid=0; csrftoken=0"},
    {"Authorization": "Basic cm9vdDpyb290"},
    {"X-Background": "1"},
)


@dataclass(frozen=True, slots=True)
class Probe:
    """A request: its path with its query, and its headers."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)


def secrets(world: World) -> dict[bytes, str]:
    """Return what no answer may hold, and the state whose it is: words, a person, an outlet, digests, a file."""
    found: dict[bytes, str] = {}
    for state, conference in world.hidden.items():
        photo, attachment = conference.photos.get(), conference.attachments.get()
        # The chain of the record names what was once public by its digest, and says no more of it.
        digests = [one.digest for one in conference.snapshots.all() if state != "withdrawn"]
        outlets = [link.note for link in conference.preview_links.given_ahead()]
        words = [f"清水入城{state}", NAMED[state], photo.digest, attachment.digest, *digests, *outlets]
        found |= dict.fromkeys((word.encode() for word in words), state)
        with storages["default"].open(_public_name(attachment)) as file:
            found[file.read()] = state
    return found


def files(world: World) -> frozenset[str]:
    """Return the digests of what is not public, by which its files are called: no address with one gives a byte."""
    return frozenset(
        one.digest
        for conference in world.hidden.values()
        for one in (*conference.photos.all(), *conference.attachments.all())
    )


def _public_name(attachment: Attachment) -> str:
    return attachment_name(attachment.digest, attachment.file_name)


def probes(world: World, number: int, seed: int = 0) -> Iterator[Probe]:
    """Yield so many requests, over all patterns there are, with what may stand in their places."""
    chance = random.Random(seed)
    # Files have the most names to try.
    routes = [
        route
        for route in patterns()
        if not route.startswith("/desk/jsi18n")
        for _ in range(12 if "<path:name>" in route else 1)
    ]
    fillings = _fillings(world)
    for _ in range(number):
        route = chance.choice(routes)
        values = {name: chance.choice(choices) for name, choices in fillings.items()}
        path = _bent(quote(address(route, values), safe="/.-_~"), chance)
        yield Probe(chance.choice(METHODS), f"{path}{_query(chance, values)}", chance.choice(_HEADERS))


def _fillings(world: World) -> dict[str, list[object]]:
    known = [each.release_id for each in world.conferences.values() if each.release_id]
    # All are of one day, and what is yet to come would get one of the next numbers.
    day = known[0].partition("-")[0]
    ids: list[object] = [*known, *(f"{day}-{number}" for number in range(1, 12))]
    conferences = {**world.conferences, **world.hidden}.values()
    photos = [each.photos.get() for each in conferences]
    names: list[object] = [name for photo in photos for name in public_names(photo.digest, photo.width)]
    names += [_public_name(each.attachments.get()) for each in conferences]
    # A genuine token is meant to open; one that differs in its last letter is not.
    tokens = [sharing.token_of(link) for link in (*world.links.values(), *world.ahead.values())]
    rows: list[object] = [each.pk for each in conferences]
    refs: list[object] = [*Person.objects.values_list("pk", flat=True), "xin", "0"]
    turns: list[object] = [f"t{number}" for number in range(1, 8)]
    return {
        "release_id": ids,
        "number": list(range(5)),
        "index": list(range(3)),
        "suffix": list(BY_SUFFIX),
        "name": [*names, "desk/portal.sqlite3", "../desk/a", "attachments/"],
        "turn": turns,
        "ref": refs,
        "slug": ["water", "works", "kong"],
        "path": ["jdhy", "jdhy/xwfbh", "kong", "jdhy/../desk"],
        "section": ["releases", "people", "questions", "sections"],
        "form": ["feed/", "feed.json"],
        "rest": ["nothing", "releases/drafts"],
        "token": [f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}" for token in tokens],
        **dict.fromkeys(
            ("pk", "object_id", "id", "link", "content_type_id", "user_id", "app_label", "url"), rows
        ),
    }


def _query(chance: random.Random, values: dict[str, object]) -> str:
    asked = {
        "q": chance.choice(_WORDS),
        "page": chance.randint(0, 3),
        "year": chance.choice((2026, 1999)),
        "speaker": values["ref"],
        "section": values["path"],
        "topic": values["slug"],
        "department": values["slug"],
        "after": chance.randint(0, 3),
        "since": chance.randint(0, 3),
        "v": chance.randint(0, 3),
        "updated_since": "2000-01-01T00:00:00Z",
        "format": "json",
        "preview": "1",
    }
    chosen = chance.sample(sorted(asked), chance.choice((0, 0, 1, 2)))
    return "?" + "&".join(f"{name}={quote(str(asked[name]))}" for name in chosen) if chosen else ""


def _bent(path: str, chance: random.Random) -> str:
    """Return the path, sometimes written otherwise."""
    ways = (
        path,
        path,
        path,
        path,
        path.rstrip("/"),
        f"/{path}",
        f"{path}.",
        f"{path}%00",
        f"{path};x",
        path.replace("/", "//"),
        path.replace("/", "/./"),
        path.replace("-", "%2D"),
        f"/static/..{path}",
        f"/media/../..{path}",
        f"/en{path}",
        path.upper(),
        f"{path}index.html",
    )
    return chance.choice(ways)
