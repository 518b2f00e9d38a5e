"""Photos named in the text, and the lines that caption and credit them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FILE = re.compile(
    r"[^\s/\\:*?\"<>|,;。，；！？：]{1,120}\.(?:jpe?g|jpe|jfif|png|gif|webp|bmp|tiff?|heic|heif|avif)", re.I
)
_FILE_SPACED = re.compile(
    r"[A-Za-z0-9_()（）\-. ]{1,120}\.(?:jpe?g|jpe|jfif|png|gif|webp|bmp|tiff?|heic|heif|avif)", re.I
)
_CREDIT = re.compile(
    r"(?:(?<=[。.! (|/;])|(?<=^))(?P<credit>(?:[^\s。()，,;/|]{2,16} {1,3}){0,2}"
    r"[^\s。()，,;/|]{0,16}(?:摄|摄影|供图|摄影报道))\)?$"
)
_LABELLED = re.compile(
    r"[\[(]?(?P<key>图片说明|图注|图说|说明|图片描述|图片来源|图片作者|摄影|图片提供|供图)"
    r" ?: ?(?P<rest>.+?)[\])]?"
)
_CAPTION = re.compile(r"[\[(]?(?:[上下左右]?图(?:为|[一二三四五六七八九十0-9]{1,3} ?[为:]|:)|这是|资料图).*")
_SHORT = re.compile(r"[\[(](?:资料图(?:片)?|图片来源 ?:? ?.{1,30}|.{1,30}(?:摄|供图|摄影))[\])]")
# 市教育局局长李木（张三 摄）, 发布会现场 张三/摄: a line that ends by naming who took it.
_CREDITED = re.compile(
    r"(?P<caption>[^!?;:]{2,80}?)(?:\((?P<bracketed>[^()]{2,24}(?:摄|供图|摄影))\)"
    r"|[ 。](?P<slashed>[^\s/。]{2,8} ?/ ?(?:摄|供图|图)))"
)
_POINTED = re.compile(r"[▲△▼↑↓](?P<caption>[^!?;:]{2,80})")
_SCENE = re.compile(r"(?:新闻|本场)?(?:发布会|见面会|访谈|活动)现场(?:图|照片|图片)?。?")
_CAMERA_NAME = re.compile(
    r"""(?:图片?|照片|photo|image)?\s*
    (?:[\w\-()（）.\s]*\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic|raw|cr2|nef|arw)
    # IMG_0001, DSC01234, 9M0A9576
    |(?:IMG|DSC[FN]?|DCIM|PIC|MVIMG|PXL|P|_?[A-Z0-9]{3,4}_?)[-_]?\d{4,}[\w\-]*
    # what phones and chats save as
    |(?:微信图片|mmexport|QQ图片|WPS图片|截图|Screenshot)[-_\s]?\d[\w\-]*
    |(?=[a-z\-]*\d)[0-9a-f]{8}-?[0-9a-f\-]{8,}|\d{6,}[\w\-]*)""",
    re.IGNORECASE | re.VERBOSE,
)
MAX_CAPTION = 200
# No file system holds a longer name, and the pattern is not asked to read a longer text.
_MAX_NAME = 255


@dataclass(frozen=True, slots=True)
class Caption:
    """The bounds of a caption, a credit and a description in a line; empty where start is end."""

    caption: tuple[int, int] = (0, 0)
    credit: tuple[int, int] = (0, 0)
    alt: tuple[int, int] = (0, 0)
    # True where the line can be nothing but words for a photo.
    certain: bool = True


def is_file(norm: str) -> bool:
    """Return whether the whole line is the bare name of an image file."""
    line = norm.strip(" ")
    if len(line) > 160 or "." not in line:
        return False
    return bool(_FILE.fullmatch(line) or _FILE_SPACED.fullmatch(line))


def is_camera_name(text: str) -> bool:
    """Return whether a caption or alt text is only a file's name, which tells a reader nothing."""
    name = text.strip()
    return len(name) <= _MAX_NAME and bool(_CAMERA_NAME.fullmatch(name))


def beside(norm: str) -> Caption:
    """Return the whole line as the caption of the photo that its place or its markup ties it to."""
    start = len(norm) - len(norm.lstrip(" "))
    return Caption(caption=(start, len(norm.rstrip(" "))), certain=False)


def read(norm: str) -> Caption | None:
    """Read a line as the words of a photo, or return None."""
    start = len(norm) - len(norm.lstrip(" "))
    end = len(norm.rstrip(" "))
    if end - start > MAX_CAPTION or end <= start:
        return None
    line = norm[start:end]
    labelled = _LABELLED.fullmatch(line)
    if labelled:
        rest = (labelled.start("rest") + start, labelled.end("rest") + start)
        if labelled["key"] in ("图片说明", "图注", "图说", "说明"):
            return Caption(caption=rest, certain=labelled["key"] != "说明")
        return Caption(alt=rest) if labelled["key"] == "图片描述" else Caption(credit=rest)
    if _SHORT.fullmatch(line):
        inner = (start + 1, end - 1)
        found = _CREDIT.search(norm, *inner)
        return Caption(credit=inner) if found and found.end() >= inner[1] else Caption(caption=inner)
    credited = _CREDITED.fullmatch(line)
    if credited and not _CAPTION.fullmatch(line):
        name = "bracketed" if credited["bracketed"] else "slashed"
        begin, stop = credited.span("caption")
        if line[begin] in "▲△▼↑↓":
            begin += 1
        return Caption(
            caption=(start + begin, start + len(line[:stop].rstrip(" "))),
            credit=(start + credited.start(name), start + credited.end(name)),
        )
    pointed = _POINTED.fullmatch(line)
    if pointed:
        return Caption(caption=(start + pointed.start("caption"), end), certain=False)
    if _SCENE.fullmatch(line):
        return Caption(caption=(start, end), certain=False)
    if not _CAPTION.fullmatch(line) or (line.startswith("这是") and "摄" not in line[-3:]):
        return None
    credit = _CREDIT.search(line)
    if not credit or credit.start("credit") == 0:
        return Caption(caption=(start, end))
    cut = (credit.start("credit") + start, credit.end("credit") + start)
    words_end = cut[0] - 1 if norm[cut[0] - 1] in "(|/" else cut[0]
    return Caption(caption=(start, words_end), credit=cut)
