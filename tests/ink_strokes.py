"""Strokes like handwriting, the same for the same seed, for tests and benches of everything that handles ink."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from appliance.ink.element import GLASS_UNITS, Stroke

COLORS = (0x1A1A1AFF, 0xD32F2FFF, 0x1976D2FF, 0x388E3CFF)


def handwriting(
    count: int,
    *,
    points: int = 60,
    width: float = GLASS_UNITS,
    height: float = GLASS_UNITS * 9 / 16,
    seed: int = 7,
    pressure: bool = True,
) -> Iterator[Stroke]:
    """Strokes of a few sines each, spread over a page, with a hand's jitter; the first is the oldest."""
    random = np.random.default_rng(seed)
    t = np.linspace(0, 1, points)
    for index in range(count):
        scale = random.uniform(0.004, 0.0156) * width
        waves = random.normal(0, 1, (2, 4, 1)) * np.sin(
            random.uniform(1, 4, (2, 4, 1)) * 2 * np.pi * 0.6 * t + random.uniform(0, 2 * np.pi, (2, 4, 1))
        )
        line = scale * waves.sum(axis=1) / 2 + random.normal(0, 0.00004 * width, (2, points))
        line[0] += random.uniform(0.016, 0.984) * width + t * scale
        line[1] += random.uniform(0.019, 0.981) * height
        pressed = np.clip(0.5 + 0.3 * np.sin(np.pi * t) + random.normal(0, 0.02, points), 0.05, 1)
        yield Stroke(
            points=np.clip(line.T, 0, (width, height)).astype(np.float32),
            factors=(2 * pressed).astype(np.float32) if pressure else None,
            color=COLORS[index % len(COLORS)],
            width=3.0,
            author=0x5EA70001,
            created_ms=1_795_000_000_000 + 700 * index,
            duration_ms=500,
        )
