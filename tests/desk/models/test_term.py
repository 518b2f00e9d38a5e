from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from releases.desk.models import Term
from releases.preflight.starter import STARTER

pytestmark = pytest.mark.django_db


def test_a_migration_begins_the_list() -> None:
    assert sorted(Term.objects.values_list("wrong", "right", "rule")) == sorted(STARTER)


def test_a_term_shows_both_writings() -> None:
    assert (str(Term(wrong="关健", right="关键")), str(Term(wrong="首善"))) == ("关健→关键", "首善")


@pytest.mark.parametrize(("wrong", "right"), [("", "政府"), ("政府", "政府")])
def test_a_term_corrects_something(wrong: str, right: str) -> None:
    term = Term(wrong=wrong, right=right)
    with pytest.raises(IntegrityError), transaction.atomic():
        term.save()
    with pytest.raises(ValidationError):
        term.full_clean()
