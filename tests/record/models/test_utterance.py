from __future__ import annotations

from datetime import date

import pytest

from releases.record.models import Utterance
from releases.record.publishing import withdraw
from tests.record.asking import asked_on, department

pytestmark = pytest.mark.django_db


def test_utterances_stand_newest_first_and_as_spoken() -> None:
    approval = department()
    first, second = asked_on(date(2026, 5, 1)), asked_on(date(2026, 5, 2))
    found = Utterance.objects.in_order()
    assert [(one.release_id, one.held_on, one.passage.turn) for one in found] == [
        (second.pk, date(2026, 5, 2), "t2"),
        (second.pk, date(2026, 5, 2), "t4"),
        (first.pk, date(2026, 5, 1), "t2"),
        (first.pk, date(2026, 5, 1), "t4"),
    ]
    assert str(found[0]) == f"{approval.pk} {found[0].passage_id}"
    withdraw(release_id=second.pk, reason="有误", by="签发人")
    assert {one.release_id for one in Utterance.objects.all()} == {first.pk}
