"""Public files that nobody may read any more, or yet: what is left where a process ended in the middle."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.storage import Storage, storages
from django.db import transaction

from releases.files import written_in
from releases.record import one_at_a_time
from releases.record.media import digest_of_name
from releases.record.models import Release, Rendition, Version
from releases.record.publishing import remove_unneeded_files

# What was left longer ago was found by another round.
_LATELY = timedelta(days=3)
# A publication that is under way holds the lock far shorter than this.
_AT_LEAST = timedelta(minutes=5)


def tidy(*, now: datetime) -> None:
    """Take out of public storage what is left of withdrawals and publications of the last days.

    A withdrawal takes its files away once it stands, and a publication puts them there before it does; what
    is killed between the two has left them.
    """
    since = now - _LATELY
    for pk in Release.objects.withdrawn().filter(updated_at__gte=since).values_list("pk", flat=True):
        remove_unneeded_files(release_id=pk)
    storage = storages["public"]
    lately = [name for name, at in written_in(storage) if since <= at <= now - _AT_LEAST]
    for name in lately:
        _remove_unless_read(storage, name)


@transaction.atomic
def _remove_unless_read(storage: Storage, name: str) -> None:
    # A file must not go that a release is just being published with.
    one_at_a_time.wait()
    digest = digest_of_name(name)
    if not digest or not Version.objects.readable().filter(document__contains=digest).exists():
        storage.delete(name)
        Rendition.objects.named([name]).delete()
