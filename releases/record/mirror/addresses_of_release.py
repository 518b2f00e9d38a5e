"""The addresses of one release, in whatever state it is, as its versions have them."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.core.files.storage import storages
from django.urls import reverse

from releases.document import Kind
from releases.record.exports import FORMATS, Format
from releases.record.languages import in_english
from releases.record.media import public_files
from releases.record.mirror.address import Address, Basis
from releases.record.models import Release, ReleaseState, Version
from releases.record.pages.links import leaving_links


def addresses_of_release(release: Release, state: str, *, without: frozenset[str]) -> Iterator[Address]:
    """Yield each address that the release has or had, those with the same bytes as another after it.

    ``state`` tells one state of the release from the next, ``without`` are suffixes of forms left out.
    """
    versions = list(release.versions.order_by("number"))
    newest = versions[-1]
    base = release.get_absolute_url()
    yield from _in_both(base, Basis.NEIGHBOURS, state, first=True)
    yield from _in_both(f"{base}changes/", Basis.RELEASE, state, first=True)
    for version in versions:
        is_newest = version is newest
        yield from _pages_of_version(release, version, state, first=is_newest)
        number = str(version.number)
        yield from _in_both(base, Basis.NEIGHBOURS, state, asked=(("printed", number),))
        yield from _in_both(f"{base}changes/", Basis.RELEASE, state, asked=(("since", number),))
        yield from _files_of_version(release, version, state, without, first=is_newest)
    yield from _in_both(f"{base}qr/", Basis.RELEASE, state)
    for name in ("qr_svg", "qr_png"):
        yield Address(reverse(f"files:{name}", args=[release.pk]), basis=Basis.RELEASE, key=state)
    for turn in newest.content.turns:
        if turn.kind is Kind.QUESTION:
            yield from _in_both(
                reverse("record:question", args=[release.pk, turn.id]), Basis.NEIGHBOURS, state
            )
    yield from _turns(release, versions, state)
    yield from _newest_forms(release, newest, state, without)
    yield Address(reverse("api:release", args=[release.pk]), basis=Basis.RELEASE, key=state, first=True)


def _pages_of_version(release: Release, version: Version, state: str, *, first: bool) -> Iterator[Address]:
    yield from _in_both(version.get_absolute_url(), Basis.RELEASE, state, first=first)
    for index, _ in enumerate(leaving_links(version.content), 1):
        path = reverse("record:leaving", args=[release.pk, version.number, index])
        yield from _in_both(path, Basis.RELEASE, state)
    for turn in version.content.turns:
        path = reverse("record:cite", args=[release.pk, version.number, turn.id])
        yield from _in_both(path, Basis.RELEASE, state)


def _files_of_version(
    release: Release, version: Version, state: str, without: frozenset[str], *, first: bool
) -> Iterator[Address]:
    for name in ("printed", "paper_qr"):
        path = reverse(f"files:{name}", args=[release.pk, version.number])
        yield Address(path, basis=Basis.RELEASE, key=state, first=name == "printed")
    if not _is_readable(release, version):
        # What it once was offered in says that it was withdrawn; its files are no more.
        yield from (
            Address(
                reverse("files:edition", args=[release.pk, version.number, one.suffix]),
                basis=Basis.RELEASE,
                key=state,
            )
            for one in FORMATS
            if one.suffix not in without
        )
        return
    for one in FORMATS:
        if one.suffix not in without and one.offered(version.content):
            yield Address(
                reverse("files:edition", args=[release.pk, version.number, one.suffix]),
                basis=Basis.FIXED,
                key=f"{version.seal[:32]}{one.besides(release)}",
                first=first and _is_light(one),
            )
    for file in public_files(version.content):
        url = storages["public"].url(file.name)
        # What another host keeps is no part of this site.
        if not urlsplit(url).netloc:
            yield Address(url, basis=Basis.FIXED, key=file.of[:32], first=True)


def _newest_forms(
    release: Release, newest: Version, state: str, without: frozenset[str]
) -> Iterator[Address]:
    is_current = release.state == ReleaseState.CURRENT
    for one in FORMATS:
        if one.suffix in without or (is_current and not one.offered(newest.content)):
            continue
        edition = reverse("files:edition", args=[release.pk, newest.number, one.suffix])
        yield Address(
            reverse("files:download", args=[release.pk, one.suffix]),
            basis=Basis.RELEASE,
            key=state,
            first=not is_current or _is_light(one),
            same_as=edition if is_current else "",
        )


def _turns(release: Release, versions: list[Version], state: str) -> Iterator[Address]:
    """Yield the short addresses of every turn that any version has or had, alone and with each version."""
    having: dict[str, list[int]] = {}
    for version in versions:
        for turn in version.content.turns:
            having.setdefault(turn.id, []).append(version.number)
    for turn_id, numbers in having.items():
        path = reverse("files:quoted", args=[release.pk, turn_id])
        yield Address(path, basis=Basis.RELEASE, key=state)
        yield from (
            Address(path, (("v", str(number)),), basis=Basis.RELEASE, key=state) for number in numbers
        )


def _is_light(form: Format) -> bool:
    """Return whether a form is made in some milliseconds; a Word file takes a tenth of a second."""
    return not form.heavy and form.suffix != "docx"


def _is_readable(release: Release, version: Version) -> bool:
    return release.state == ReleaseState.CURRENT and version.number >= release.readable_from


def _in_both(
    path: str,
    basis: Basis,
    key: str,
    *,
    asked: tuple[tuple[str, str], ...] = (),
    first: bool = False,
) -> Iterator[Address]:
    for each in (path, in_english(path)):
        yield Address(each, asked, basis=basis, key=key, first=first)
