"""One line of the table."""

from typing import TypedDict


class Row(TypedDict):
    """A figure, the baseline of the same run, their ratio, and the bound that one of them keeps.

    ``holds`` says whether it does; which of ``value`` and ``ratio`` is bounded, and from which
    side, is the benchmark's own to say.
    """

    name: str
    value: float
    unit: str
    baseline: float
    ratio: float
    bound: float
    holds: bool
