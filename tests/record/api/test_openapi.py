from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker

from releases.record.api import problems, urls
from releases.record.api.openapi import FILE, RESOURCES
from releases.record.exports import data
from tests.record.api.reading import got

DOCUMENT = json.loads(FILE.read_text(encoding="utf-8"))
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


def validator(schema: object) -> Draft202012Validator:
    """Return what holds a value against a schema of the document."""
    return Draft202012Validator(
        {"components": DOCUMENT["components"], "allOf": [schema]}, format_checker=FormatChecker()
    )


def responses() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every response of the document, with where it is."""
    for path, operations in DOCUMENT["paths"].items():
        yield f"{path} 200", operations["get"]["responses"]["200"]
    yield from DOCUMENT["components"]["responses"].items()


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield every schema of an object in the document's schemas."""
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        for one in value.values():
            yield from objects(one)
    elif isinstance(value, list):
        for one in value:
            yield from objects(one)


def undescribed(value: Any) -> Any:  # noqa: ANN401  (whatever JSON says)
    """Return a schema without its descriptions: one is in English, one in Chinese."""
    if isinstance(value, dict):
        return {
            name: undescribed(one)
            for name, one in value.items()
            if name != "description" or not isinstance(one, str)
        }
    return [undescribed(one) for one in value] if isinstance(value, list) else value


def test_every_address_is_described_and_nothing_else() -> None:
    known = {
        re.sub(r"<\w+:\w+>", "{id}", f"/{pattern.pattern}")
        for pattern in urls.urlpatterns
        if pattern.name != "unknown"
    }
    assert known == set(DOCUMENT["paths"])
    assert [set(operations) & METHODS for operations in DOCUMENT["paths"].values()] == [{"get"}] * len(known)
    assert reverse("api:root") == f"{DOCUMENT['servers'][0]['url']}/"
    assert {f"/{name}" for name in RESOURCES} < set(DOCUMENT["paths"])


def test_every_problem_is_described() -> None:
    told = {}
    for _, response in responses():
        for content in response.get("content", {}).values():
            example = content.get("example", {})
            if "detail" in example:
                told[example["type"].partition("/api/#")[2]] = (example["status"], example["title"])
    # The front server answers one of them.
    assert told.pop("too-many-requests") == (429, "请求太多")
    assert told == problems.KINDS


@pytest.mark.parametrize(("where", "response"), list(responses()), ids=[where for where, _ in responses()])
def test_every_example_keeps_to_its_schema(where: str, response: dict[str, Any]) -> None:
    for content in response.get("content", {}).values():
        Draft202012Validator.check_schema(content["schema"])
        if where != "/openapi.json 200":
            assert [
                error.message for error in validator(content["schema"]).iter_errors(content["example"])
            ] == []


def test_no_object_may_have_members_that_are_not_described() -> None:
    described = list(objects(DOCUMENT["components"]))
    assert len(described) > 20
    assert [one for one in described if "additionalProperties" not in one] == []


def test_one_release_is_described_as_its_json_is() -> None:
    schema = undescribed(json.loads(data.schema().replace(b"#/$defs/", b"#/components/schemas/")))
    schemas = undescribed(DOCUMENT["components"]["schemas"])
    release = schemas["Release"]
    del release["properties"]["links"]
    release["required"].remove("links")
    # What is given ahead is in no API: there everything has an id and a version.
    del schema["properties"]["embargo"]
    schema["required"] = [
        name
        for name in schema["properties"]
        if name in (*schema["required"], *schema["oneOf"][0]["required"])
    ]
    for name in ("required", "properties", "additionalProperties"):
        assert release[name] == schema[name]
    for name, one in schema["$defs"].items():
        assert schemas[name] == one


@pytest.mark.django_db
def test_the_document_is_served_as_it_is(client: Client) -> None:
    response = client.get("/api/v1/openapi.json")
    assert response.headers["Content-Type"] == "application/openapi+json;version=3.1"
    assert response.content == FILE.read_bytes()
    root = got(client, "")
    assert root["openapi"] == f"{settings.SITE_URL}/api/v1/openapi.json"
    assert client.get(root["documentation"].removeprefix(settings.SITE_URL)).status_code == 200
    assert {
        name: address.removeprefix(f"{settings.SITE_URL}/api/v1/")
        for name, address in root["resources"].items()
    } == {name: name for name in RESOURCES}
