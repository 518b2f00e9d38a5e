"""Public addresses. What stands here never changes: people print it."""

from django.urls import path, register_converter

from releases.record.converters import ReleaseId
from releases.record.views import (
    departments,
    feeds,
    home,
    lists,
    machines,
    media,
    offline,
    people,
    qr,
    question,
    questions,
    release,
    search,
    topics,
)
from releases.record.views import help as help_pages

register_converter(ReleaseId, "release")

app_name = "record"
urlpatterns = [
    path("", home.home, name="home"),
    path("sections/<path:path>/", lists.section, name="section"),
    path("releases/", lists.releases, name="releases"),
    path("releases/<release:release_id>/", release.release, name="release"),
    path("releases/<release:release_id>/v<int:number>/", release.version, name="version"),
    path("releases/<release:release_id>/v<int:number>/links/<int:index>/", release.leaving, name="leaving"),
    path("releases/<release:release_id>/qr/", qr.page, name="qr"),
    path("releases/<release:release_id>/qr.svg", qr.svg, name="qr_svg"),
    path("releases/<release:release_id>/qr.png", qr.png, name="qr_png"),
    path("questions/", questions.questions, name="questions"),
    path("questions/feed/", feeds.questions, name="questions_feed"),
    path("questions/owed/", questions.owed, name="owed"),
    path("questions/years/", topics.years, name="years"),
    path("questions/<release:release_id>/<str:turn>/", question.question, name="question"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<slug:slug>/", questions.topic, name="topic"),
    path("topics/<slug:slug>/feed/", feeds.topic, name="topic_feed"),
    path("departments/", departments.departments, name="departments"),
    path("departments/<slug:slug>/", departments.department, name="department"),
    path("departments/<slug:slug>/feed/", feeds.department, name="department_feed"),
    path("people/", people.people, name="people"),
    path("people/<slug:ref>/", people.person, name="person"),
    path("media/<path:name>", media.media, name="media"),
    path("search/", search.search, name="search"),
    path("help/search/", help_pages.search, name="search_help"),
    path("help/accessibility/", help_pages.accessibility, name="accessibility"),
    path("offline/", offline.offline, name="offline"),
    # At the root: a worker answers only for what is below its own address.
    path("worker.js", offline.worker, name="worker"),
    path("sitemap.xml", machines.sitemaps, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap, name="sitemap_section"),
    path("robots.txt", machines.robots, name="robots"),
]
