from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from releases.desk.models import Outlet

pytestmark = pytest.mark.django_db


def test_an_outlet_has_a_name() -> None:
    with pytest.raises(ValidationError) as caught:
        Outlet(name="").validate_constraints()
    assert caught.value.messages == ["请填写名称。"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Outlet.objects.create(name="")


def test_accredited_leaves_out_those_that_are_off() -> None:
    for name, accredited in (("甲报", True), ("乙报", False)):
        Outlet.objects.create(name=name, accredited=accredited)
    assert [str(each) for each in Outlet.objects.accredited()] == ["甲报"]
