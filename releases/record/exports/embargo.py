"""An edition of what is not public yet, for an outlet that is given it ahead."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import IO

from django.conf import settings
from django.utils import timezone

from releases.document import Document
from releases.record.exports.edition import Edition, Embargo
from releases.record.models import VersionKind
from releases.record.publisher import publisher


def given_ahead(
    document: Document,
    *,
    outlet: str,
    until: datetime,
    at: datetime,
    address: str,
    file_url: Callable[[str], str],
    file: Callable[[str], bytes],
    open_file: Callable[[str], AbstractContextManager[IO[bytes]]],
) -> Edition:
    """Return a document that is not public yet as an edition, for those formats that say so.

    It has no number, no seal and no public address. ``at`` is when it was given, ``address`` the absolute
    address of the page it was given by, which leads to the public one afterwards.
    """
    given = timezone.localtime(at)
    return Edition(
        document=document,
        id="",
        number=0,
        kind=VersionKind.FIRST,
        note="",
        digest=document.digest,
        seal="",
        previous="",
        first_at=given,
        at=given,
        url=address,
        address=address,
        paper=address,
        site=settings.SITE_NAME,
        organiser=publisher(),
        site_url=f"{settings.SITE_URL}/",
        file_url=file_url,
        file=file,
        open_file=open_file,
        columns=(),
        chain=tuple,
        embargo=Embargo(outlet, timezone.localtime(until)),
    )
