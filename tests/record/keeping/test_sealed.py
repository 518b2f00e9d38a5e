from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from releases.record.keeping.sealed import BrokenSealError, name_of, seal, unseal
from tests.record.keeping.making import STAMP, page_of

PAGE = replace(page_of(Link="<x>"), clock=timedelta(days=1))
NAME = name_of("/", "page=2", STAMP)
DATA = seal(NAME, PAGE)


def test_a_page_comes_back_as_it_was() -> None:
    assert unseal(NAME, DATA, STAMP) == PAGE
    still = replace(PAGE, clock=None, body=b"x", compressed=b"")
    assert unseal(NAME, seal(NAME, still), STAMP) == still


def test_every_part_of_the_address_and_the_stamp_makes_another_name() -> None:
    names = {
        NAME,
        name_of("/x/", "page=2", STAMP),
        name_of("/", "", STAMP),
        name_of("/", "page=2", (2, "now")),
    }
    assert len(names) == 4


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed(at: int, change: int) -> None:
    forged = bytearray(DATA)
    forged[at] ^= change
    with pytest.raises(BrokenSealError):
        unseal(NAME, bytes(forged), STAMP)


@given(st.integers(0, len(DATA) - 1))
def test_an_end_that_is_missing_is_noticed(length: int) -> None:
    with pytest.raises(BrokenSealError):
        unseal(NAME, DATA[:length], STAMP)


def test_a_page_of_another_name_or_key_is_noticed(settings: Settings) -> None:
    with pytest.raises(BrokenSealError):
        unseal(name_of("/x/", "", STAMP), DATA, STAMP)
    settings.SECRET_KEY = "y" * 50
    with pytest.raises(BrokenSealError):
        unseal(NAME, DATA, STAMP)
