"""Draws a cast by OpenGL: `python tests/ui/gpu_cast.py RUNTIME`, on an X server. Prints what it saw as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest

from appliance.frames import MailboxWriter, PixelFormat
from tests.ui import scenes
from tests.ui.fake_room import FakeRoom
from ui.options import Options
from ui.shell import Shell, prepare_environment

# limited-range BT.709, as a decoder hands it out: left half red, right half blue
WIDTH, HEIGHT, STRIDE = 1280, 720, 1312
RED, BLUE = (63, 102, 240), (32, 240, 118)


def plane(at: int, shrink: int) -> bytes:
    half = WIDTH // shrink // 2
    row = bytes([RED[at]]) * half + bytes([BLUE[at]]) * half
    return row.ljust(STRIDE // shrink, b"\0") * (HEIGHT // shrink)


def rgb(colour: QColor) -> list[int]:
    return [colour.red(), colour.green(), colour.blue()]


def main() -> None:
    runtime = Path(sys.argv[1])
    options = Options(runtime=runtime, windowed=True, motion_reduced=True)
    prepare_environment(options)
    application = QGuiApplication([])
    room = FakeRoom(runtime, scenes.room())
    shell = Shell(options)
    writer = MailboxWriter(runtime / "frames" / "cast-1", STRIDE * HEIGHT * 2)
    room.change(cast=scenes.cast())
    writer.publish(WIDTH, HEIGHT, STRIDE, PixelFormat.I420, plane(0, 1), plane(1, 2), plane(2, 2))
    QTest.qWait(3000)
    picture = shell.window.grabWindow()
    seen = {
        "renderer": next(call.params["renderer"] for call in room.calls if call.method == "glass.attach"),
        "left": rgb(picture.pixelColor(320, 300)),
        "right": rgb(picture.pixelColor(960, 300)),
        "violations": room.violations,
    }
    sys.stdout.write(json.dumps(seen) + "\n")
    shell.close()
    application.quit()


if __name__ == "__main__":
    main()
