from __future__ import annotations

from time import process_time

import pytest

from releases.transcripts.captions import is_camera_name


@pytest.mark.parametrize(
    "text",
    [
        "IMG_0001.jpg",
        "IMG_0001",
        "9M0A9576.jpg",
        "9M0A9576",
        "DSC01234",
        "DSCF0123.JPG",
        "微信图片_20230330182741.jpg",
        "微信图片_20230330182741",
        "mmexport1680172061",
        " 000_32e2a1ea2609ba55.png ",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "20230330182741",
        "现场.jpg",
        "图片IMG_0001",
    ],
)
def test_a_bare_file_name_is_known(text: str) -> None:
    assert is_camera_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "发布会现场",
        "图为李木",
        "2026年3月29日，发布会现场",
        "李木（左二）介绍情况",
        "第3号展位",
        "IMG 展厅",
        "5G 基站",
    ],
)
def test_words_about_a_photo_are_no_file_name(text: str) -> None:
    assert not is_camera_name(text)


@pytest.mark.parametrize(
    "text", [" " * 100_000, f"图{' ' * 100_000}x", f"图{' ' * 252}x", "1" * 100_000, "a" * 256 + ".jpg"]
)
def test_a_long_text_is_no_file_name_and_is_judged_at_once(text: str) -> None:
    start = process_time()
    assert not is_camera_name(text)
    assert process_time() - start < 0.5
