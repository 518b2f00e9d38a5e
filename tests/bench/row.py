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


def within(name: str, milliseconds: float, *, limit: float) -> Row:
    """Return a time as a share of what it may take."""
    return Row(
        name=name,
        value=milliseconds,
        unit="ms",
        baseline=limit,
        ratio=milliseconds / limit,
        bound=1.0,
        holds=milliseconds <= limit,
    )


def never(name: str, number: int, unit: str, *, of: int) -> Row:
    """Return how often of so many times happened what may never happen."""
    return Row(
        name=name, value=number, unit=unit, baseline=of, ratio=number / of, bound=0.0, holds=not number
    )
