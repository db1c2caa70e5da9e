"""A table of measurements: what, figures, the ratio to the first row, and the targets where there are some."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bound:
    """What a figure may be at most, or must be at least."""

    most: float = math.inf
    least: float = -math.inf

    def admits(self, figure: float) -> bool:
        """Whether a figure is within; one that could not be taken is not."""
        return self.least <= figure <= self.most

    def __str__(self) -> str:
        return f"≥ {self.least:.3g}" if self.most == math.inf else f"≤ {self.most:.3g}"


@dataclass
class Table:
    """Rows of figures under named columns; a figure that cannot be taken is NaN."""

    title: str
    columns: Sequence[str]
    unit: str
    is_compared: bool = False
    """Whether the other rows are put in relation to the first."""
    rows: list[tuple[str, Sequence[float], Mapping[str, Bound]]] = field(default_factory=list)

    def add(
        self, name: str, *figures: float, target: float | None = None, bounds: Mapping[str, Bound] | None = None
    ) -> None:
        """Add a row; the target is the most that its last figure may be, bounds are by column."""
        targets = {} if target is None else {self.columns[-1]: Bound(most=target)}
        self.rows.append((name, figures, targets | dict(bounds or {})))

    @property
    def is_missed(self) -> bool:
        """Whether a figure is out of its bounds."""
        return any(self._missed(figures, bounds) for _, figures, bounds in self.rows)

    def _missed(self, figures: Sequence[float], bounds: Mapping[str, Bound]) -> list[str]:
        found = dict(zip(self.columns, figures, strict=True))
        return [column for column, bound in bounds.items() if not bound.admits(found[column])]

    def __str__(self) -> str:
        width = max(len(name) for name, _, _ in self.rows) + 2
        head = "".join(f"{column:>12}" for column in self.columns)
        lines = [f"{self.title} [{self.unit}]", " " * width + head + ("       ratio" if self.is_compared else "")]
        for name, figures, bounds in self.rows:
            line = f"{name:<{width}}" + "".join(f"{figure:>12.3g}" for figure in figures)
            if self.is_compared:
                line += f"{figures[0] / self.rows[0][1][0]:>11.1f}x"
            if bounds:
                missed = self._missed(figures, bounds)
                words = ", ".join(f"{column} {bound}" for column, bound in bounds.items())
                line += f"   {words}: {'missed: ' + ', '.join(missed) if missed else 'met'}"
            lines.append(line)
        return "\n".join(lines)


def percentiles(samples: Sequence[float]) -> tuple[float, float, float]:
    """Median, 99th percentile of samples, and the worst."""
    return share(samples, 0.5), share(samples, 0.99), max(samples)


def share(samples: Sequence[float], part: float) -> float:
    """The figure that this part of the samples does not exceed; NaN of none."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else math.nan
