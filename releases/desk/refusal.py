"""Why a step is not possible."""

from __future__ import annotations

from collections.abc import Sequence

from releases.preflight import Finding


class WorkflowError(Exception):
    """The step is not possible now; ``findings`` says all of why, in Chinese."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("；".join(finding.message.rstrip("。") for finding in findings) + "。")
        self.findings = tuple(findings)


def no(code: str, message: str) -> WorkflowError:
    """Return a refusal for one reason."""
    return WorkflowError([Finding(code, message)])
