"""Photos at a size that a page of paper can use."""

from __future__ import annotations

import io

from PIL import Image

from releases.document import Photo
from releases.photos import rendition_name, widths
from releases.record.exports.edition import Edition


def jpeg(edition: Edition, photo: Photo, widest: int) -> bytes:
    """Return the photo as a JPEG no wider than so many pixels; Word and PDF take no WebP."""
    width = max(one for one in widths(photo.width) if one <= max(widest, widths(photo.width)[0]))
    with Image.open(io.BytesIO(edition.file(rendition_name(photo.digest, width)))) as image:
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
