from __future__ import annotations

import io
import runpy
import sys
from types import SimpleNamespace

import pytest

from releases.record.exports import typeset as module
from releases.record.exports.stored import of_bytes, zipped
from releases.record.exports.typeset import typeset
from tests.record.exports.making import AT


def package(body: str) -> bytes:
    """Return a package of one page."""
    html = f'<html lang="zh-CN"><title>题</title><body>{body}</body></html>'
    return b"".join(zipped([of_bytes("index.html", html.encode())], AT))


def test_a_page_becomes_pdf() -> None:
    assert typeset(package("<p>好"), b"1" * 16).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "address", ["qr.svg", "/etc/passwd", "file:///etc/passwd", "https://www.example.gov.cn/a.jpg"]
)
def test_nothing_is_opened_but_what_is_in_the_package(address: str) -> None:
    with pytest.raises(BaseException, match="not in the package"):
        typeset(package(f'<img src="{address}" alt="图">'), b"1" * 16)


def test_as_a_program_it_reads_and_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(package("<p>好"))))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))
    monkeypatch.setattr(sys, "argv", ["typeset.py", "1" * 16])
    runpy.run_path(module.__file__, run_name="__main__")
    assert out.getvalue() == typeset(package("<p>好"), b"1" * 16)
