"""The virtual room without its people: walls, window, floor, and the table that stands before them."""

from collections.abc import Sequence

import numpy as np

from drivers.camera.paint import Canvas, Color, Image, Points, Sprite, blob, oval
from drivers.capabilities import Point
from drivers.world import Room

WALL: Color = (214, 222, 228)
WALL_DARK: Color = (190, 200, 208)
FRAME: Color = (86, 92, 98)
WOOD: Color = (104, 148, 188)
WOOD_LIGHT: Color = (150, 190, 222)


class Scenery:
    """Paints the room for a picture `width` pixels wide."""

    def __init__(self, room: Room, width: int):
        self._room = room
        self._width = width
        self._unit = width / 1280

    def background(self) -> Image:
        """Return what is behind the people."""
        canvas = Canvas(self._width, self._width * 9 // 16)
        self._paint_box(canvas)
        self._paint_window(canvas)
        self._paint_wall(canvas)
        self._paint_plant(canvas)
        return canvas.picture()

    def table(self) -> Sprite:
        """Return what is before the people, to be laid at 0, 0."""
        canvas = Canvas(self._width, self._width * 9 // 16)
        top = self._outline(0.0, 2.02, 1.12, 0.74, 0.74)
        canvas.fill(self._outline(0.0, 2.02, 1.12, 0.74, 0.70), (58, 88, 120))
        canvas.fill(top, WOOD_LIGHT, WOOD)
        canvas.fill(
            self._outline(-0.45, 2.2, 0.6, 0.4, 0.741), (215, 232, 245), alpha=0.35, soft=22 * self._unit, inside=True
        )
        for x, y, turn in ((0.02, 2.42, 0.0), (-0.66, 2.12, 0.35)):
            self._paint_laptop(canvas, x, y, turn)
        for x, y, color in ((0.42, 2.3, (240, 242, 244)), (-0.3, 2.36, (120, 150, 84)), (0.72, 1.86, (92, 120, 210))):
            self._paint_cup(canvas, x, y, color)
        return canvas.sprite(1.0)

    def _flat(self, points: Sequence[Point]) -> Points:
        return np.asarray([self._room.project(point, self._width)[:2] for point in points])

    def _outline(self, x: float, y: float, rx: float, ry: float, z: float) -> Points:
        return self._flat([(px, py, z) for px, py in oval(x, y, rx, ry, 4.5)])

    def _back(self, x0: float, z0: float, x1: float, z1: float, y: float | None = None) -> Points:
        depth = self._room.depth_m if y is None else y
        return self._flat([(x0, depth, z1), (x1, depth, z1), (x1, depth, z0), (x0, depth, z0)])

    def _paint_box(self, canvas: Canvas) -> None:
        half, deep, high = self._room.width_m / 2, self._room.depth_m, self._room.height_m
        near = 1.0
        canvas.fill(
            self._flat([(-half, near, 0), (half, near, 0), (half, deep, 0), (-half, deep, 0)]),
            (146, 156, 166),
            (112, 122, 134),
        )
        canvas.fill(self._back(-half, 0, half, high), WALL, WALL_DARK)
        canvas.fill(
            self._flat([(-half, near, high), (half, near, high), (half, deep, high), (-half, deep, high)]),
            (240, 242, 244),
            (226, 230, 234),
        )
        for side, light in ((-half, (186, 194, 200)), (half, (226, 234, 240))):
            wall = self._flat([(side, near, high), (side, deep, high), (side, deep, 0), (side, near, 0)])
            canvas.fill(wall, light, tuple(int(c * 0.86) for c in light))  # type: ignore[arg-type]
        canvas.fill(self._back(-half, 0, half, 0.09), (236, 240, 242))
        shine = self._flat([(-1.6, deep - 0.1, 0), (-0.2, deep - 0.1, 0), (0.5, 2.9, 0), (-1.1, 2.9, 0)])
        canvas.fill(shine, (205, 222, 236), alpha=0.5, soft=14 * self._unit)
        canvas.fill(self._outline(0, 3.0, 1.9, 1.1, 0), (70, 76, 84), alpha=0.35, soft=26 * self._unit)

    def _paint_window(self, canvas: Canvas) -> None:
        canvas.fill(self._back(-2.25, 0.72, -0.12, 2.42), (150, 160, 166), alpha=0.5, soft=8 * self._unit)
        canvas.fill(self._back(-2.2, 0.78, -0.15, 2.36), (246, 248, 248))
        glass = self._back(-2.15, 0.83, -0.2, 2.31)
        canvas.fill(glass, (232, 196, 150), (240, 232, 222))
        left, right = glass[:, 0].min(), glass[:, 0].max()
        foot, span = glass[:, 1].max(), np.ptp(glass[:, 1])
        across = np.linspace(left, right, 80)
        for level, wave, color in (
            (0.34, 1.0, (206, 196, 172)),
            (0.22, 1.7, (172, 178, 138)),
            (0.11, 2.6, (132, 158, 112)),
        ):
            hills = foot - span * (level + 0.055 * np.sin(wave * np.linspace(0, 5, 80) + 9 * level))
            canvas.fill(np.concatenate([np.stack([across, hills], 1), [(right, foot), (left, foot)]]), color)
        for x, y, size in (
            (0.25, 0.22, 0.06),
            (0.31, 0.19, 0.075),
            (0.38, 0.23, 0.055),
            (0.72, 0.34, 0.05),
            (0.78, 0.32, 0.06),
        ):
            cloud = oval(left + x * (right - left), foot - span * (1 - y), size * span * 1.5, size * span * 0.6)
            canvas.fill(cloud, (252, 250, 248), alpha=0.85, soft=3 * self._unit)
        for x in (-1.52, -0.83):
            canvas.fill(self._back(x - 0.025, 0.8, x + 0.025, 2.33), (246, 248, 248), (226, 230, 232))
        canvas.fill(self._back(-2.28, 0.72, -0.07, 0.78, self._room.depth_m - 0.1), (250, 251, 252), (222, 228, 232))

    def _paint_wall(self, canvas: Canvas) -> None:
        for k in range(22):
            x = 0.28 + 0.07 * k
            canvas.fill(self._back(x, 0.09, x + 0.05, 2.5), (118, 160, 196), (98, 138, 174))
        canvas.fill(self._back(0.25, 0.09, 0.28, 2.5), (80, 110, 140), alpha=0.5)
        canvas.fill(self._back(0.62, 1.4, 1.5, 2.06), (60, 70, 84), alpha=0.45, soft=7 * self._unit)
        canvas.fill(self._back(0.6, 1.45, 1.46, 2.08), (252, 252, 252), (236, 238, 240))
        inner = self._back(0.66, 1.51, 1.4, 2.02)
        canvas.fill(inner, (206, 214, 182), (226, 226, 206))
        (x0, y0), (x1, y1) = inner.min(0), inner.max(0)
        w, h = x1 - x0, y1 - y0
        canvas.fill(oval(x0 + 0.63 * w, y0 + 0.38 * h, 0.19 * h, 0.19 * h), (110, 160, 240))
        along = np.linspace(0, 1, 40)
        for level, wave, color in ((0.55, 4.0, (150, 138, 92)), (0.74, 6.0, (120, 108, 66))):
            ridge = np.stack([x0 + along * w, y0 + h * (level + 0.09 * np.sin(wave * along + 9 * level))], 1)
            canvas.fill(np.concatenate([ridge, [(x1, y1), (x0, y1)]]), color)

    def _paint_plant(self, canvas: Canvas) -> None:
        x, y, scale = self._room.project((2.18, 4.2, 0.0), self._width)
        canvas.fill(oval(x, y, 0.26 * scale, 0.06 * scale), (70, 76, 84), alpha=0.5, soft=5 * self._unit)
        pot = [
            (x - 0.17 * scale, y - 0.42 * scale),
            (x + 0.17 * scale, y - 0.42 * scale),
            (x + 0.12 * scale, y),
            (x - 0.12 * scale, y),
        ]
        for k, lean in enumerate(np.linspace(-1.05, 1.05, 11)):
            height = (1.25 - 0.42 * abs(lean) + 0.12 * (k % 2)) * scale
            tip = (x + np.sin(lean) * 0.62 * height, y - 0.4 * scale - np.cos(lean) * 0.9 * height)
            middle = ((x + tip[0]) / 2 + 0.02 * scale, (y - 0.4 * scale + tip[1]) / 2)
            width = 0.075 * scale
            leaf = blob([(x, y - 0.38 * scale), (middle[0] - width, middle[1]), tip, (middle[0] + width, middle[1])])
            canvas.fill(leaf, (96 + 6 * (k % 3), 158 - 10 * (k % 4), 92), (58, 104, 50))
        canvas.fill(np.asarray(pot), (226, 230, 234), (186, 194, 202))

    def _paint_laptop(self, canvas: Canvas, x: float, y: float, turn: float) -> None:
        c, s = np.cos(turn), np.sin(turn)

        def place(u: float, v: float, z: float) -> Point:
            return (x + u * c - v * s, y + u * s + v * c, z)

        canvas.fill(
            self._flat(
                [
                    place(-0.17, -0.02, 0.742),
                    place(0.17, -0.02, 0.742),
                    place(0.17, 0.2, 0.742),
                    place(-0.17, 0.2, 0.742),
                ]
            ),
            (178, 182, 186),
        )
        lid = self._flat(
            [place(-0.17, -0.1, 0.95), place(0.17, -0.1, 0.95), place(0.17, -0.02, 0.745), place(-0.17, -0.02, 0.745)]
        )
        canvas.fill(lid, (214, 218, 222), (178, 184, 190))
        center = lid.mean(0)
        canvas.fill(oval(center[0], center[1], 6 * self._unit, 6 * self._unit), (236, 240, 242))

    def _paint_cup(self, canvas: Canvas, x: float, y: float, color: Color) -> None:
        px, py, scale = self._room.project((x, y, 0.74), self._width)
        r, h = 0.042 * scale, 0.1 * scale
        canvas.fill(oval(px + 0.4 * r, py, 1.5 * r, 0.5 * r), (50, 70, 90), alpha=0.4, soft=3 * self._unit)
        canvas.fill(oval(px + 1.1 * r, py - 0.5 * h, 0.55 * r, 0.62 * r), color)
        canvas.fill(oval(px + 1.1 * r, py - 0.5 * h, 0.3 * r, 0.36 * r), WOOD)
        sides = [(px - r, py - h), (px + r, py - h), (px + 0.85 * r, py), (px, py + 0.22 * r), (px - 0.85 * r, py)]
        canvas.fill(np.asarray(sides), color, tuple(int(0.82 * c) for c in color))  # type: ignore[arg-type]
        canvas.fill(oval(px, py - h, r, 0.36 * r), tuple(int(0.9 * c) for c in color))  # type: ignore[arg-type]
        canvas.fill(oval(px, py - h + 0.06 * r, 0.82 * r, 0.26 * r), (44, 66, 96))
