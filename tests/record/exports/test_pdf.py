from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from releases.document import Person
from releases.record.exports import pdf
from releases.record.exports.pdf import package, write
from releases.record.models import VersionKind
from tests.record.exports.making import FULL, URL, edition
from tests.record.making import DOCUMENT

NOTED = edition(number=2, kind=VersionKind.CORRECTION, note="更正数字")


@pytest.fixture(scope="module")
def data() -> bytes:
    """Return the file; making it takes a second."""
    return write(NOTED)


@pytest.fixture(scope="module")
def reader(data: bytes) -> pypdf.PdfReader:
    """Return the file as pypdf reads it."""
    return pypdf.PdfReader(io.BytesIO(data))


def tagged(node: Any) -> Iterator[str]:  # noqa: ANN401  (what stands in a PDF)
    """Yield the kinds of elements, in reading order."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from tagged(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from tagged(node["/K"])


def fonts(reader: pypdf.PdfReader) -> dict[str, bool]:
    """Return each font's name, and whether its letters are in the file."""
    found = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            for below in font.get_object()["/DescendantFonts"].get_object():
                descriptor = below.get_object()["/FontDescriptor"].get_object()
                found[str(descriptor["/FontName"])] = bool({"/FontFile2", "/FontFile3"} & descriptor.keys())
    return found


def test_words_stand_in_the_order_of_the_page(reader: pypdf.PdfReader) -> None:
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    wanted = [
        "更正（2026-03-31）更正数字",
        FULL.title,
        f"来源：{FULL.source}",
        FULL.held.text,
        FULL.venue,
        "图文实录",
        *(line for turn in FULL.turns for line in turn.text.splitlines()),
        FULL.digest,
        "扫一扫在手机打开当前页",
    ]
    place = 0
    for words in wanted:
        found = text.find(words, place)
        assert found >= 0, words
        place = found + len(words)
    # What stands on the public page for a screen alone does not.
    assert not any(words in text for words in ("回到问题", "下一问", "查看大图"))


def test_every_page_tells_its_source_its_address_and_its_number(reader: pypdf.PdfReader) -> None:
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert FULL.source in text
        assert f"{URL}v2/" in text
        assert f"第 {number} 页，共 {len(reader.pages)} 页" in text


def test_a_file_is_tagged_and_says_its_language_and_title(reader: pypdf.PdfReader) -> None:
    root: Any = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"].get_object()["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"].get_object()["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (FULL.title, NOTED.organiser)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    kinds = list(tagged(root["/StructTreeRoot"].get_object()["/K"]))
    assert (kinds[0], kinds.count("/H1"), kinds.count("/H2")) == ("/Document", 1, 2)
    # The photo and the code, each with words for those who cannot see it.
    assert kinds.count("/Figure") >= 2


def test_chinese_letters_are_in_the_file(reader: pypdf.PdfReader) -> None:
    found = fonts(reader)
    assert all(found.values())
    assert {name.partition("+")[2] for name in found} >= {"Noto-Sans-CJK-SC", "Noto-Serif-CJK-SC-Bold"}


def test_the_same_version_is_the_same_bytes(data: bytes, reader: pypdf.PdfReader) -> None:
    assert write(NOTED) == data
    assert reader.metadata is not None
    assert reader.metadata.creation_date == reader.metadata.modification_date == NOTED.at


def test_a_list_of_people_may_be_longer_than_a_page() -> None:
    people = tuple(Person(f"p{number + 10}", f"第{number}人", "市行政审批局局长") for number in range(80))
    reader = pypdf.PdfReader(
        io.BytesIO(write(edition(replace(DOCUMENT, people=(*DOCUMENT.people, *people)))))
    )
    text = "".join(page.extract_text() for page in reader.pages)
    assert (len(reader.pages) > 1, [one.name for one in people if one.name not in text]) == (True, [])


def test_nothing_that_failed_is_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "package", lambda _: b"no package")
    with pytest.raises(subprocess.CalledProcessError):
        write(NOTED)


def test_a_photo_is_no_larger_than_paper_needs() -> None:
    assert len(package(NOTED)) < 100_000
