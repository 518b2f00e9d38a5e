"""What PDF needs and this machine may not have: a package of Python, libraries and fonts of the system."""

from __future__ import annotations

import ctypes
from functools import cache
from importlib.util import find_spec

PACKAGE = "weasyprint"
# What it opens.
LIBRARIES = ("libpango-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libpangoft2-1.0.so.0")
FONTCONFIG = "libfontconfig.so.1"
FONTS = b":lang=zh-cn"


@cache
def missing() -> tuple[str, ...]:
    """Return the names of what is missing, each as it is installed; () where PDF can be made.

    Nothing large is loaded for it: the site asks before it offers the format.
    """
    found = []
    if find_spec(PACKAGE) is None:
        found.append("pip install --require-hashes --no-deps -r .requirements/run-pdf.txt")
    if not all(map(_loads, (*LIBRARIES, FONTCONFIG))):
        found.append("apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1")
    if not _chinese_fonts():
        found.append("apt-get install fonts-noto-cjk")
    return tuple(found)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


class _FontSet(ctypes.Structure):
    """The beginning of fontconfig's FcFontSet."""

    _fields_ = [("number", ctypes.c_int)]


def _chinese_fonts() -> int:
    """Return how many fonts with Chinese letters there are; 0 where nobody can tell."""
    if not _loads(FONTCONFIG):
        return 0
    config = ctypes.CDLL(FONTCONFIG)
    for function in (config.FcNameParse, config.FcObjectSetCreate):
        function.restype = ctypes.c_void_p
    config.FcFontList.restype = ctypes.POINTER(_FontSet)
    pattern = ctypes.c_void_p(config.FcNameParse(FONTS))
    found = config.FcFontList(None, pattern, ctypes.c_void_p(config.FcObjectSetCreate()))
    number: int = found.contents.number
    return number
