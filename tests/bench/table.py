"""A table of measurements: what, figures, the ratio to the first row, and the target where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Table:
    """Rows of one unit under named columns. A target bounds the last column."""

    title: str
    columns: Sequence[str]
    unit: str
    is_compared: bool = False
    """Whether the other rows are put in relation to the first."""
    rows: list[tuple[str, Sequence[float], float | None]] = field(default_factory=list)

    def add(self, name: str, *figures: float, target: float | None = None) -> None:
        """Add a row; the target is the most that its last figure may be."""
        self.rows.append((name, figures, target))

    @property
    def is_missed(self) -> bool:
        """Whether a figure is above its target."""
        return any(target is not None and figures[-1] > target for _, figures, target in self.rows)

    def __str__(self) -> str:
        width = max(len(name) for name, _, _ in self.rows) + 2
        head = "".join(f"{column:>12}" for column in self.columns)
        lines = [f"{self.title} [{self.unit}]", " " * width + head + ("       ratio" if self.is_compared else "")]
        for name, figures, target in self.rows:
            line = f"{name:<{width}}" + "".join(f"{figure:>12.3g}" for figure in figures)
            if self.is_compared:
                line += f"{figures[0] / self.rows[0][1][0]:>11.1f}x"
            if target is not None:
                line += f"   target {target:g}: {'missed' if figures[-1] > target else 'met'}"
            lines.append(line)
        return "\n".join(lines)


def percentiles(samples: Sequence[float]) -> tuple[float, float, float]:
    """Median, 99th percentile of samples, and the worst."""
    ordered = sorted(samples)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], ordered[-1]
