from __future__ import annotations

import pytest

from releases.record.models import Appearance


@pytest.mark.parametrize(("ref", "url"), [("12", "/people/12/"), ("", "/releases/20260329-1/")])
def test_appearance_leads_to_the_person_where_one_is_known(ref: str, url: str) -> None:
    appearance = Appearance(release_id="20260329-1", name="江望舒", ref=ref)
    assert (str(appearance), appearance.get_absolute_url()) == ("江望舒（20260329-1）", url)
