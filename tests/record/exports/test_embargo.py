"""What is given ahead says so in every form that it is given in, for whom, and until when."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from releases.document import Document
from releases.record.exports import BY_SUFFIX, FORMATS
from releases.record.exports.akoma_ntoso import EMBARGO_NAMESPACE, NAMESPACE
from releases.record.exports.edition import Edition
from releases.record.exports.embargo import given_ahead
from releases.record.exports.inert import plain
from tests.desk.strategies import PATIENT
from tests.record.exports.making import FULL, MASTER, bare, edition
from tests.record.exports.test_akoma_ntoso import SCHEMAS
from tests.record.exports.test_data import errors
from tests.record.exports.test_ninjs import item
from tests.record.making import DOCUMENT

PAGE = "https://news.example.gov.cn/desk/preview/token/"
# 16:00 in the city, given as the database gives moments.
UNTIL = datetime(2026, 3, 29, 8, 0, tzinfo=UTC)
GIVEN = datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
LINE = "稿件限时公开：2026年3月29日16:00前不得发布 · 供江畔日报"
MOMENT = "2026-03-29T16:00:00+08:00"
TELLING = [one.suffix for one in FORMATS if one.tells_embargo]
PUBLIC = re.compile(r"20260329-1|/releases/|/media/|第 \d+ 版")


@pytest.fixture(scope="module")
def akoma_ntoso() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "akomantoso30.xsd"))


def ahead(document: Document = FULL, *, outlet: str = "江畔日报") -> Edition:
    """Return the document as an outlet is given it."""
    return given_ahead(
        document,
        outlet=outlet,
        until=UNTIL,
        at=GIVEN,
        address=PAGE,
        file_url=lambda name: f"{PAGE}files/{name}",
        file=lambda _: MASTER.data,
        open_file=lambda _: io.BytesIO(MASTER.data),
    )


def written(suffix: str, one: Edition) -> bytes:
    """Return the edition's file."""
    return b"".join(BY_SUFFIX[suffix].pieces(one))


def text_of(suffix: str, one: Edition) -> str:
    """Return all the text there is in the edition's file."""
    data = written(suffix, one)
    if suffix != "docx":
        return data.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [
            package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))
        ]
    return "\n".join(parts)


def test_every_form_but_the_signed_bytes_is_given_ahead() -> None:
    assert TELLING == ["docx", "txt", "md", "turns.csv", "json", "jsonld", "ninjs.json", "akn.xml"]


@pytest.mark.parametrize("suffix", TELLING)
def test_a_form_says_for_whom_and_until_when_and_nothing_of_a_publication(suffix: str) -> None:
    text = text_of(suffix, ahead()).replace("\\", "")
    assert LINE in text
    assert PUBLIC.search(text_of(suffix, edition())) is not None
    assert PUBLIC.search(text.replace("https://www.example.gov.cn", "")) is None


@pytest.mark.parametrize("suffix", TELLING)
def test_a_form_of_what_is_public_says_nothing_of_an_embargo(suffix: str) -> None:
    text = text_of(suffix, edition())
    assert [word for word in ("限时", "embargo", "不得发布") if word in text] == []


@pytest.mark.parametrize("suffix", TELLING)
def test_the_same_copy_is_the_same_bytes_and_another_outlets_is_not(suffix: str) -> None:
    assert written(suffix, ahead()) == written(suffix, ahead())
    assert written(suffix, ahead()) != written(suffix, ahead(outlet="江畔晚报"))


def test_an_edition_given_ahead_has_no_number_seal_or_public_address() -> None:
    one = ahead()
    assert (one.id, one.number, one.seal, one.previous, one.digest) == ("", 0, "", "", FULL.digest)
    assert (one.url, one.address) == (PAGE, PAGE)
    assert one.first_at.isoformat() == one.at.isoformat() == "2026-03-28T09:30:00+08:00"


def test_text_begins_and_ends_with_the_line() -> None:
    lines = text_of("txt", ahead()).split("\r\n")
    assert (lines[0], lines[1], lines[-2]) == (LINE, "", LINE)
    assert "发布时间：待发布" in lines
    assert "澜江市新闻发布　待发布，还没有编号和公开网址" not in lines[:3]


def test_markdown_begins_and_ends_with_the_line() -> None:
    lines = text_of("md", ahead()).replace("\\", "").split("\n")
    assert (lines[0], lines[-2]) == (f"**{LINE}**", LINE)


