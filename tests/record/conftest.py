"""Every test of the record works on a database, from outside the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.files.storage import storages

from releases.document import Document
from releases.record.media import public_files


@pytest.fixture
def committed(
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[object]]],
) -> Callable[[], AbstractContextManager[list[object]]]:
    """Return what runs the callbacks of a block as its commit would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def public() -> Callable[[Document], Iterator[bool]]:
    """Return what says of each file of a document whether the public could fetch it."""
    return lambda document: (storages["public"].exists(file.name) for file in public_files(document))
