"""Looking at an embedded image's header: its size before a pixel is decoded."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from releases.photos import MAX_PIXELS
from releases.transcripts.result import TranscriptError

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "MPO")


def is_photo(data: bytes, file: str) -> bool:
    """Return whether the bytes are an image the portal can publish; refuse one of too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                pixels = image.width * image.height
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        pixels = MAX_PIXELS + 1
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, TypeError, KeyError, IndexError):
        return False
    if pixels > MAX_PIXELS:
        raise TranscriptError(f"图片 {file} 超过 {MAX_PIXELS // 10_000} 万像素的上限，请缩小后再上传。")
    return True
