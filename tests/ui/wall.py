"""Casts with pictures of their own on a glass, for tests of the wall."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from appliance.api.cast import MAX_CASTS
from appliance.frames import MailboxWriter, PixelFormat
from tests.ui.glass import Glass

COLOURS = ("red", "green", "blue", "yellow", "magenta", "cyan")
"""Of the casts' pictures, in order."""
_PIXELS = {
    "red": b"\x00\x00\xff\xff", "green": b"\x00\xff\x00\xff", "blue": b"\xff\x00\x00\xff",
    "yellow": b"\x00\xff\xff\xff", "magenta": b"\xff\x00\xff\xff", "cyan": b"\xff\xff\x00\xff",
    "white": b"\xff\xff\xff\xff",
}  # fmt: skip
_NAMES = {(255, 0, 0): "red", (0, 255, 0): "green", (0, 0, 255): "blue", (255, 255, 0): "yellow",
          (255, 0, 255): "magenta", (0, 255, 255): "cyan", (0, 0, 0): "nothing", (255, 255, 255): "white"}  # fmt: skip


@contextmanager
def pictures(runtime: Path) -> Iterator[list[MailboxWriter]]:
    """The mailboxes cast-1 … cast-6, each with a picture in its colour."""
    writers = [MailboxWriter(runtime / "frames" / f"cast-{at + 1}", 640 * 360 * 4) for at in range(MAX_CASTS)]
    for writer, colour in zip(writers, COLOURS, strict=True):
        fill(writer, colour)
    yield writers
    for writer in writers:
        writer.close()


def fill(writer: MailboxWriter, colour: str, width: int = 640, height: int = 360) -> None:
    """Publish a picture of one colour."""
    writer.publish(width, height, width * 4, PixelFormat.BGRX, _PIXELS[colour] * (width * height))


def seen_at(glass: Glass, *points: tuple[float, float]) -> list[str]:
    """Names of the colours at points, in fractions of the glass."""
    picture = glass.picture()
    colours = [picture.pixelColor(int(x * picture.width()), int(y * picture.height())) for x, y in points]
    return [_NAMES.get((c.red(), c.green(), c.blue()), c.name()) for c in colours]


def at(glass: Glass, x: float, y: float) -> QPoint:
    """A point, given in fractions of the glass."""
    return QPoint(int(x * glass.shell.window.width()), int(y * glass.shell.window.height()))


def carry(glass: Glass, source: QPoint, target: QPoint, steps: int = 12, *, release: bool = True) -> None:
    """Drag by mouse."""
    window = glass.shell.window
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, source)
    for step in range(1, steps + 1):
        QTest.mouseMove(window, source + (target - source) * step / steps)
    if release:
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, target)
