from __future__ import annotations

from dataclasses import replace

import pytest

from releases.document import Photo
from releases.preflight import Context, pictures
from tests.preflight.making import TODAY, found, said, saying

PHOTO = Photo("f1", "现场.jpg", "发布会现场", "三人坐在台上", "", "a" * 64, 1600, 900)


def codes(*photos: Photo, context: Context | None = None) -> list[tuple[str, str]]:
    document = replace(saying("好。"), photos=photos)
    return [
        (code, severity) for code, severity, *_ in found(pictures.check, document, context or Context(TODAY))
    ]


def test_a_photo_with_its_words_is_fine() -> None:
    assert codes(PHOTO) == []


@pytest.mark.parametrize(
    ("photo", "expected"),
    [
        (replace(PHOTO, digest="", width=0), [("photo-missing", "red")]),
        (replace(PHOTO, alt=" "), [("photo-without-alt", "red")]),
        (replace(PHOTO, alt="IMG_0001"), [("camera-name", "red")]),
        (replace(PHOTO, caption="DSC01234.jpg"), [("camera-name", "red")]),
        (replace(PHOTO, file="9M0A9576.jpg", caption=""), [("camera-file", "note")]),
        (replace(PHOTO, file="9M0A9576.jpg"), []),
        (replace(PHOTO, width=599), [("photo-small", "amber")]),
        (replace(PHOTO, width=600, file=""), []),
    ],
)
def test_what_a_photo_lacks(photo: Photo, expected: list[tuple[str, str]]) -> None:
    assert codes(photo) == expected


def test_one_photo_twice_is_amber() -> None:
    assert codes(PHOTO, replace(PHOTO, id="f2")) == [("photo-repeated", "amber")]
    assert codes(PHOTO, replace(PHOTO, id="f2", digest="b" * 64)) == []
    missing = replace(PHOTO, digest="", width=0)
    assert codes(missing, replace(missing, id="f2")) == [("photo-missing", "red")] * 2


def test_a_decorative_photo_needs_no_words() -> None:
    plain = replace(PHOTO, alt="")
    assert codes(plain, context=Context(TODAY, decorative=frozenset({"f1"}))) == []


def test_photos_of_a_file_may_come_later() -> None:
    assert codes(replace(PHOTO, digest=""), context=Context(TODAY, imported=False)) == [
        ("photo-missing", "note")
    ]


@pytest.mark.parametrize("mark", ["〔图 F1〕", "文字〔图 f1〕文字", "【图 f1】", "[图f1]", "（图 ｆ１）"])
def test_a_mistyped_place_of_a_photo_is_red(mark: str) -> None:
    assert [(code, severity) for code, severity, *_ in said(pictures.check, mark)] == [("photo-mark", "red")]


@pytest.mark.parametrize("words", ["如图 f1 所示", "（图为现场）"])
def test_words_about_a_photo_are_no_place(words: str) -> None:
    assert said(pictures.check, words) == []
