"""Loading the demo where the settings ask for no reviews, as in plain development."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from releases.desk.models import SignOff
from releases.record.models import Version

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_demo_loads_where_nobody_reviews() -> None:
    call_command("load_demo", stdout=StringIO(), stderr=StringIO())
    assert (SignOff.objects.count(), Version.objects.count()) == (0, 15)
