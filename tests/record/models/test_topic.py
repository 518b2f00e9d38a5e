from __future__ import annotations

from releases.record.models import Department, Topic


def test_topics_and_departments_are_called_by_name() -> None:
    topic, department = Topic(slug="water", name="水价"), Department(slug="water", name="市水务局")
    assert (str(topic), str(department)) == ("水价", "市水务局")
    assert (topic.get_absolute_url(), department.get_absolute_url()) == (
        "/topics/water/",
        "/departments/water/",
    )
