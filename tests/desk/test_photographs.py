from __future__ import annotations

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from releases.audit.models import Entry
from releases.desk import photographs
from releases.desk.models import Conference, Photo
from releases.photos import PhotoError
from tests.desk.making import account, photo_bytes


def test_keeping_a_photo_twice_stores_it_once() -> None:
    kept = photographs.keep(photo_bytes())
    again = photographs.keep(photo_bytes())
    assert kept == again
    names = storages["default"].listdir(f"photos/{kept.digest[:2]}")[1]
    assert sorted(names) == sorted(
        [f"{kept.digest}.jpg", *(f"{kept.digest}-{width}.webp" for width in (480, 960, 1200))]
    )


def test_a_lost_rendition_is_made_again() -> None:
    kept = photographs.keep(photo_bytes())
    name = f"photos/{kept.digest[:2]}/{kept.digest}-480.webp"
    storages["default"].delete(name)
    photographs.keep(photo_bytes())
    assert storages["default"].exists(name)


def test_what_is_no_photo_is_refused() -> None:
    with pytest.raises(PhotoError):
        photographs.keep(b"MZ")


def test_spellings_of_a_file_name_meet() -> None:
    assert photographs.key("D:\\照片\\IMG_1.JPG ") == photographs.key("照片/img_1.jpg") == "img_1.jpg"


@pytest.mark.django_db
def test_adding_fills_what_waits_then_makes_new_rows() -> None:
    conference = Conference.objects.create(next_photo=2)
    waiting = Photo.objects.create(
        conference=conference, number=1, order=1, file_name="a.jpg", caption="现场"
    )
    blue, red = photographs.keep(photo_bytes("blue")), photographs.keep(photo_bytes("red"))
    photographs.add(conference=conference, kept=[("A.JPG", blue), ("b.jpg", red)])
    photographs.add(conference=conference, kept=[("c.jpg", red)])
    waiting.refresh_from_db()
    conference.refresh_from_db()
    assert (waiting.digest, waiting.caption) == (blue.digest, "现场")
    assert list(conference.photos.values_list("number", "order", "file_name", "digest")) == [
        (1, 1, "a.jpg", blue.digest),
        (2, 2, "b.jpg", red.digest),
    ]
    assert (conference.next_photo, conference.revision) == (3, 2)


@pytest.mark.django_db
def test_adding_photos_is_a_change_by_somebody() -> None:
    editor, at = account("撰稿"), timezone.now()
    conference = Conference.objects.create()
    blue = photographs.keep(photo_bytes("blue"))
    photographs.add(conference=conference, kept=[("a.jpg", blue)], by=editor, at=at)
    # Nothing new, nothing changed.
    photographs.add(conference=conference, kept=[("b.jpg", blue)], by=account("签发"))
    conference.refresh_from_db()
    assert (conference.updated_by, conference.updated_at, conference.revision) == (editor, at, 2)
    assert [row.user for row in conference.authorships.all()] == [editor]
    assert Entry.objects.get(action="step").detail == "上传了 1 张图片：a.jpg"


@pytest.mark.django_db
def test_two_photos_of_one_name_are_both_taken() -> None:
    conference = Conference.objects.create()
    blue, red = photographs.keep(photo_bytes("blue")), photographs.keep(photo_bytes("red"))
    added = photographs.add(conference=conference, kept=[("IMG_0001.jpg", blue), ("IMG_0001.jpg", red)])
    assert [(photo.file_name, photo.digest) for photo in added] == [
        ("IMG_0001.jpg", blue.digest),
        ("IMG_0001.jpg", red.digest),
    ]
