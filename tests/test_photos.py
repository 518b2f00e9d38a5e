from __future__ import annotations

import hashlib
import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from releases.photos import (
    MAX_EDGE,
    PhotoError,
    clean,
    master_name,
    public_names,
    rendition_name,
    renditions,
    width_of,
    widths,
)


def encoded(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """Return the image as a file of this form."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """Return the image in a file."""
    return Image.open(io.BytesIO(data))


def png_header(width: int, height: int) -> bytes:
    """Return the head of a PNG that claims this size, and has no pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((13, head), (0, b"IDAT"))
    written = (struct.pack(">I", size) + data + struct.pack(">I", zlib.crc32(data)) for size, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    """Return whether a pixel has the colour, as far as JPEG keeps it."""
    found = image.convert("RGB").getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(one - other) < 12 for one, other in zip(found, colour, strict=True))


def test_clean_strips_everything_but_the_pixels() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[2] = (31.0, 58.0, 21.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = Image.new("RGB", (60, 40), "teal")
    data = encoded(photo, exif=exif, icc_profile=profile, comment=b"SECRETWORDS")
    assert b"SECRETCAMERA" in data
    assert b"SECRETWORDS" in data
    master = clean(data + b"SECRETTAIL")
    image = opened(master.data)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (60, 40))
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    assert b"SECRET" not in master.data


def test_clean_strips_text_of_a_png() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "SECRET")
    master = clean(encoded(Image.new("RGB", (60, 40)), "PNG", pnginfo=words))
    assert b"SECRET" not in master.data


def test_clean_names_what_it_made() -> None:
    master = clean(encoded(Image.new("RGB", (60, 40), "teal")))
    assert master.digest == hashlib.sha256(master.data).hexdigest()
    assert (master.width, master.height) == opened(master.data).size


def test_clean_turns_upright() -> None:
    lying = Image.new("RGB", (64, 32), "red")
    lying.paste("blue", (0, 0, 32, 32))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    master = clean(encoded(lying, exif=exif, quality=95))
    image = opened(master.data)
    assert image.size == (32, 64)
    assert near(image, (16, 8), (0, 0, 255))
    assert near(image, (16, 56), (255, 0, 0))


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("L", "PNG"),
        ("1", "PNG"),
        ("I;16", "PNG"),
        ("P", "PNG"),
        ("P", "GIF"),
        ("LA", "PNG"),
        ("RGBA", "PNG"),
        ("RGBA", "WEBP"),
        ("RGB", "BMP"),
        ("RGB", "TIFF"),
        ("CMYK", "JPEG"),
    ],
)
def test_clean_reads_what_cameras_and_offices_write(mode: str, form: str) -> None:
    master = clean(encoded(Image.new(mode, (50, 30)), form))
    image = opened(master.data)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (50, 30))


def test_clean_puts_transparency_on_white() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    assert near(opened(clean(encoded(clear, "PNG")).data), (20, 20), (255, 255, 255))
    palette = Image.new("P", (40, 40), 0)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    data = encoded(palette, "GIF", transparency=0)
    assert near(opened(clean(data).data), (20, 20), (255, 255, 255))


def test_clean_takes_first_picture_of_an_animation() -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert near(opened(clean(data).data), (20, 20), (255, 0, 0))


def test_clean_makes_huge_photos_smaller() -> None:
    master = clean(encoded(Image.new("L", (5000, 100))))
    assert (master.width, master.height) == (MAX_EDGE, 77)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "不是可识别的图片文件（支持 JPG、PNG、WebP、GIF、BMP、TIFF）。"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "不是可识别的图片文件（支持 JPG、PNG、WebP、GIF、BMP、TIFF）。",
        ),
        (png_header(8000, 5001), "图片为 8000×5001 像素，超过 4000 万像素的上限。"),
        (png_header(20000, 20000), "图片超过 4000 万像素的上限。"),
        (encoded(Image.effect_noise((300, 300), 50))[:4000], "图片已损坏，无法读取。"),
        (png_header(10, 10), "图片已损坏，无法读取。"),
    ],
    ids=["nothing", "svg", "large", "bomb", "cut", "no pixels"],
)
def test_clean_refuses(data: bytes, message: str) -> None:
    with pytest.raises(PhotoError) as refused:
        clean(data)
    assert str(refused.value) == message


@given(st.binary(max_size=200) | st.binary(max_size=80).map(lambda tail: png_header(9, 9) + tail))
def test_clean_fails_only_with_a_sentence(data: bytes) -> None:
    with pytest.raises(PhotoError, match=r"。$"):
        clean(data)


@pytest.mark.parametrize(
    ("width", "offered"),
    [
        (1, [1]),
        (300, [300]),
        (480, [480]),
        (700, [480, 700]),
        (1600, [480, 960, 1600]),
        (3840, [480, 960, 1600]),
    ],
)
def test_widths_are_never_wider_than_the_photo(width: int, offered: list[int]) -> None:
    assert widths(width) == offered


def test_renditions_are_what_the_names_promise() -> None:
    master = clean(encoded(Image.new("RGB", (1000, 501), "teal")))
    made = dict(renditions(master.data, master.digest, master.width))
    assert list(made) == public_names(master.digest, master.width)
    assert made[master_name(master.digest)] == master.data
    sizes = {name: opened(data).size for name, data in made.items() if name.endswith(".webp")}
    assert sizes == {
        rendition_name(master.digest, 480): (480, 240),
        rendition_name(master.digest, 960): (960, 481),
        rendition_name(master.digest, 1000): (1000, 501),
    }
    assert all(opened(data).format == "WEBP" for name, data in made.items() if name.endswith(".webp"))


def test_rendition_of_a_thin_photo_has_a_height() -> None:
    master = clean(encoded(Image.new("RGB", (2000, 1))))
    sizes = [opened(data).size for name, data in renditions(master.data, master.digest, master.width)]
    assert sizes == [(2000, 1), (480, 1), (960, 1), (1600, 1)]


def test_names_are_made_of_the_digest() -> None:
    digest = "ab" + "0" * 62
    assert public_names(digest, 600) == [
        f"photos/ab/{digest}.jpg",
        f"photos/ab/{digest}-480.webp",
        f"photos/ab/{digest}-600.webp",
    ]


def test_width_of_a_rendition_is_that_of_a_webp() -> None:
    master = clean(encoded(Image.new("RGB", (500, 300), "teal")))
    made = dict(renditions(master.data, master.digest, master.width))
    assert [width_of(data) for data in made.values()] == [0, 480, 500]
    assert [width_of(data) for data in (b"", b"RIFF", made[rendition_name(master.digest, 480)][:20])] == [
        0
    ] * 3


def test_width_of_what_would_fill_the_memory_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    master = clean(encoded(Image.new("RGB", (480, 300), "teal")))
    _, (_, small) = renditions(master.data, master.digest, master.width)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 480 * 300 // 3)
    assert width_of(small) == 0
