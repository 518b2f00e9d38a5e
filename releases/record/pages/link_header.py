"""The ``Link`` header of a release's page: what else there is of it, for programs that read no HTML."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import relpath

from releases.record.addresses import absolute
from releases.record.languages import in_chinese
from releases.record.models import Release, Version
from releases.record.pages.downloads import Download


def link(address: str, rel: str, media_type: str = "") -> str:
    """Return one link as RFC 8288 writes it; of the type it takes the name alone, without parameters."""
    kind = media_type.partition(";")[0]
    return f'<{address}>; rel="{rel}"' + (f'; type="{kind}"' if kind else "")


def links_of(
    release: Release, version: Version, forms: Iterable[Download], *, canonical: str, path: str
) -> str:
    """Return the links of a version's page, which is shown at ``path`` and offers these forms.

    ``latest-version`` and ``predecessor-version`` are those of RFC 5829. ``cite-as`` (RFC 8574) is the
    permanent address, which is Chinese as what is cited is. Pages are named by their whole address, forms
    from the page on: a server in front reads each letter of this again with every answer.
    """
    url = absolute(in_chinese(release.get_absolute_url()))
    found = [link(canonical, "canonical"), link(url, "cite-as"), link(url, "latest-version")]
    if version.number > release.readable_from:
        # Withdrawals lie before the first readable version: between two readable ones there is nothing else.
        found.append(link(f"{url}v{version.number - 1}/", "predecessor-version"))
    found += [link(relpath(one.url, path), "alternate", one.media_type) for one in forms]
    return ", ".join(found)
