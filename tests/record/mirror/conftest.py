"""Every test of a copy writes one, most of them a small one."""

from __future__ import annotations

import pytest

from releases.record.mirror import keeping
from releases.record.mirror.addresses_of_site import first_of_site


@pytest.fixture
def few_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a site with few lists beside its releases, for tests of something else."""
    monkeypatch.setattr(keeping, "addresses_of_site", first_of_site)
