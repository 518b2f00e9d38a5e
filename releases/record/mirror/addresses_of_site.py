"""The addresses that no single release has: lists with their filters, feeds, sitemaps, static files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from django.db.models import Max, Min
from django.templatetags.static import static
from django.urls import reverse

from releases.record.feeds import BY_ENDING
from releases.record.headings import all_headings
from releases.record.languages import in_english
from releases.record.mirror.address import Address, Basis
from releases.record.models import Appearance, Link, Question, Release, ReleaseState, Section, Utterance
from releases.record.site_files import site_files
from releases.record.sitemaps import SITEMAPS
from releases.record.views.chain import LINKS_A_PAGE

# What is asked beside a path: a name and its values.
_Filters = Iterable[tuple[str, Iterable[object]]]
_SINGLE = ("years", "topics", "departments", "search_help", "press", "accessibility", "offline", "api")


def first_of_site() -> Iterator[Address]:
    """Yield those that a reader looks at first after a publication; of lists the first page alone."""
    home = reverse("record:home")
    yield from (Address(each, basis=Basis.SITE) for each in (home, in_english(home)))
    for name in ("releases", "questions"):
        yield from _in_both(reverse(f"record:{name}"))
    for form in BY_ENDING:
        yield from (
            Address(reverse(f"files:{name}_feed", args=[form]), basis=Basis.SITE)
            for name in ("releases", "corrections", "questions")
        )
    yield from (Address(reverse(f"files:{name}"), basis=Basis.SITE) for name in ("calendar", "head"))


def addresses_of_site() -> Iterator[Address]:
    """Yield all of them: of a list all its pages, and all pages of it with one filter."""
    yield from first_of_site()
    headings = all_headings()
    topics = [topic.slug for topic in headings.topics]
    departments = [department.slug for department in headings.departments]
    refs = _refs()
    yield from _releases()
    yield from _questions(topics, departments)
    yield from chain.from_iterable(_in_both(reverse(f"record:{name}")) for name in _SINGLE)
    for path in (reverse("record:people"), *(reverse("record:person", args=[ref]) for ref in refs)):
        yield from _in_both(path, paged=True)
    # What was corrected last comes first in them, wherever it stands.
    yield from (Address(path, basis=Basis.SITE) for path in _feeds(topics, departments, refs))
    yield from _for_machines()


def _in_both(path: str, filters: _Filters = (), *, paged: bool = False) -> Iterator[Address]:
    for each in (path, in_english(path)):
        yield Address(each, paged=paged)
        for name, values in filters:
            yield from (Address(each, ((name, str(value)),), paged=paged) for value in values)


def _releases() -> Iterator[Address]:
    years: dict[str, set[int]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    rows = Release.objects.current().order_by().values_list("section__path", "held_on__year", "source")
    for section, year, source in rows.distinct():
        # What is filed in a section stands in the lists above it too, up to the list of all.
        above = section.split("/")
        for depth in range(len(above) + 1):
            years["/".join(above[:depth])].add(year)
            sources["/".join(above[:depth])].add(source)
    for section in ("", *Section.objects.values_list("path", flat=True)):
        path = reverse("record:section", args=[section]) if section else reverse("record:releases")
        filters = (("year", sorted(years[section])), ("source", sorted(sources[section] - {""})))
        yield from _in_both(path, filters, paged=True)


def _questions(topics: list[str], departments: list[str]) -> Iterator[Address]:
    years = _years(Question.objects.aggregate(Min("held_on"), Max("held_on")))
    of_all = (("topic", topics), ("department", departments), ("year", years))
    yield from _in_both(reverse("record:questions"), of_all, paged=True)
    yield from _in_both(reverse("record:owed"), paged=True)
    for topic in topics:
        yield from _in_both(reverse("record:topic", args=[topic]), of_all[1:], paged=True)
    for department in departments:
        spoken = Utterance.objects.filter(department__slug=department)
        of_one = (("year", _years(spoken.aggregate(Min("held_on"), Max("held_on")))),)
        yield from _in_both(reverse("record:department", args=[department]), of_one, paged=True)


def _years(found: dict[str, object]) -> list[int]:
    first, last = found["held_on__min"], found["held_on__max"]
    return list(range(first.year, last.year + 1)) if first and last else []  # type: ignore[attr-defined]


def _refs() -> list[str]:
    known = Appearance.objects.filter(release__state=ReleaseState.CURRENT).exclude(ref="")
    return list(known.order_by("ref").values_list("ref", flat=True).distinct())


def _feeds(topics: list[str], departments: list[str], refs: list[str]) -> Iterator[str]:
    sections = list(Section.objects.values_list("path", flat=True))
    for form in BY_ENDING:
        yield from (reverse("files:section_feed", args=[path, form]) for path in sections)
        yield from (reverse("files:topic_feed", args=[slug, form]) for slug in topics)
        yield from (reverse("files:person_feed", args=[ref, form]) for ref in refs)
        for name in ("department_feed", "department_releases_feed"):
            yield from (reverse(f"files:{name}", args=[slug, form]) for slug in departments)
    yield from (reverse("files:section_calendar", args=[path]) for path in sections)


def _for_machines() -> Iterator[Address]:
    for name in ("worker", "robots", "schema", "sitemap"):
        yield Address(reverse(f"files:{name}"))
    # Every version has a link in it.
    yield Address(reverse("files:chain"), basis=Basis.SITE)
    yield from (Address(reverse(f"api:{name}")) for name in ("root", "openapi", "sections"))
    for after in range(LINKS_A_PAGE, Link.objects.count() + 1, LINKS_A_PAGE):
        yield Address(reverse("files:chain"), (("after", str(after)),), basis=Basis.SITE)
    for section, sitemap in SITEMAPS.items():
        path = reverse("files:sitemap_section", args=[section])
        yield Address(path)
        for page in range(2, sitemap().paginator.num_pages + 1):
            yield Address(path, (("p", str(page)),))
    yield from (Address(static(f"site/{file.name}"), basis=Basis.FIXED) for file in site_files())
