from __future__ import annotations

from collections.abc import Iterator

import pytest

from releases.record import pdf_needs

WEASYPRINT, PANGO, FONTS = (
    "pip install --require-hashes --no-deps -r .requirements/run-pdf.txt",
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1",
    "apt-get install fonts-noto-cjk",
)


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    pdf_needs.missing.cache_clear()
    yield
    pdf_needs.missing.cache_clear()


def test_a_machine_that_has_all_misses_nothing() -> None:
    assert pdf_needs.missing() == ()


def test_each_thing_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_needs, "PACKAGE", "weasyprint_that_is_not_there")
    assert pdf_needs.missing() == (WEASYPRINT,)
    pdf_needs.missing.cache_clear()
    monkeypatch.setattr(pdf_needs, "LIBRARIES", ("libpango-none.so.0",))
    assert pdf_needs.missing() == (WEASYPRINT, PANGO)
    pdf_needs.missing.cache_clear()
    monkeypatch.setattr(pdf_needs, "FONTCONFIG", "libfontconfig-none.so.0")
    assert pdf_needs.missing() == (WEASYPRINT, PANGO, FONTS)


def test_a_machine_without_chinese_fonts_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_needs, "FONTS", b":lang=tlh")
    assert pdf_needs.missing() == (FONTS,)
