from __future__ import annotations

from dataclasses import replace

import pytest

from releases.preflight import personal
from tests.preflight.making import found, said, saying

# Made up; its last character is the right check character.
IDENTITY = "11010519491231002X"


def luhn(stem: str) -> str:
    """Return the digits with the check digit that makes them a card's."""
    return next(f"{stem}{digit}" for digit in range(10) if personal.is_card(f"{stem}{digit}"))


@pytest.mark.parametrize("number", [IDENTITY, IDENTITY.lower()])
def test_an_identity_number_is_red_and_masked_as_prescribed(number: str) -> None:
    assert said(personal.check, f"号码{number}。") == [
        ("identity-number", "red", number, f"11*************{number[-3:]}")
    ]


@pytest.mark.parametrize("number", ["110105194912310021", "1101051949123100", "A11010519491231002X"])
def test_other_long_numbers_are_no_identity(number: str) -> None:
    assert [code for code, *_ in said(personal.check, f"号码{number}。") if code == "identity-number"] == []


@pytest.mark.parametrize("number", ["13812341234", "138 1234 1234", "138-1234-1234", "+86 13812341234"])
def test_a_mobile_is_red_and_masked_as_prescribed(number: str) -> None:
    assert said(personal.check, f"电话{number}。") == [("mobile-number", "red", number, "138****1234")]


@pytest.mark.parametrize(
    "number", ["025-83210000", "0513-12345678", "12345", "11812341234", "1381234123", "138123412345"]
)
def test_office_lines_and_other_numbers_pass(number: str) -> None:
    assert said(personal.check, f"联系电话：{number}。") == []


def test_a_card_is_found_by_luhn() -> None:
    card = luhn("622202020011223")
    spaced = f"{card[:4]} {card[4:8]} {card[8:12]} {card[12:]}"
    assert said(personal.check, f"账号{card}。") == [("bank-card", "red", card, f"6222********{card[-4:]}")]
    assert said(personal.check, f"账号{spaced}。") == [
        ("bank-card", "red", spaced, f"6222********{card[-4:]}")
    ]
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert said(personal.check, f"订单{wrong}。") == []


def test_an_identity_that_passes_luhn_too_is_told_once() -> None:
    both = next(
        number
        for serial in range(1000)
        for check in "0123456789"
        if personal.is_identity(number := f"31010519491231{serial:03d}{check}") and personal.is_card(number)
    )
    assert [code for code, *_ in said(personal.check, both)] == ["identity-number"]


@pytest.mark.parametrize("words", ["他住在和平路12号3栋502室。", "家住阳光小区8号楼2单元301室。"])
def test_a_home_address_is_amber(words: str) -> None:
    assert [(code, severity) for code, severity, *_ in said(personal.check, words)] == [
        ("home-address", "amber")
    ]


@pytest.mark.parametrize("words", ["惠及和平路街道1448户。", "在滨江路12号办事大厅办理。", "全村12户受益。"])
def test_places_that_are_no_homes_pass(words: str) -> None:
    assert said(personal.check, words) == []


def test_a_venue_may_be_a_room() -> None:
    document = replace(saying("好。"), venue="江成路8号研发园1号楼1542室")
    assert found(personal.check, document) == []
