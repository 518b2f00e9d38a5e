"""What stands between a conference and the public: every objection at once, in Chinese."""

from __future__ import annotations

from releases.desk.models import Conference
from releases.desk.preflight.complete import incomplete
from releases.desk.preflight.consistent import contradictions
from releases.desk.preflight.finding import Finding

__all__ = ["Finding", "objections"]


def objections(conference: Conference) -> list[Finding]:
    """Return everything that must be mended before this conference may be published."""
    return [*incomplete(conference), *contradictions(conference)]
