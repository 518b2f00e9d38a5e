"""Personal data: identity numbers by their checksum, cards by Luhn's, mobiles, home addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from releases.document import Document
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import Text, foreign, texts
from releases.transcripts.lines import normal

_LAW = "个人信息保护法；国办秘函〔2019〕19号：公开内容须去除个人隐私"
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?(?P<number>1[3-9]\d[- ]?\d{4}[- ]?\d{4})"
    r"(?![0-9A-Za-z]| ?(?:万?元(?!旦)|万[吨千立平]|亿|吨|千瓦|立方|平方))"
)
_CARD = re.compile(r"(?<![0-9A-Za-z.])[3-69]\d{3}(?:[ -]?\d{4}){2,3}[ -]?\d{1,4}(?![0-9A-Za-z])")
_HOME = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?P<at>(?:路|街|巷|弄|大道|小区|花园|公寓|苑|村|里)[^，。；、！？,;!?\s]{0,10}?\d{1,5}(?:号楼|号|栋|幢|座)"
    r"[^，。；、！？,;!?\s]{0,8}?(?:(?<!\d)\d{2,5}室(?!内|外)|\d{1,2}单元\d{3,4}(?![0-9户人万元室])))"
)
# 人民路100号政务中心305室 is where people work; a room of 机关家属院 is not.
_OFFICE = re.compile(
    r"(?!.*(?:家属|宿舍)).*(?:中心|大厦|大楼|大厅|政府|机关|办公|公司|研发园|科技园|产业园|创业园|医院|学院)"
)
# All in digits, the code of an organisation (GB 32100) is as long as a card's number.
_ORGANISATION = re.compile(r"[59][1-3]\d{16}")
# The weights and check characters of GB 11643.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CARD_LENGTHS = range(15, 20)


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001  (every check's signature)
    """Yield a finding for each piece of personal data, with the mask that is prescribed for it."""
    for text in (*texts(document), *foreign(document)):
        norm = normal(text.words)
        taken: list[tuple[int, int]] = []
        for found in _IDENTITY.finditer(norm):
            if is_identity(found[0]):
                taken.append(found.span())
                mask = f"{found[0][:2]}{'*' * 13}{found[0][-3:]}"
                yield _red(text, found, "identity-number", "身份证号码", mask)
        for found in _MOBILE.finditer(norm):
            digits = re.sub(r"[- ]", "", found["number"])
            yield _red(text, found, "mobile-number", "手机号码", f"{digits[:3]}****{digits[-4:]}")
        for found in _CARD.finditer(norm):
            digits = re.sub(r"[- ]", "", found[0])
            if found.span() in taken or _ORGANISATION.fullmatch(digits):
                continue
            if len(digits) in _CARD_LENGTHS and is_card(digits):
                mask = f"{digits[:4]}{'*' * (len(digits) - 8)}{digits[-4:]}"
                yield _red(text, found, "bank-card", "银行卡号", mask)
        if text.place.startswith("turns."):
            for found in _HOME.finditer(norm):
                if _OFFICE.match(found["at"]):
                    continue
                yield text.finding(
                    "home-address",
                    f"“{found[0]}”像是住址，个人住址只写到乡镇、街道。",
                    *found.span(),
                    severity=Severity.AMBER,
                    rule=_LAW,
                )


def is_identity(number: str) -> bool:
    """Return whether the last of 18 characters is the check character of the others (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def is_card(number: str) -> bool:
    """Return whether the digits pass Luhn's check (ISO/IEC 7812)."""
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _red(text: Text, found: re.Match[str], code: str, name: str, mask: str) -> Finding:
    return text.finding(
        code, f"有{name}，公开前须遮挡。", *found.span(), severity=Severity.RED, rule=_LAW, suggestion=mask
    )
