"""Addresses of the API; what stands below v1 keeps its meaning. Each is described in openapi.json."""

from django.urls import path

from releases.record import converters  # noqa: F401  (importing makes it known)
from releases.record.api import openapi, people, questions, releases, search, sections, turns

app_name = "api"
urlpatterns = [
    path("", openapi.root, name="root"),
    path("openapi.json", openapi.openapi, name="openapi"),
    path("releases", releases.releases, name="releases"),
    path("releases/<release:release_id>", releases.release, name="release"),
    path("turns", turns.turns, name="turns"),
    path("questions", questions.questions, name="questions"),
    path("people", people.people, name="people"),
    path("sections", sections.sections, name="sections"),
    path("search", search.search, name="search"),
    path("<path:rest>", openapi.unknown, name="unknown"),
]
