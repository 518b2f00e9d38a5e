"""Nothing of a draft, and nothing withdrawn, is in any public response."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import quote

import pypdf
import pytest
from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.test import Client
from PIL import Image

from releases.desk import workflow
from releases.desk.importing import import_transcript
from releases.desk.models import Conference
from releases.photos import public_names
from releases.record.exports import pdf
from releases.record.exports.edition import edition_of
from releases.record.models import Department, Filing, Release, Section, Topic, Version
from releases.record.models.question import key_of
from tests.record.walking import API, addresses, content_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]

SECRET = """澜江市磁悬浮规划新闻发布会
来源：澜江市轨道办 发布时间：2026-03-30
时间：2026年3月29日下午15:00
主题：磁悬浮一号线
地点：澜江市枢纽指挥部
发布人：贺兰亭 市轨道办主任
主持人：楚云飞 市轨道办新闻官
图文实录：
楚云飞：
各位上午好，今天通报磁悬浮。
IMG_7788.jpg
贺兰亭：
首期造价为九十一亿元，详见 https://maglev.example.org/secret 。
经纬早报记者：
站点设在哪里？
贺兰亭：
设在望江台。
"""
PUBLIC = """澜江市公园城市新闻发布会
来源：澜江市园林局 发布时间：2026-03-30
时间：2026年3月29日上午10:00
主题：公园城市
地点：澜江市政府一楼发布厅
发布人：叶知远 市园林局局长
主持人：孟晚舟 市政府新闻办副主任
图文实录：
孟晚舟：
大家上午好。
IMG_1234.jpg
叶知远：
今年新建公园十二座，详见 https://parks.example.org/ 。
江畔都市报记者：
新公园收门票吗？
叶知远：
一律免费开放。
"""
# Words of the draft, of its unpublished change, of the desk itself.
FORBIDDEN = (
    *("磁悬浮", "轨道办", "枢纽指挥部", "贺兰亭", "楚云飞", "九十一亿", "maglev", "经纬早报", "望江台"),
    *("IMG_7788", "IMG_1234", "观景塔效果图", "沙盘全景", "绝密摄影", "草稿甲", "公开稿乙"),
    *("改为二十座", "待核实的新标题", "园林局新局长", "改后的图说", "editor-zhou", "周撰稿"),
)


TURNS = tuple(f"t{number}" for number in range(1, 9))
HEADINGS: dict[str, Any] = {"turns": TURNS, "topics": ["topic"], "departments": ["rail", "parks"]}


def photo(colour: str) -> bytes:
    """Return a photo as a camera makes it."""
    out = io.BytesIO()
    Image.new("RGB", (700, 500), colour).save(out, "JPEG")
    return out.getvalue()


def brought_in(text: str, name: str, file: str, colour: str) -> Conference:
    """Import a transcript with its photo, as staff do."""
    editor, _ = User.objects.get_or_create(username="editor-zhou", first_name="周撰稿")
    return import_transcript(
        data=text.encode(),
        name=name,
        by=editor,
        section=Section.objects.get(path="jdhy/xwfbh"),
        photos={file: photo(colour)},
    )


@pytest.fixture(autouse=True)
def _headings() -> None:
    """Keep a topic, and departments that people of the draft and of what is published would speak for."""
    Topic.objects.create(slug="topic", name="出行和休闲")
    for slug, name in (("rail", "轨道"), ("parks", "园林")):
        Department.objects.create(slug=slug, name=name)


def filed(release_id: str) -> None:
    """File every turn that might be a question of the release, whether it is public or not."""
    topic = Topic.objects.get()
    Filing.objects.bulk_create(Filing(question_id=key_of(release_id, turn), topic=topic) for turn in TURNS)


@pytest.fixture
def draft() -> Conference:
    """Make a draft that nobody has published, with all its words and its photo."""
    conference = brought_in(SECRET, "草稿甲.txt", "IMG_7788.jpg", "navy")
    conference.photos.update(caption="观景塔效果图", alt="沙盘全景", credit="绝密摄影")
    conference.refresh_from_db()
    assert conference.photos.exclude(digest="").count() == 1
    return conference


@pytest.fixture
def changed() -> Conference:
    """Make a published conference, then change it at the desk without publishing the change."""
    conference = brought_in(PUBLIC, "公开稿乙.txt", "IMG_1234.jpg", "green")
    conference.photos.update(caption="公园一角", alt="湖边的步道", credit="澜江日报")
    workflow.publish(conference=conference, by=None)
    conference.photos.update(caption="改后的图说")
    conference.turns.filter(body__contains="十二座").update(body="今年新建公园改为二十座。")
    conference.participants.filter(name="叶知远").update(position="园林局新局长")
    Conference.objects.filter(pk=conference.pk).update(title="待核实的新标题")
    conference.refresh_from_db()
    return conference


def files_of(conference: Conference) -> list[str]:
    """Return the names that the photos would have in public."""
    return [name for row in conference.photos.all() for name in public_names(row.digest, row.width)]


def words_of(content: bytes) -> bytes:
    """Return what stands in a file: in a package, all that is packed in it; in PDF, its text."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return b"\n".join(
                name.encode() + b"\n" + words_of(package.read(name)) for name in package.namelist()
            )
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).encode()
    return content


def body(client: Client, address: str) -> tuple[int, str]:
    """Return the status and, whatever it is made of, the text of a response with its headers."""
    response = client.get(address)
    content = words_of(content_of(response))
    return response.status_code, f"{response.headers}\n{content.decode(errors='replace')}"


