from __future__ import annotations

import io
import runpy
import sys
from types import SimpleNamespace

import pytest

from releases.record.exports import typeset as module
from releases.record.exports.stored import of_bytes, zipped
from releases.record.exports.typeset import typeset
from tests.record.exports.making import AT, MASTER


def package(body: str) -> bytes:
    """Return a package of a page and a photo."""
    html = f'<html lang="zh-CN"><title>题</title><body>{body}</body></html>'
    return b"".join(zipped([of_bytes("index.html", html.encode()), of_bytes("照片 1.jpg", MASTER.data)], AT))


def test_a_page_becomes_pdf() -> None:
    assert typeset(package("<p>好"), b"1" * 16).startswith(b"%PDF-")


def test_a_photo_is_taken_as_it_is() -> None:
    made = typeset(package('<img src="%E7%85%A7%E7%89%87%201.jpg" alt="主席台">'), b"1" * 16)
    assert MASTER.data in made


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
