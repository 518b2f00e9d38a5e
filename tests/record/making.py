"""Documents and releases for tests: invented people of an invented city."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from itertools import count

from PIL import Image

from releases.document import (
    Attachment,
    Document,
    Held,
    Kind,
    Paragraph,
    Person,
    Photo,
    PhotoBlock,
    Role,
    Turn,
)
from releases.photos import Master, clean, renditions
from releases.record.media import attachment_name
from releases.record.models import Release
from releases.record.publishing import publish

BEIJING = timezone(timedelta(hours=8))
HELD = datetime(2026, 3, 29, 16, 0, tzinfo=BEIJING)
LEAFLET = b"%PDF-1.4 leaflet"

DOCUMENT = Document(
    title="澜江市优化营商环境新闻发布会",
    subject="优化营商环境",
    section="jdhy/xwfbh",
    source="澜江市人民政府新闻办公室",
    keywords=("营商环境", "审批"),
    summary="介绍优化营商环境的举措。",
    published_on=date(2026, 3, 30),
    held=Held(HELD, "2026年3月29日下午16:00"),
    venue="澜江市政务中心一楼发布厅",
    people=(
        Person("p1", "闻知秋", "市委宣传部副部长", Role.MODERATOR, "11"),
        Person("p2", "江望舒", "市行政审批局局长", Role.SPOKESPERSON, "12"),
        Person("p3", "白砚", "市税务局副局长", Role.ATTENDEE, "13"),
    ),
    turns=(
        Turn("t1", Kind.STATEMENT, "p1", "闻知秋", blocks=(Paragraph("大家下午好！"),)),
        Turn("t2", Kind.STATEMENT, "p2", "江望舒", blocks=(Paragraph("下面介绍三项举措。"),)),
        Turn("t3", Kind.QUESTION, None, "澜江日报记者", blocks=(Paragraph("企业开办需要几天？"),)),
        Turn("t4", Kind.ANSWER, "p2", "江望舒", "t3", blocks=(Paragraph("半天之内办结。"),)),
    ),
)


@cache
def picture(shade: int = 40, size: tuple[int, int] = (640, 480)) -> Master:
    """Return a small photo, cleaned as the desk does."""
    out = io.BytesIO()
    Image.new("RGB", size, (shade, 90, 120)).save(out, "JPEG")
    return clean(out.getvalue())


def with_photo(document: Document, master: Master, caption: str = "发布会现场") -> Document:
    """Return the document with the photo after its first turn's words."""
    number = len(document.photos) + 1
    photo = Photo(
        f"f{number}",
        "DSC_0417.jpg",
        caption,
        "主席台全景",
        "澜江日报",
        master.digest,
        master.width,
        master.height,
    )
    first, *others = document.turns
    first = replace(first, blocks=(*first.blocks, PhotoBlock(photo.id)))
    return replace(document, photos=(*document.photos, photo), turns=(first, *others))


def with_leaflet(document: Document) -> Document:
    """Return the document with one attachment."""
    digest = hashlib.sha256(LEAFLET).hexdigest()
    leaflet = Attachment("a1", "内部稿_v3.pdf", "办事指南", "application/pdf", len(LEAFLET), digest)
    return replace(document, attachments=(leaflet,))


def files_of(*masters: Master) -> Callable[[str], bytes]:
    """Return what answers for the photos' public names and the leaflet's."""
    known = {attachment_name(hashlib.sha256(LEAFLET).hexdigest(), "a.pdf"): LEAFLET}
    for master in masters:
        known.update(renditions(master.data, master.digest, master.width))
    return known.__getitem__


def no_files(name: str) -> bytes:
    """Answer for documents without files."""
    raise AssertionError(f"asked for {name}")


def release_of(document: Document = DOCUMENT, *masters: Master, at: datetime | None = None) -> Release:
    """Publish the document as a new release and return it."""
    return publish(document=document, files=files_of(*masters), by="签发人", at=at).release


def held(document: Document, start: date, text: str = "") -> Document:
    """Return the document as held at another time."""
    return replace(document, held=Held(start, text))


def several(number: int) -> list[Release]:
    """Publish this many releases, a day apart, the first the oldest."""
    day = datetime(2026, 1, 1, 10, tzinfo=UTC)
    steps = (day + timedelta(days=step) for step in count())
    return [
        release_of(replace(held(DOCUMENT, next(steps)), title=f"第{index}场新闻发布会"))
        for index in range(1, number + 1)
    ]