def leaks(client: Client, forbidden: Iterable[str], asked: Iterable[str]) -> dict[str, list[str]]:
    """Return the forbidden strings found, by the address that shows them."""
    found = {}
    for address in asked:
        _, text = body(client, address)
        if shown := [words for words in forbidden if words in text]:
            found[address] = shown
    return found


def test_nothing_of_a_draft_is_in_any_public_response(
    client: Client, draft: Conference, changed: Conference
) -> None:
    refs = [str(row.person_id) for row in (*draft.participants.all(), *changed.participants.all())]
    secret_digests = [row.digest for row in draft.photos.all()]
    stored = storages["default"].listdir("")[0]
    for release_id in (changed.release_id, "20260329-2"):
        filed(release_id)
    asked = addresses(
        # The next number of the day is what the draft would get.
        releases=[changed.release_id, "20260329-2", "20260329-3"],
        people=[*refs, "1", "2", "None"],
        media=[
            *files_of(draft),
            *files_of(changed),
            *(f"{folder}/IMG_7788.jpg" for folder in stored),
            "IMG_7788.jpg",
            "../desk/IMG_7788.jpg",
        ],
        **HEADINGS,
    )
    # Only the document itself, as it was signed, names the published photo's file.
    named = [
        f"/releases/{changed.release_id}{version}.{suffix}"
        for version in ("", "/v1")
        for suffix in ("json", "document.json", "zip")
    ]
    named.append(f"/api/v1/releases/{changed.release_id}")
    assert leaks(client, (*FORBIDDEN, *secret_digests), asked) == {address: ["IMG_1234"] for address in named}
    shown = {address: body(client, address)[0] for address in asked}
    # The walk has seen real pages: what is public was served, what is not was not.
    assert shown[f"/releases/{changed.release_id}/"] == 200
    assert {shown[f"/media/{name}"] for name in files_of(changed)} == {200}
    assert {shown[f"/media/{name}"] for name in files_of(draft)} == {404}
    assert shown["/releases/20260329-2/"] == 404
    assert {status for address, status in shown.items() if address.startswith("/questions/20260329-2/")} == {
        404
    }
    assert "今年新建公园十二座" in body(client, f"/releases/{changed.release_id}/")[1]


def test_nothing_of_a_draft_is_in_pdf(changed: Conference) -> None:
    release = Release.objects.with_page().get(pk=changed.release_id)
    assert release.version is not None
    words = words_of(pdf.write(edition_of(release, release.version))).decode()
    assert "今年新建公园十二座" in words
    assert [one for one in FORBIDDEN if one in words] == []


@pytest.mark.usefixtures("draft", "changed")
@pytest.mark.parametrize("path", ["/releases/", "/sections/jdhy/"])
def test_no_filter_finds_a_draft(client: Client, path: str) -> None:
    assert client.get(f"{path}?words=公园城市&speaker=叶知远&source=澜江市园林局").context["count"] == 1
    for field in ("words", "speaker", "source"):
        for words in FORBIDDEN:
            response = client.get(f"{path}?{field}={quote(words)}")
            assert (response.status_code, response.context["count"]) == (200, 0), (field, words)


@pytest.mark.usefixtures("draft", "changed")
def test_no_search_finds_a_draft(client: Client) -> None:
    assert client.get("/search/", {"q": "新建公园十二座"}).context["results"].total == 1
    for words in FORBIDDEN:
        response = client.get("/search/", {"q": words})
        assert (response.status_code, response.context["results"].total) == (200, 0), words


def test_the_walk_would_notice(client: Client, changed: Conference) -> None:
    asked = addresses(releases=[changed.release_id], people=["1"], media=files_of(changed), **HEADINGS)
    filed(changed.release_id)
    found = leaks(client, ["叶知远"], asked)
    assert f"/releases/{changed.release_id}/" in found
    assert "/people/" in found
    assert {
        "/questions/",
        "/questions/feed/",
        "/topics/topic/",
        "/departments/parks/",
        "/departments/parks/feed/",
        f"/api/v1/releases/{changed.release_id}",
        *(f"/api/v1/{name}{query}" for name in ("turns", "questions") for query in API[name]),
        "/api/v1/people",
        f"/api/v1/search?q={quote('新建')}",
    } <= set(found)
    assert {f"/search/?q={quote(typed)}" for typed in ("新建", "yezhiyuan", "yzy", "叶之远")} <= set(found)


def test_nothing_withdrawn_is_in_any_public_response(
    client: Client,
    changed: Conference,
    committed: Callable[[], AbstractContextManager[list[object]]],
) -> None:
    refs = [str(row.person_id) for row in changed.participants.all()]
    asked = addresses(releases=[changed.release_id], people=refs, media=files_of(changed), **HEADINGS)
    filed(changed.release_id)
    forbidden = [
        "公园城市",
        "园林局",
        "叶知远",
        "十二座",
        "门票",
        "免费开放",
        "parks.example.org",
        "公园一角",
        "湖边的步道",
    ]
    with committed():
        workflow.withdraw(conference=changed, by=None, reason="内容有误，正在核实。")
    assert leaks(client, [*forbidden, *(row.digest for row in changed.photos.all())], asked) == {}
    shown = {address: body(client, address)[0] for address in asked}
    below = [f"/{place}/{changed.release_id}" for place in ("releases", "questions", "q", "p")]
    gone = {address for address in asked if any(path in address for path in below)}
    assert {shown[address] for address in gone} == {410}
    assert {status for address, status in shown.items() if address not in gone} == {200, 404}
    assert {shown[f"/media/{name}"] for name in files_of(changed)} == {404}
    assert {shown[f"/people/{ref}/"] for ref in refs} == {404}
    assert (Release.objects.count(), Version.objects.count()) == (1, 2)
