"""What the page about the API shows, taken from the document that describes it to programs.

What that says is a message like any other; examples are words of a record, and stay Chinese.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as in_language

from releases.record.addresses import absolute
from releases.record.api.openapi import FILE

_EXAMPLES_HOST = "https://news.example.gov.cn"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter; ``values`` are those it may have, where they can be listed."""

    name: str
    description: str
    required: bool
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an answer's items, with what is said of it."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Resource:
    """One address: what it gives, what it is asked with, and an example of both."""

    id: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    members: tuple[Member, ...]
    command: str
    answer: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A problem: its status, the part of the page its type leads to, and an example."""

    id: str
    status: str
    title: str
    description: str
    answer: str


@dataclass(frozen=True, slots=True)
class Manual:
    """All of the page."""

    summary: str
    description: str
    base: str
    document: str
    resources: tuple[Resource, ...]
    refusals: tuple[Refusal, ...]


def manual() -> Manual:
    """Return the page's contents."""
    document: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    base = absolute(reverse("api:root"))
    return Manual(
        summary=in_language(document["info"]["summary"]),
        description=in_language(document["info"]["description"]),
        base=base,
        document=absolute(reverse("api:openapi")),
        resources=tuple(
            _resource(document, path, operations["get"], base)
            for path, operations in document["paths"].items()
        ),
        refusals=tuple(_refusals(document)),
    )


def _resource(document: Mapping[str, Any], path: str, operation: Mapping[str, Any], base: str) -> Resource:
    parameters = [_followed(document, one) for one in operation["parameters"]]
    ((_, content),) = operation["responses"]["200"]["content"].items()
    filled, query = path.removeprefix("/"), {}
    for one in parameters:
        if one["in"] == "path":
            filled = filled.replace(f"{{{one['name']}}}", one["example"])
        elif "example" in one:
            query[one["name"]] = one["example"]
    address = f"{base}{filled}" + (f"?{urlencode(query)}" if query else "")
    return Resource(
        id=operation["operationId"],
        path=f"{reverse('api:root')}{path.removeprefix('/')}",
        summary=in_language(operation["summary"]),
        description=in_language(operation["description"]),
        parameters=tuple(_parameter(document, one) for one in parameters),
        members=tuple(_members(document, content["schema"])),
        command=f"curl '{address}'",
        answer=_written(content["example"]) if "example" in content else "",
    )


def _parameter(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> Parameter:
    schema = _followed(document, parameter["schema"])
    return Parameter(
        parameter["name"],
        in_language(parameter["description"]),
        parameter.get("required", False),
        tuple(schema.get("enum", ())),
    )


def _members(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Member]:
    """Yield what is said of the members of an answer, or of the items where it is a list."""
    schema = _followed(document, schema)
    properties = schema.get("properties", {})
    if "items" in properties:
        items = properties["items"]["items"]
        schema = _followed(document, items["anyOf"][0] if "anyOf" in items else items)
        properties = schema["properties"]
    for name, one in properties.items():
        description = one.get("description") or _followed(document, one).get("description", "")
        if description:
            yield Member(name, in_language(description))


def _refusals(document: Mapping[str, Any]) -> Iterable[Refusal]:
    for response in document["components"]["responses"].values():
        for content in response.get("content", {}).values():
            example = content["example"]
            yield Refusal(
                id=example["type"].partition("#")[2],
                status=str(example["status"]),
                title=in_language(example["title"]),
                description=in_language(response["description"]),
                answer=_written(example),
            )


def _followed(document: Mapping[str, Any], value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a reference leads to, or the value itself."""
    while "$ref" in value:
        found: Any = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        value = found
    return value


def _written(example: object) -> str:
    text = json.dumps(example, ensure_ascii=False, indent=2)
    return text.replace(_EXAMPLES_HOST, settings.SITE_URL)