def test_word_bears_the_line_on_every_page_and_no_code() -> None:
    word = docx.Document(io.BytesIO(written("docx", ahead())))
    (section,) = word.sections
    assert section.header.paragraphs[0].text == LINE
    assert section.footer.paragraphs[0].text == f"{LINE}　SHA-256 {FULL.digest}"
    assert word.paragraphs[0].text == LINE
    assert "扫一扫在手机打开当前页" not in [one.text for one in word.paragraphs]
    assert len(word.inline_shapes) == 1


def test_every_row_of_the_table_bears_the_line() -> None:
    rows = list(csv.reader(io.StringIO(text_of("turns.csv", ahead()))))
    plain_rows = list(csv.reader(io.StringIO(text_of("turns.csv", edition()))))
    assert {row[0] for row in rows[1:]} == {LINE}
    # But for the addresses in the last column, the table is that of what is public.
    assert [row[1:-1] for row in rows] == [row[:-1] for row in plain_rows]
    assert rows[0][0] == "限时公开"


def test_data_has_the_embargo_for_its_version_and_keeps_to_the_schema() -> None:
    value = json.loads(text_of("json", ahead()))
    assert errors(value) == []
    assert value["embargo"] == {
        "until": MOMENT,
        "outlet": "江畔日报",
        "notice": LINE,
        "given_at": "2026-03-28T09:30:00+08:00",
        "digest": FULL.digest,
    }
    assert set(value) == {"schema", "url", "publisher", "embargo", "files", "document"}
    assert Document.from_json(value["document"]) == FULL


def test_schema_wants_a_version_or_an_embargo_and_not_both() -> None:
    public, given_one = (json.loads(text_of("json", one)) for one in (edition(), ahead()))
    neither = {key: value for key, value in given_one.items() if key != "embargo"}
    assert errors(neither) != []
    assert errors({**public, "embargo": given_one["embargo"]}) != []
    assert errors({**given_one, "id": public["id"]}) != []


def test_linked_data_says_when_it_will_be_published() -> None:
    article = json.loads(text_of("jsonld", ahead()))["@graph"][0]
    assert article["publication"] == {"@type": "PublicationEvent", "startDate": MOMENT}
    assert (article["conditionsOfAccess"], article["creativeWorkStatus"]) == (LINE, "限时公开")
    assert article["audience"] == {"@type": "Audience", "name": "江畔日报"}
    assert {"datePublished", "dateModified", "version", "isBasedOn"} & set(article) == set()


@pytest.mark.parametrize("document", [FULL, bare().document])
def test_ninjs_is_withheld_and_embargoed(document: Document) -> None:
    found = item(ahead(document))
    assert (found["pubStatus"], found["embargoedUntil"]) == ("withheld", MOMENT)
    assert (found["edNote"], found["usageTerms"]) == (LINE, LINE)
    assert found["altIds"] == [{"role": "sha256", "value": document.digest}]
    assert "version" not in found


@pytest.mark.parametrize("document", [FULL, bare().document])
def test_akoma_ntoso_keeps_to_its_schema_and_names_the_embargo(
    document: Document, akoma_ntoso: etree.XMLSchema
) -> None:
    tree = etree.fromstring(written("akn.xml", ahead(document)))
    akoma_ntoso.assertValid(tree)
    (mark,) = tree.iter(f"{{{EMBARGO_NAMESPACE}}}embargo")
    assert {str(key): str(value) for key, value in mark.attrib.items()} == {
        "until": MOMENT,
        "outlet": "江畔日报",
    }
    (preface,) = tree.iter(f"{{{NAMESPACE}}}preface")
    assert preface[0].text == LINE


@PATIENT
@given(
    outlet=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    suffix=st.sampled_from([one for one in TELLING if one != "docx"]),
)
def test_whatever_an_outlet_is_called_its_copy_is_marked_and_inert(
    outlet: str, suffix: str, akoma_ntoso: etree.XMLSchema
) -> None:
    one = ahead(DOCUMENT, outlet=outlet)
    data = written(suffix, one)
    text = data.decode("utf-8-sig")
    assert plain(text.replace("\r\n", "\n")) == text.replace("\r\n", "\n")
    assert "2026年3月29日16:00" in text.replace("\\", "")
    if suffix == "json":
        assert json.loads(text)["embargo"]["outlet"] == plain(outlet)
    if suffix == "akn.xml":
        akoma_ntoso.assertValid(etree.fromstring(data))
