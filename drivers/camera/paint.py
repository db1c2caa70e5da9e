"""Anti-aliased painting with soft edges and gradients, and sprites to lay over a picture."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

Color = tuple[int, int, int]
Points = npt.NDArray[np.float64]
Image = npt.NDArray[np.uint8]


def blob(points: Sequence[tuple[float, float]], steps: int = 12) -> Points:
    """Return a smooth closed curve through the points (Catmull-Rom)."""
    p1 = np.asarray(points, float)
    p0, p2, p3 = np.roll(p1, 1, 0), np.roll(p1, -1, 0), np.roll(p1, -2, 0)
    t = np.linspace(0, 1, steps, endpoint=False)[:, None, None]
    curve = 2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    return (curve / 2).transpose(1, 0, 2).reshape(-1, 2)


def oval(x: float, y: float, rx: float, ry: float, power: float = 2.0) -> Points:
    """Return an ellipse; a higher `power` makes it squarer."""
    a = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    c, s = np.cos(a), np.sin(a)
    return np.stack([x + rx * np.sign(c) * abs(c) ** (2 / power), y + ry * np.sign(s) * abs(s) ** (2 / power)], 1)


def box(x0: float, y0: float, x1: float, y1: float) -> Points:
    """Return a rectangle."""
    return np.asarray([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], float)


class Canvas:
    """A transparent sheet in its own unit: `scale` pixels a unit, `origin` (pixels) is where 0, 0 lies."""

    def __init__(self, width: int, height: int, scale: float = 1.0, origin: tuple[float, float] = (0, 0)):
        self.origin = origin
        self._scale = scale
        self._layer = np.zeros((height, width, 4), np.float32)

    def fill(
        self,
        shape: Points,
        color: Color,
        to: Color | None = None,
        *,
        alpha: float = 1.0,
        soft: float = 0.0,
        inside: bool = False,
    ) -> None:
        """Paint a shape, from `color` on top `to` another at its foot.

        `soft` blurs by units, `inside` stays on what is painted already.
        """
        pixels = shape * self._scale + np.asarray(self.origin)
        margin = 3 * soft * self._scale + 2
        height, width = self._layer.shape[:2]
        x0, y0 = (int(v) for v in np.clip(pixels.min(0) - margin, 0, (width, height)))
        x1, y1 = (int(v) for v in np.clip(np.ceil(pixels.max(0) + margin), 0, (width, height)))
        if x0 >= x1 or y0 >= y1:
            return
        mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
        cv2.fillPoly(mask, [np.rint((pixels - (x0, y0)) * 256).astype(np.int32)], (255,), cv2.LINE_AA, 8)
        if soft:
            mask = _blur(mask, soft * self._scale)
        target = self._layer[y0:y1, x0:x1]
        cover = mask[..., None] * np.float32(alpha / 255)
        if inside:
            cover *= target[..., 3:]
        part = np.clip((np.arange(y0, y1) - pixels[:, 1].min()) / max(1.0, np.ptp(pixels[:, 1])), 0, 1)[:, None, None]
        paint = np.asarray(color, np.float32) * (1 - part) + np.asarray(to or color, np.float32) * part
        target *= 1 - cover
        target[..., :3] += paint * cover
        target[..., 3:] += cover

    def line(self, points: Sequence[tuple[float, float]], width: float, color: Color) -> None:
        """Paint a rounded stroke through the points."""
        path = np.asarray(points, float)
        along = np.gradient(path, axis=0)
        normal = np.stack([-along[:, 1], along[:, 0]], 1) / np.maximum(np.linalg.norm(along, axis=1), 1e-9)[:, None]
        taper = np.sin(np.linspace(0.25, np.pi - 0.25, len(path)))[:, None] * width / 2
        self.fill(np.concatenate([path + normal * taper, (path - normal * taper)[::-1]]), color)

    def picture(self) -> Image:
        """Return it opaque, uint8 BGR."""
        return np.rint(self._layer[..., :3]).astype(np.uint8)

    def sprite(self, scale: float) -> "Sprite":
        """Return it as a sprite of `scale` pixels a unit."""
        ratio = scale / self._scale
        layer = self._layer.copy()
        layer[..., 3] *= 255
        small = cv2.resize(layer, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
        return Sprite(np.rint(small).clip(0, 255).astype(np.uint8), (self.origin[0] * ratio, self.origin[1] * ratio))


class Sprite:
    """A premultiplied BGRA picture with an anchor (pixels); empty margins are cut off."""

    def __init__(self, pixels: Image, anchor: tuple[float, float]):
        x, y, width, height = cv2.boundingRect(pixels[..., 3])
        self._pixels = np.ascontiguousarray(pixels[y : y + height, x : x + width])
        self._anchor = (anchor[0] - x, anchor[1] - y)
        self._color, self._shade = _layers(self._pixels)

    def lay(self, image: Image, x: float, y: float, turn_deg: float = 0.0) -> None:
        """Put the anchor on x, y of `image` with sub-pixel accuracy, turned about it."""
        height, width = self._pixels.shape[:2]
        ax, ay = self._anchor
        spread = abs(turn_deg) / 57.3 * max(height, width)
        left, top = max(int(x - ax - spread), 0), max(int(y - ay - spread), 0)
        right = min(int(x - ax + width + spread) + 2, image.shape[1])
        bottom = min(int(y - ay + height + spread) + 2, image.shape[0])
        if left >= right or top >= bottom:
            return
        matrix = cv2.getRotationMatrix2D((ax, ay), turn_deg, 1.0)
        matrix[:, 2] += (x - ax - left, y - ay - top)
        _blend(
            image[top:bottom, left:right],
            *_layers(np.asarray(cv2.warpAffine(self._pixels, matrix, (right - left, bottom - top)), np.uint8)),
        )

    def stamp(self, image: Image) -> None:
        """Put it where it was painted, quickly; it must fit."""
        x, y = (round(-a) for a in self._anchor)
        height, width = self._pixels.shape[:2]
        _blend(image[y : y + height, x : x + width], self._color, self._shade)


def _blur(mask: Image, sigma: float) -> Image:
    """Blur; a wide blur leaves no detail, so that it can be had from a quarter of the size."""
    if sigma < 8:
        return cv2.GaussianBlur(mask, (0, 0), sigma)  # type: ignore[return-value]
    small = cv2.resize(mask, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = (mask.shape[1], mask.shape[0])
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma / 4), size)  # type: ignore[return-value]


def _layers(pixels: Image) -> tuple[Image, Image]:
    shade = cv2.cvtColor(cv2.bitwise_not(cv2.extractChannel(pixels, 3)), cv2.COLOR_GRAY2BGR)
    return cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR), shade  # type: ignore[return-value]


def _blend(target: Image, color: Image, shade: Image) -> None:
    cv2.multiply(target, shade, target, 1 / 255)
    cv2.add(target, color, target)
