"""Making a photo fit to publish: size limits, orientation, stripping, and sizes for phones.

Pure functions over bytes. An original is never served: its metadata (place, camera, owner)
and whatever hides in its container are lost when the pixels are encoded anew.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

MAX_PIXELS = 40_000_000
MAX_EDGE = 3840
WIDTHS = (480, 960, 1600)
# A JPEG of several frames (MPO) comes in through the JPEG reader; Pillow has no opener of that name.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


class PhotoError(ValueError):
    """The bytes are no photo that can be published; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Master:
    """A clean JPEG; ``digest`` is the SHA-256 of ``data``, ``width`` and ``height`` in pixels."""

    data: bytes
    digest: str
    width: int
    height: int


def clean(data: bytes) -> Master:
    """Return the photo turned upright, stripped of all metadata and encoded anew as JPEG.

    Raises PhotoError for anything that is not an image of at most 40 megapixels.
    """
    with _opened(data) as image:
        try:
            upright = ImageOps.exif_transpose(image)
            pixels = _flattened(upright)
        except (OSError, ValueError, SyntaxError) as error:
            raise PhotoError("图片已损坏，无法读取。") from error
    pixels.thumbnail((MAX_EDGE, MAX_EDGE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=88, optimize=True, progressive=True)
    encoded = out.getvalue()
    return Master(encoded, hashlib.sha256(encoded).hexdigest(), pixels.width, pixels.height)


def renditions(master: bytes, digest: str, width: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``(public name, bytes)`` for each file a published photo is made of."""
    yield master_name(digest), master
    with Image.open(io.BytesIO(master)) as image:
        for target in widths(width):
            size = (target, max(1, round(image.height * target / image.width)))
            smaller = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
            out = io.BytesIO()
            smaller.save(out, "WEBP", quality=80, method=4)
            yield rendition_name(digest, target), out.getvalue()


def widths(width: int) -> list[int]:
    """Return the widths in pixels a photo is offered at: never wider than it is."""
    return sorted({min(target, width) for target in WIDTHS})


def master_name(digest: str) -> str:
    """Return the public name of the full-size JPEG."""
    return f"photos/{digest[:2]}/{digest}.jpg"


def rendition_name(digest: str, width: int) -> str:
    """Return the public name of the WebP of this width."""
    return f"photos/{digest[:2]}/{digest}-{width}.webp"


def public_names(digest: str, width: int) -> list[str]:
    """Return the names of all files that :func:`renditions` makes."""
    return [master_name(digest), *(rendition_name(digest, target) for target in widths(width))]


def width_of(rendition: bytes) -> int:
    """Return the width in pixels of a WebP, 0 for what is none."""
    try:
        with Image.open(io.BytesIO(rendition), formats=("WEBP",)) as image:
            return image.width
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 0


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow only warns at twice its own limit; ours is checked on the header below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise PhotoError("图片超过 4000 万像素的上限。") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise PhotoError("不是可识别的图片文件（支持 JPG、PNG、WebP、GIF、BMP、TIFF）。") from error
    if image.width * image.height > MAX_PIXELS:
        raise PhotoError(f"图片为 {image.width}×{image.height} 像素，超过 4000 万像素的上限。")
    return image


def _flattened(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    # A new image: convert() alone would carry info (EXIF, ICC, comments) into the copy.
    fresh = Image.new("RGB", image.size)
    fresh.paste(image.convert("RGB"))
    return fresh
