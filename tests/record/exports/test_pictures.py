from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from releases.document import Photo
from releases.photos import renditions
from releases.record.exports.pictures import jpeg
from tests.record.exports.making import edition
from tests.record.making import picture


@pytest.mark.parametrize(("width", "widest", "expected"), [(640, 960, 640), (640, 500, 480), (300, 100, 300)])
def test_a_picture_is_as_wide_as_asked_or_as_it_is(width: int, widest: int, expected: int) -> None:
    master = picture(size=(width, 200))
    files = dict(renditions(master.data, master.digest, master.width))
    photo = Photo("f1", "a.jpg", digest=master.digest, width=width, height=200)
    made = replace(edition(), file=files.__getitem__)
    with Image.open(io.BytesIO(jpeg(made, photo, widest))) as image:
        assert (image.format, image.width) == ("JPEG", expected)
