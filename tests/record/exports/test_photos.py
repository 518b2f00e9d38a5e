from __future__ import annotations

import csv
import io
import zipfile

from releases.record.exports.photos import CAPTIONS, COLUMNS, offered, write
from tests.record.exports.making import FULL, MASTER, bare, edition, wordless
from tests.record.making import DOCUMENT, picture, with_photo


def test_photos_come_at_full_size_with_their_words() -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(write(edition())))) as package:
        assert package.namelist() == ["01-发布会现场.jpg", CAPTIONS]
        assert package.read("01-发布会现场.jpg") == MASTER.data
        table = package.read(CAPTIONS).decode("utf-8-sig")
    photo = FULL.photos[0]
    url = f"https://news.example.gov.cn/media/photos/{MASTER.digest[:2]}/{MASTER.digest}.jpg"
    assert list(csv.reader(io.StringIO(table))) == [
        list(COLUMNS),
        ["01-发布会现场.jpg", "发布会现场", photo.alt, photo.credit, "640", "480", MASTER.digest, url],
    ]


def test_a_photo_without_a_caption_is_called_by_its_number() -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(write(wordless())))) as package:
        assert package.namelist() == ["01.jpg", CAPTIONS]


def test_a_caption_that_would_be_calculated_is_inert() -> None:
    document = with_photo(DOCUMENT, picture(), "=cmd|'/c calc'!A0")
    with zipfile.ZipFile(io.BytesIO(b"".join(write(edition(document))))) as package:
        row = package.read(CAPTIONS).decode("utf-8-sig").splitlines()[1]
    assert row.startswith("'=cmd|'/c calc'!A0,", row.index(",") + 1)


def test_without_photos_there_is_no_such_form() -> None:
    assert (offered(FULL), offered(bare().document)) == (True, False)
