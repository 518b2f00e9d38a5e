"""What pages show, as plain values: templates only loop over them and decide nothing."""

from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.parts import (
    AttachmentView,
    OutlineEntry,
    ParagraphView,
    PersonLine,
    PhotoView,
    TurnView,
    VersionFacts,
)
from releases.record.pages.release import ReleasePage, release_page

__all__ = [
    "AttachmentView",
    "Crumb",
    "OutlineEntry",
    "ParagraphView",
    "PersonLine",
    "PhotoView",
    "ReleasePage",
    "TurnView",
    "VersionFacts",
    "release_page",
    "trail_of",
]
