"""Addresses of the public pages; what stands here never changes: people print it.

Chinese pages stand at these, English ones at the same below /en/.
"""

from django.urls import path

from releases.record import converters  # noqa: F401  (importing makes it known)
from releases.record.views import (
    api,
    changes,
    cite,
    departments,
    home,
    lists,
    offline,
    people,
    qr,
    question,
    questions,
    release,
    search,
    topics,
    verify,
)
from releases.record.views import help as help_pages

app_name = "record"
urlpatterns = [
    path("", home.home, name="home"),
    path("sections/<path:path>/", lists.section, name="section"),
    path("releases/", lists.releases, name="releases"),
    path("releases/<release:release_id>/", release.release, name="release"),
    path("releases/<release:release_id>/v<int:number>/", release.version, name="version"),
    path("releases/<release:release_id>/v<int:number>/links/<int:index>/", release.leaving, name="leaving"),
    path("releases/<release:release_id>/v<int:number>/cite/<turn:turn>/", cite.cite, name="cite"),
    path("releases/<release:release_id>/changes/", changes.changes, name="changes"),
    path("releases/<release:release_id>/qr/", qr.page, name="qr"),
    path("questions/", questions.questions, name="questions"),
    path("questions/owed/", questions.owed, name="owed"),
    path("questions/years/", topics.years, name="years"),
    path("questions/<release:release_id>/<turn:turn>/", question.question, name="question"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<slug:slug>/", questions.topic, name="topic"),
    path("departments/", departments.departments, name="departments"),
    path("departments/<slug:slug>/", departments.department, name="department"),
    path("people/", people.people, name="people"),
    path("people/<slug:ref>/", people.person, name="person"),
    path("search/", search.search, name="search"),
    path("press/", help_pages.press, name="press"),
    path("verify/", verify.page, name="verify"),
    path("help/search/", help_pages.search, name="search_help"),
    path("help/accessibility/", help_pages.accessibility, name="accessibility"),
    path("offline/", offline.offline, name="offline"),
    path("api/", api.api, name="api"),
]
