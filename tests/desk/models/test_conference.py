"""What the conference's own fields tell the person who fills them in."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from releases.desk.models import Conference
from releases.document import Held
from releases.preflight import check
from tests.preflight.making import CONTEXT, saying


def test_the_example_of_a_time_is_one_that_no_check_flags() -> None:
    words = re.findall("“(.+?)”", str(Conference._meta.get_field("held_text").help_text))
    assert words == ["2026年3月29日下午4:00"]
    fine = list(check(saying("各位好。"), CONTEXT))
    assert list(check(replace(saying("各位好。"), held=Held(date(2026, 3, 29), words[0])), CONTEXT)) == fine
