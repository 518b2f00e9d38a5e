"""What files are called that somebody keeps: a number for the order, then words."""

from __future__ import annotations

import re

from releases.record.exports.inert import plain

# What no common file system takes in a name, and blanks; a backslash would end sha256sum's lines otherwise.
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\s]+')
# A caption ends with a full stop, a name does not.
_NOT_AT_AN_END = " .。"


def safe(words: str, longest: int = 60) -> str:
    """Return the words as part of a file's name, at most so many characters; "" where nothing is left."""
    return _NOT_IN_A_NAME.sub(" ", plain(words)).strip(_NOT_AT_AN_END)[:longest].rstrip(_NOT_AT_AN_END)


def numbered(number: int, words: str, suffix: str) -> str:
    """Return a name that keeps its place in a folder: 03-发布会现场.jpg."""
    return "-".join(filter(None, (f"{number:02}", safe(words, 40)))) + suffix
