from __future__ import annotations

from django.contrib.auth.models import User

from releases.desk.models import Authorship, Conference, SignOff, Snapshot, Waiver


def test_rows_of_a_review_say_what_they_are() -> None:
    conference, user = Conference(pk=7), User(username="zhou")
    assert str(Authorship(conference=conference, round=2, user=user)) == "zhou 7/2"
    assert str(Snapshot(conference=conference, digest="abcdef0123")) == "7 abcdef01"
    assert str(SignOff(conference=conference, level=1, by=user)) == "7 1 zhou"
    assert str(Waiver(message="下午16:00")) == "下午16:00"
