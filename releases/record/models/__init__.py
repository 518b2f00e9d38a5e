"""The record's nouns, one file each."""

from releases.record.models.appearance import Appearance
from releases.record.models.department import Department
from releases.record.models.entry import Entry
from releases.record.models.link import Link
from releases.record.models.passage import Passage
from releases.record.models.question import Filing, Question
from releases.record.models.release import Release, ReleaseState
from releases.record.models.rendition import Rendition
from releases.record.models.revision import Revision
from releases.record.models.section import Section
from releases.record.models.speaker import Speaker
from releases.record.models.tally import Tally
from releases.record.models.term import Term, TermKey, TermKind, TermUse
from releases.record.models.topic import Topic
from releases.record.models.utterance import Utterance
from releases.record.models.version import Version, VersionKind

__all__ = [
    "Appearance",
    "Department",
    "Entry",
    "Filing",
    "Link",
    "Passage",
    "Question",
    "Release",
    "ReleaseState",
    "Rendition",
    "Revision",
    "Section",
    "Speaker",
    "Tally",
    "Term",
    "TermKey",
    "TermKind",
    "TermUse",
    "Topic",
    "Utterance",
    "Version",
    "VersionKind",
]
