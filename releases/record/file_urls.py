"""Public addresses of what has no language: files, codes, feeds, what machines read. They stay, too."""

from django.urls import path

from releases.record import converters  # noqa: F401  (importing makes it known)
from releases.record.views import chain, downloads, feeds, machines, media, offline, qr, short, verify

app_name = "files"
urlpatterns = [
    path("releases/<release:release_id>.<suffix:suffix>", downloads.current, name="download"),
    path("releases/<release:release_id>/v<int:number>.<suffix:suffix>", downloads.version, name="edition"),
    path("releases/<release:release_id>/qr.svg", qr.svg, name="qr_svg"),
    path("releases/<release:release_id>/qr.png", qr.png, name="qr_png"),
    path("verify.json", verify.machine, name="verify_json"),
    path("releases/<release:release_id>/v<int:number>/qr.svg", qr.paper, name="paper_qr"),
    # Typed by hand and printed in codes: as short as they can be.
    path("q/<release:release_id>/<turn:turn>", short.quoted, name="quoted"),
    path("p/<release:release_id>/<int:number>", short.printed, name="printed"),
    path("media/<path:name>", media.media, name="media"),
    path("releases/<feed:form>", feeds.releases, name="releases_feed"),
    path("releases/corrections/<feed:form>", feeds.corrections, name="corrections_feed"),
    path("releases/calendar.ics", feeds.calendar, name="calendar"),
    path("sections/<path:path>/<feed:form>", feeds.section, name="section_feed"),
    path("sections/<path:path>/calendar.ics", feeds.section_calendar, name="section_calendar"),
    path("people/<slug:ref>/<feed:form>", feeds.person, name="person_feed"),
    path("questions/<feed:form>", feeds.questions, name="questions_feed"),
    path("topics/<slug:slug>/<feed:form>", feeds.topic, name="topic_feed"),
    path("departments/<slug:slug>/<feed:form>", feeds.department, name="department_feed"),
    path(
        "departments/<slug:slug>/releases/<feed:form>",
        feeds.department_releases,
        name="department_releases_feed",
    ),
    # At the root: a worker answers only for what is below its own address.
    path("worker.js", offline.worker, name="worker"),
    path("sitemap.xml", machines.sitemaps, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap, name="sitemap_section"),
    path("record/head.json", chain.head, name="head"),
    path("record/chain.json", chain.links, name="chain"),
    path("schemas/release-1.json", machines.schema, name="schema"),
    path("robots.txt", machines.robots, name="robots"),
]
