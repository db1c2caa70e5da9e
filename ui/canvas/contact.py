"""What the glass reports of a hand, and what is to be done with it."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Sample(NamedTuple):
    """One position of a contact, in item pixels."""

    x: float
    y: float
    t_ms: float
    pressure: float = 0.5
    has_pressure: bool = False


class Session(Protocol):
    """What one contact does from its first sample to its last."""

    def feed(self, sample: Sample) -> None:
        """Take a sample; the first one too."""
        ...

    def finish(self) -> None:
        """The contact has left the glass."""
        ...

    def cancel(self) -> None:
        """It was no hand that meant anything: as if it had not been."""
        ...
