"""A program of its own: what memory the pack of a release with thirty large photos takes.

``python -m tests.record.exports.weighing FOLDER`` prints the most bytes above those of the idle process, and
how long the pack is.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import django
from PIL import Image

PHOTOS = 30
WIDTH, HEIGHT = 3840, 2560
_NAME = re.compile(r"/([0-9a-f]{64})(?:-(\d+))?\.")


def noise(width: int, height: int) -> Image.Image:
    """Return a picture as hard to pack as a photo."""
    small = Image.effect_noise((width // 2, height // 2), 60)
    return small.resize((width, height)).convert("RGB")


def draw(folder: Path) -> None:
    """Put there one photo of some megabytes, and thirty different ones as wide as a page of paper takes."""
    noise(WIDTH, HEIGHT).save(folder / "full.jpg", quality=88)
    for number in range(PHOTOS):
        noise(960, 640).save(folder / f"{number}.webp", method=0)


def memory(what: str) -> int:
    """Return a figure of /proc/self/status in bytes."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert found is not None
    return int(found[1]) * 1024


def main(folder: Path) -> None:
    """Idle, then make the pack and let each piece go, as if it were sent."""
    django.setup()
    from releases.document import Document, Kind, Photo, PhotoBlock, Turn
    from releases.record.exports import BY_SUFFIX
    from tests.record.exports.making import edition

    def path(name: str) -> Path:
        found = _NAME.search(name)
        assert found is not None
        return folder / (f"{int(found[1], 16)}.webp" if found[2] else "full.jpg")

    photos = tuple(
        Photo(f"f{number + 1}", "", f"第{number}张", "主席台", "", f"{number:064x}", WIDTH, HEIGHT)
        for number in range(PHOTOS)
    )
    blocks = tuple(PhotoBlock(photo.id) for photo in photos)
    document = Document(title="大家的照片", turns=(Turn("t1", Kind.NARRATION, blocks=blocks),), photos=photos)
    made = edition(document)
    made = replace(
        made, file=lambda name: path(name).read_bytes(), open_file=lambda name: path(name).open("rb")
    )
    idle = memory("VmRSS")
    # The most so far is forgotten: that was for drawing.
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    length = sum(map(len, BY_SUFFIX["zip"].pieces(made)))
    print(memory("VmHWM") - idle, length)  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    draw(Path(sys.argv[1]))
    main(Path(sys.argv[1]))
