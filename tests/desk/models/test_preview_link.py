from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from releases.desk.models import Conference, Outlet, PreviewLink, PreviewUse

AT = datetime(2026, 4, 1, 1, 30, tzinfo=UTC)


def link(**values: Any) -> PreviewLink:
    """Return an unsaved link that nothing is wrong with but the values."""
    whole = {"digest": "a" * 64, "note": "王科长", "made_at": AT, "expires_at": AT + timedelta(hours=1)}
    return PreviewLink(**{**whole, **values})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"note": ""}, "请写明给谁看。"),
        ({"expires_at": AT}, "有效期必须晚于建立时间。"),
        ({"revoked_at": AT}, "撤销的链接必须有撤销时间和撤销人。"),
        ({"revoked_by": True}, "撤销的链接必须有撤销时间和撤销人。"),
    ],
)
def test_a_false_link_is_refused_in_words_and_by_the_database(values: dict[str, Any], sentence: str) -> None:
    user = User.objects.create(username="zhou")
    owned = {"conference": Conference.objects.create(), "made_by": user}
    link(**owned).save()
    if values.get("revoked_by"):
        values = {"revoked_by": user}
    wrong = link(**owned, **values)
    with pytest.raises(ValidationError) as caught:
        wrong.validate_constraints()
    assert caught.value.messages == [sentence]
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["outlet", "embargo_until", "round", "late", "endless"])
def test_an_embargo_is_whole_or_there_is_none(missing: str) -> None:
    whole: dict[str, Any] = {
        "outlet": Outlet.objects.create(name="江畔日报"),
        "embargo_until": AT + timedelta(hours=1),
        "expires_at": AT + timedelta(hours=2),
        "round": 1,
    }
    owned = {"conference": Conference.objects.create(), "made_by": User.objects.create(username="zhou")}
    link(**owned, **whole).save()
    values = {"late": {"embargo_until": AT}, "endless": {"expires_at": whole["embargo_until"]}}
    wrong = link(**owned, **{**whole, **values.get(missing, {missing: None})})
    with pytest.raises(ValidationError) as caught:
        wrong.validate_constraints()
    assert caught.value.messages == ["限时公开的链接要有媒体和限时，并且在限时之后才过期。"]
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.django_db
def test_a_use_is_one_row_a_minute_and_address() -> None:
    kept = link(conference=Conference.objects.create(), made_by=User.objects.create(username="zhou"))
    kept.save()
    PreviewUse.objects.create(link=kept, address="192.0.2.7", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        PreviewUse.objects.create(link=kept, address="192.0.2.7", at=AT)
    # What was taken is another use.
    PreviewUse.objects.create(link=kept, address="192.0.2.7", at=AT, what="docx")


@pytest.mark.parametrize(
    ("values", "at", "is_open"),
    [
        ({}, AT, True),
        ({}, AT + timedelta(hours=1) - timedelta(microseconds=1), True),
        ({}, AT + timedelta(hours=1), False),
        ({"revoked_at": AT}, AT, False),
    ],
)
def test_a_link_is_open_until_its_end_or_its_revocation(
    values: dict[str, Any],
    at: datetime,
    is_open: bool,  # noqa: FBT001  (a parameter of the table)
) -> None:
    assert link(**values).is_open(at) is is_open


def test_rows_say_what_they_are_and_never_the_way_in() -> None:
    assert str(link()) == "王科长（2026-04-01 10:30 前有效）"
    assert str(link(embargo_until=AT)) == "王科长（2026-04-01 09:30 前不得发布）"
    assert str(PreviewUse(at=AT, address="192.0.2.7")) == "2026-04-01 09:30 192.0.2.7"
