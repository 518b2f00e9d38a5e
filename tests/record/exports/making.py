"""An edition for tests of formats: every kind of turn, a photo, a written answer, an attachment."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date, datetime

from releases.document import Document, Kind, Paragraph, Person, Photo, PhotoBlock, Role, Turn, canonical
from releases.photos import renditions
from releases.record.exports.edition import Column, Edition, Sealed
from releases.record.media import attachment_name
from releases.record.models import VersionKind
from tests.record.making import BEIJING, DOCUMENT, LEAFLET, picture, with_leaflet, with_photo

AT = datetime(2026, 3, 30, 9, 30, tzinfo=BEIJING)
URL = "https://news.example.gov.cn/releases/20260329-1/"
MASTER = picture()
FILES = {
    attachment_name(hashlib.sha256(LEAFLET).hexdigest(), "a.pdf"): LEAFLET,
    **dict(renditions(MASTER.data, MASTER.digest, MASTER.width)),
}

FULL = with_leaflet(
    with_photo(
        replace(
            DOCUMENT,
            people=(*DOCUMENT.people, Person("p4", "无职")),
            turns=(
                *DOCUMENT.turns,
                Turn(
                    "t5",
                    Kind.QUESTION,
                    None,
                    "江畔晚报记者",
                    time="16:40",
                    blocks=(Paragraph("跨省的呢？"), Paragraph("What about others?", "en")),
                    due=date(2026, 4, 15),
                ),
                Turn("t6", Kind.NARRATION, blocks=(Paragraph("（掌声）"),)),
                Turn(
                    "t7",
                    Kind.STATEMENT,
                    "p4",
                    "无职",
                    blocks=(Paragraph("见 https://www.example.gov.cn/a_b 。"),),
                ),
                Turn(
                    "t8",
                    Kind.ANSWER,
                    "p2",
                    "江望舒",
                    "t5",
                    blocks=(Paragraph("也是半天。"),),
                    given_on=date(2026, 4, 10),
                ),
                Turn("t9", Kind.ANSWER),
            ),
        ),
        MASTER,
    )
)


def edition(
    document: Document = FULL, *, number: int = 1, kind: VersionKind = VersionKind.FIRST, note: str = ""
) -> Edition:
    """Return the document as an edition of an invented release, without a database."""
    at = AT if number == 1 else AT.replace(day=31)
    return Edition(
        document=document,
        id="20260329-1",
        number=number,
        kind=kind,
        note=note,
        digest=document.digest,
        seal="5e" * 32,
        previous="" if number == 1 else "4d" * 32,
        first_at=AT,
        at=at,
        url=URL,
        address=f"{URL}v{number}/",
        paper=f"https://news.example.gov.cn/p/20260329-1/{number}",
        site="澜江市新闻发布",
        organiser="澜江市人民政府新闻办公室",
        site_url="https://news.example.gov.cn/",
        file_url=lambda name: f"https://news.example.gov.cn/media/{name}",
        file=FILES.__getitem__,
        open_file=lambda name: io.BytesIO(FILES[name]),
        columns=(
            Column("jdhy", "解读回应", 1, "政策解读和回应关切。", "解读", "政策解读"),
            Column("jdhy/xwfbh", "新闻发布会", 0, "新闻发布会图文实录。", "发布会", "回应关切"),
        ),
        chain=lambda: (
            Sealed(
                1, "first", "", "签发人", AT, document.digest, "", "5e" * 32, canonical(document.to_json())
            ),
        ),
    )


def wordless() -> Edition:
    """Return an edition whose only words are two of a narration: a photo and a question have none."""
    photo = Photo("f1", "a.jpg", digest=MASTER.digest, width=MASTER.width, height=MASTER.height)
    narration = Turn(
        "t1", Kind.NARRATION, blocks=(Paragraph("入场。"), Paragraph("落座。"), PhotoBlock("f1"))
    )
    return edition(Document(title="无题", photos=(photo,), turns=(narration, Turn("t2", Kind.QUESTION))))


def photo_at_the_end() -> Edition:
    """Return an edition of one turn, with a photo that stands in none."""
    photo = Photo("f1", "a.jpg", "全景", "主席台", "澜江日报", MASTER.digest, MASTER.width, MASTER.height)
    return edition(
        Document(
            title="无题", photos=(photo,), turns=(Turn("t1", Kind.QUESTION, blocks=(Paragraph("何时？"),)),)
        )
    )


def bare() -> Edition:
    """Return an edition of which every optional part is missing."""
    document = Document(title="无题", people=(Person("p1", "某人", role=Role.MODERATOR),))
    return edition(document)
