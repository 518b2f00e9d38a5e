from __future__ import annotations

from releases.record.models import Section
from releases.record.pages import Crumb, trail_of


def test_trail_leads_from_home_to_the_page_itself() -> None:
    steps = (Section(path="jdhy", name="解读回应"), Section(path="jdhy/xwfbh", name="新闻发布会"))
    assert trail_of(*steps) == (
        Crumb("首页", "/"),
        Crumb("解读回应", "/sections/jdhy/"),
        Crumb("新闻发布会"),
    )


def test_trail_of_home_is_home() -> None:
    assert trail_of() == (Crumb("首页"),)
