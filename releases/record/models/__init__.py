"""The record's nouns, one file each."""

from releases.record.models.appearance import Appearance
from releases.record.models.entry import Entry
from releases.record.models.passage import Passage
from releases.record.models.release import Release, ReleaseState
from releases.record.models.section import Section
from releases.record.models.term import Term, TermKey, TermKind, TermUse
from releases.record.models.version import Version, VersionKind

__all__ = [
    "Appearance",
    "Entry",
    "Passage",
    "Release",
    "ReleaseState",
    "Section",
    "Term",
    "TermKey",
    "TermKind",
    "TermUse",
    "Version",
    "VersionKind",
]
