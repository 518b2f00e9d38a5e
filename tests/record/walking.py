"""Every public address there is, so that a new one cannot be forgotten by the tests that walk them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse

from releases.record import file_urls, urls
from releases.record.api import urls as api_urls
from releases.record.exports import FORMATS
from releases.record.feeds import BY_ENDING
from releases.record.languages import in_english
from releases.record.sitemaps import SITEMAPS

PLAIN = (
    *("home", "releases", "people", "search", "search_help", "press", "verify", "accessibility", "sitemap"),
    "robots",
    *("offline", "worker", "schema", "head", "chain", "api"),
    *("questions", "owed", "years", "topics", "departments", "calendar"),
)
# Answers only to what is sent to it.
SENT_TO = {"verify_json"}
# Of the API, with what each is asked for beside nothing at all; search has to be asked for words.
API = {
    **dict.fromkeys(("root", "openapi", "people", "sections"), ("",)),
    **dict.fromkeys(
        ("releases", "turns", "questions"), ("", "?updated_since=2020-01-01T00:00:00Z&limit=100")
    ),
}
OF_A_RELEASE = ("release", "qr", "qr_svg", "qr_png", "changes")
OF_A_VERSION = ("version", "paper_qr", "printed")
FEEDS = ("releases_feed", "corrections_feed", "questions_feed")


def addresses(
    *,
    releases: Iterable[str] = (),
    versions: Iterable[int] = (1, 2),
    sections: Iterable[str] = ("jdhy", "jdhy/xwfbh"),
    people: Iterable[str] = (),
    media: Iterable[str] = (),
    turns: Iterable[str] = ("t1", "t3"),
    topics: Iterable[str] = ("topic",),
    departments: Iterable[str] = ("department",),
    # The page repeats what was asked: none of what it must not find.
    words: Iterable[str] = (
        *("造价", "站点", "新建", "新闻发布会"),
        # Nearly what the page must not find: it offers what is near.
        *("helanting", "hlt", "贺兰婷", "磁悬服", "yezhiyuan", "yzy", "叶之远", "公园成市", "园林居 新建"),
    ),
) -> list[str]:
    """Return each public address for these ids, pages in both languages; no kind of address is left out."""
    asked: dict[str, list[list[object]]] = {
        **{name: [[]] for name in PLAIN},
        **{name: [[pk] for pk in releases] for name in OF_A_RELEASE},
        "section": [[path] for path in sections],
        **{name: [[pk, number] for pk in releases for number in versions] for name in OF_A_VERSION},
        "cite": [[pk, number, turn] for pk in releases for number in versions for turn in turns],
        "quoted": [[pk, turn] for pk in releases for turn in turns],
        "leaving": [[pk, number, index] for pk in releases for number in versions for index in (1, 2)],
        "question": [[pk, turn] for pk in releases for turn in turns],
        "topic": [[slug] for slug in topics],
        "department": [[slug] for slug in departments],
        **{name: [[form] for form in BY_ENDING] for name in FEEDS},
        "section_feed": [[path, form] for path in sections for form in BY_ENDING],
        "section_calendar": [[path] for path in sections],
        "person_feed": [[ref, form] for ref in people for form in BY_ENDING],
        "topic_feed": [[slug, form] for slug in topics for form in BY_ENDING],
        **{
            name: [[slug, form] for slug in departments for form in BY_ENDING]
            for name in ("department_feed", "department_releases_feed")
        },
        "sitemap_section": [[section] for section in SITEMAPS],
        "download": [[pk, one.suffix] for pk in releases for one in FORMATS],
        "edition": [[pk, number, one.suffix] for pk in releases for number in versions for one in FORMATS],
        "person": [[ref] for ref in people],
        "media": [[name] for name in media],
    }
    pages = {pattern.name for pattern in urls.urlpatterns}
    files = {pattern.name for pattern in file_urls.urlpatterns}
    assert set(asked) | SENT_TO == pages | files
    assert all(asked.values()), "an address without an example is an address nobody looks at"
    chinese = [
        reverse(f"record:{name}", args=args) for name in asked if name in pages for args in asked[name]
    ]
    chinese += [f"{reverse('record:search')}?q={quote(word)}" for word in words]
    others = [reverse(f"files:{name}", args=args) for name in asked if name in files for args in asked[name]]
    return [*chinese, *map(in_english, chinese), *others, *api_addresses(releases=releases, words=words)]


def api_addresses(*, releases: Iterable[str] = (), words: Iterable[str] = ()) -> list[str]:
    """Return each address of the API for these ids and words."""
    assert {pattern.name for pattern in api_urls.urlpatterns} == {*API, "release", "search", "unknown"}
    return [
        *(f"{reverse(f'api:{name}')}{query}" for name, queries in API.items() for query in queries),
        *(reverse("api:release", args=[pk]) for pk in releases),
        *(f"{reverse('api:search')}?q={quote(word)}" for word in words),
        reverse("api:unknown", args=["nothing"]),
    ]


def content_of(response: HttpResponseBase) -> bytes:
    """Return the whole body.

    Reading to the end closes a file; calling close() would close the test's database connection too.
    """
    content: bytes = response.getvalue() if isinstance(response, StreamingHttpResponse) else response.content  # type: ignore[attr-defined]
    return content
