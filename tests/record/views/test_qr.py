from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
import zxingcpp
from django.test import Client
from PIL import Image, ImageDraw
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.record.publishing import publish
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db

URL = "/releases/20260329-1/"


def decoded(image: Image.Image) -> list[tuple[str, str]]:
    """Return what a reader of codes makes of the picture, and the level of error correction."""
    return [(code.text, code.ec_level) for code in zxingcpp.read_barcodes(image)]


def drawn(svg: str) -> Image.Image:
    """Draw an SVG of horizontal strokes one unit high, which is what a code is written as."""
    size = [int(number) for number in re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups()]  # type: ignore[union-attr]
    path = re.search(r' d="([^"]+)"', svg)
    assert path is not None
    image = Image.new("L", (size[0] * 8, size[1] * 8), "white")
    pen = ImageDraw.Draw(image)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([-0-9. ]+)", path[1]):
        values = [float(number) for number in re.findall(r"-?[0-9.]+", numbers)]
        if command == "h":
            pen.rectangle((x * 8, (y - 0.5) * 8, (x + values[0]) * 8 - 1, (y + 0.5) * 8 - 1), fill="black")
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return image


def test_png_reads_as_the_canonical_address(client: Client) -> None:
    release_of()
    response = client.get(f"{URL}qr.png", headers={"host": "evil.example.org"})
    assert response.headers["Content-Type"] == "image/png"
    image = Image.open(io.BytesIO(response.content)).convert("L")
    assert decoded(image) == [("https://news.example.gov.cn/releases/20260329-1/", "M")]
    assert image.width >= 600
    # Four modules of white all round, as the standard asks for.
    assert image.crop((0, 0, image.width, 96)).getextrema() == (255, 255)


def test_poster_of_an_announcement_promises_no_transcript_yet(client: Client) -> None:
    release_of(replace(DOCUMENT, turns=()))
    page = client.get(f"{URL}qr/").content.decode()
    assert "扫一扫，看本场发布会的时间、地点和实录" in page
    assert "扫一扫，看本场发布会图文实录" not in page


def test_svg_reads_as_the_canonical_address(client: Client) -> None:
    release_of()
    response = client.get(f"{URL}qr.svg", headers={"host": "evil.example.org"})
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert decoded(drawn(response.content.decode())) == [
        ("https://news.example.gov.cn/releases/20260329-1/", "M")
    ]


def test_code_on_paper_reads_as_the_version(client: Client) -> None:
    """Whoever scans it asks what has changed since the paper was printed."""
    release_of()
    publish(
        document=replace(DOCUMENT, venue="别处"),
        files=no_files,
        by="签发人",
        note="更正地点",
        release_id="20260329-1",
    )
    for number in (1, 2):
        response = client.get(f"{URL}v{number}/qr.svg", headers={"host": "evil.example.org"})
        assert response.headers["Content-Type"] == "image/svg+xml"
        assert response.headers["Content-Disposition"] == f'inline; filename="20260329-1-v{number}.svg"'
        address = f"https://news.example.gov.cn/p/20260329-1/{number}"
        assert decoded(drawn(response.content.decode())) == [(address, "M")]
    assert client.get(f"{URL}v3/qr.svg").status_code == 404


def test_svg_has_nothing_that_the_policy_forbids(client: Client) -> None:
    release_of()
    svg = client.get(f"{URL}qr.svg").content.decode()
    assert "style" not in svg
    assert "<script" not in svg


def test_codes_follow_the_settings(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://www.lanjiang.gov.cn"
    release_of()
    image = Image.open(io.BytesIO(client.get(f"{URL}qr.png").content)).convert("L")
    assert decoded(image)[0][0] == "https://www.lanjiang.gov.cn/releases/20260329-1/"


def test_page_shows_code_title_and_short_address(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of()
    with django_assert_num_queries(1):
        response = client.get(f"{URL}qr/")
    page = response.context["page"]
    assert (page.id, page.title, page.url, page.address) == (
        "20260329-1",
        DOCUMENT.title,
        "https://news.example.gov.cn/releases/20260329-1/",
        "news.example.gov.cn/releases/20260329-1/",
    )
    html = response.content.decode()
    for words in (f"{URL}qr.svg", DOCUMENT.title, page.address):
        assert words in html
    assert [crumb.name for crumb in response.context["trail"]] == [
        "首页",
        "解读回应",
        "新闻发布会",
        DOCUMENT.title,
        "二维码",
    ]
