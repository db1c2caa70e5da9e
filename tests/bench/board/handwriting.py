"""Strokes like handwriting, the same in every run: 60 points with pressure each, strewn over a 4K page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from appliance.ink.element import Stroke

WIDTH, HEIGHT = 3840.0, 2160.0
POINTS = 60
SEED = 7
COLORS = (0x000000FF, 0xD32F2FFF, 0x1976D2FF, 0x388E3CFF)
LINE = 1.4
"""Nominal width of a line; the pressure widens it up to twice."""

Line = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def lines(count: int) -> list[Line]:
    """x, y and pressure of each stroke: two sums of four sines around a random place, with a little noise."""
    random = np.random.default_rng(SEED)
    t = np.linspace(0, 1, POINTS)
    found = []
    for _ in range(count):
        cx, cy = random.uniform(60, WIDTH - 60), random.uniform(40, HEIGHT - 40)
        size = random.uniform(15, 60)
        amplitude = random.normal(0, 1, (2, 4))
        frequency, phase = random.uniform(1, 4, (2, 4)), random.uniform(0, 6.28, (2, 4))
        waves = (amplitude[:, :, None] * np.sin(frequency[:, :, None] * 6.28 * t * 0.6 + phase[:, :, None])).sum(1)
        x = cx + size * waves[0] / 2 + t * size + random.normal(0, 0.15, POINTS)
        y = cy + size * waves[1] / 2 + random.normal(0, 0.15, POINTS)
        pressure = np.clip(0.5 + 0.3 * np.sin(3.14 * t) + random.normal(0, 0.02, POINTS), 0.05, 1)
        found.append((np.clip(x, 0, WIDTH), np.clip(y, 0, HEIGHT), pressure))
    return found


def strokes(count: int, scale: float = 1.0) -> list[Stroke]:
    """As Parlor has them; half their size covers a glass at zoom 1."""
    return [
        Stroke(
            points=(np.stack((x, y), axis=1) * scale).astype(np.float32),
            factors=(2 * pressure).astype(np.float32),
            color=COLORS[at % 4],
            width=LINE * scale,
            author=0xC0FFEE,
            created_ms=1_764_000_000_000 + 700 * at,
            duration_ms=600,
        )
        for at, (x, y, pressure) in enumerate(lines(count))
    ]


def write_xopp(path: Path, count: int) -> None:
    """As Xournal++ has them, with pressure."""
    with gzip.open(path, "wt", compresslevel=6) as file:
        file.write('<?xml version="1.0" standalone="no"?>\n<xournal creator="bench" fileversion="4">\n')
        file.write(f'<page width="{WIDTH:g}" height="{HEIGHT:g}">\n')
        file.write('<background type="solid" color="#ffffffff" style="plain"/>\n<layer>\n')
        for at, (x, y, pressure) in enumerate(lines(count)):
            widths = " ".join(f"{2 * LINE * value:.3f}" for value in pressure[:-1])
            points = " ".join(f"{a:.3f} {b:.3f}" for a, b in zip(x, y, strict=True))
            color = f"#{COLORS[at % 4]:08x}"
            file.write(f'<stroke tool="pen" color="{color}" width="{LINE} {widths}">{points}</stroke>\n')
        file.write("</layer>\n</page>\n</xournal>\n")


def write_excalidraw(path: Path, count: int) -> None:
    """As Excalidraw has them, with pressure."""
    elements = []
    for at, (x, y, pressure) in enumerate(lines(count)):
        points = [[round(float(a - x[0]), 3), round(float(b - y[0]), 3)] for a, b in zip(x, y, strict=True)]
        elements.append(
            {
                "type": "freedraw", "id": f"s{at}", "x": float(x[0]), "y": float(y[0]), "angle": 0,
                "width": float(np.ptp(x)), "height": float(np.ptp(y)), "strokeColor": f"#{COLORS[at % 4]:08x}"[:7],
                "backgroundColor": "transparent", "fillStyle": "hachure", "strokeWidth": 1, "strokeStyle": "solid",
                "roughness": 1, "opacity": 100, "seed": at + 1, "version": 1, "versionNonce": at + 1,
                "isDeleted": False, "groupIds": [], "frameId": None, "roundness": None, "boundElements": [],
                "updated": 1, "link": None, "locked": False, "points": points, "lastCommittedPoint": points[-1],
                "pressures": [round(float(value), 3) for value in pressure], "simulatePressure": False,
            }
        )  # fmt: skip
    drawing = {
        "type": "excalidraw", "version": 2, "source": "bench", "elements": elements, "files": {},
        "appState": {"gridSize": None, "viewBackgroundColor": "#ffffff"},
    }  # fmt: skip
    path.write_text(json.dumps(drawing))
