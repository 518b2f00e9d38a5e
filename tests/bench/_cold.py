"""A site on which no page is ever kept yet, while the bodies of versions are."""

from __future__ import annotations

from releases.record.keeping.middleware import KeptPages


class Cold(KeptPages):
    """Keeps pages as ever, and finds none."""

    def _in_memory(self, *_: object) -> None:
        return None

    def _anywhere(self, *_: object) -> None:
        return None
