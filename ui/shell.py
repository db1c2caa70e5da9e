"""The shell: one window on the glass, one link to the room."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from ui import freeze, icons, inks, link, picture, qr, sink, state, sticks, video
from ui.canvas import canvas, palette
from ui.capture import Captures
from ui.cast import held, tiles, touches, wall
from ui.keyboard import has_keyboard
from ui.language import Language
from ui.meeting import board, page, plan, sizes
from ui.mirror import Mirror
from ui.notify import Heartbeat
from ui.options import Options
from ui.renderer import is_software

QML = Path(__file__).parent / "qml"
FONTS = ["Noto Sans", "Noto Sans CJK SC"]
PYTHON_TYPES = (
    canvas, palette, held, tiles, touches, wall, board, page, plan, sizes,
    freeze, icons, inks, picture, qr, sink, state, sticks, video,
)  # fmt: skip
"""Modules whose import gives QML its types Parlor.Canvas, Parlor.Glass and Parlor.State."""


class Shell(QObject):
    """Everything between the link and the pixels; needs a QGuiApplication. Raises RuntimeError where QML is broken."""

    def __init__(self, options: Options) -> None:
        super().__init__()
        QGuiApplication.setFont(QFont(FONTS))
        # every sample of a hand is ink; xcb sets it again with each application
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
        self.link = link.Link(options.runtime, self)
        link.install(self.link)
        self.tiles = tiles.TileLedger(self.link, self)
        tiles.install(self.tiles)
        self.call_sizes = sizes.CallLedger(self.link, self)
        sizes.install(self.call_sizes)
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML))
        self.engine.setInitialProperties(_initial_properties(options))
        self.engine.loadFromModule("Parlor", "Main")
        if not self.engine.rootObjects():
            raise RuntimeError("the QML of the shell could not be loaded")
        self.window = cast(QQuickWindow, self.engine.rootObjects()[0])
        self.board_mirror = board.BoardMirror(self.link.mirror, self.window)
        board.install(self.board_mirror)
        self._follow_language()
        self._follow_casts()
        self._captures = Captures(self.link, self.window)
        self.mirror = Mirror(self.link.mirror, self.window)
        self._follow_watchers()
        self._follow_call()
        self._heartbeat = Heartbeat(self.window)
        self._attach_later = QTimer(self, interval=100, singleShot=True)
        self._attach_later.timeout.connect(self._attach)
        self.window.widthChanged.connect(self._attach_later.start)
        self.window.heightChanged.connect(self._attach_later.start)
        self.link.connected_changed.connect(self._attach)
        self.link.open()

    def close(self) -> None:
        """Take the glass down."""
        self.link.close()
        self.mirror.set_active(False)
        self.board_mirror.set_active(False)
        self.window.close()
        self.engine.deleteLater()
        # in order and now: left to the end of the process, objects go in any order and bindings complain
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _follow_language(self) -> None:
        language = Language(self.engine)
        settings = cast(state.Settings, self.engine.singletonInstance("Parlor.State", "Settings"))
        settings.changed.connect(lambda: language.use(settings.state.language))

    def _follow_casts(self) -> None:
        casts = cast(state.Casts, self.engine.singletonInstance("Parlor.State", "Casts"))
        casts.rosterChanged.connect(lambda: self.tiles.know(casts.state.casts and state.roster(casts.state)))

    def _follow_watchers(self) -> None:
        watch = cast(state.Watch, self.engine.singletonInstance("Parlor.State", "Watch"))
        watch.changed.connect(lambda: self.mirror.set_active(bool(watch.state.watchers)))

    def _follow_call(self) -> None:
        meeting = cast(state.Meeting, self.engine.singletonInstance("Parlor.State", "Meeting"))

        def follow() -> None:
            # the room forgets sizes with each call
            self.call_sizes.know(meeting.call.id)
            self.board_mirror.set_active(meeting.call.shared == "board")

        meeting.changed.connect(follow)

    def _attach(self) -> None:
        if not self.link.connected:
            return
        size: QSize = self.window.size() * self.window.effectiveDevicePixelRatio()
        renderer = "software" if is_software(self.window) else "gpu"
        self.tiles.ask_whole(None if renderer == "software" else (size.width(), size.height()))
        self.link.call("glass.attach", width=size.width(), height=size.height(), renderer=renderer)


def _initial_properties(options: Options) -> dict[str, object]:
    # asked for by us too: without a window manager nobody makes a full-screen window as large as the screen
    whole = QSize(1920, 1080) if options.headless else QGuiApplication.primaryScreen().size()
    size = QSize(1280, 720) if options.windowed else whole
    return {
        "isFullScreen": not (options.windowed or options.headless),
        "width": size.width(),
        "height": size.height(),
        "diagonalInches": options.diagonal_inches,
        "distanceMm": options.distance_mm,
        "motionReduced": options.motion_reduced,
        "hasKeyboard": has_keyboard(),
    }


def prepare_environment(options: Options) -> None:
    """Set what Qt reads from the environment when the application begins; what is set already stays."""
    if options.headless:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    # a render thread would call our Python items while the GUI thread, inside a Qt call that keeps Python's lock
    # (grabWindow, close), waits for that very thread
    os.environ.setdefault("QSG_RENDER_LOOP", "basic")
    # Qt would wait 5 ms for more to draw before each picture: ink does not wait
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    # the keyboard learns the words that are typed: on a shared glass they must not outlive the session
    os.environ["XDG_CONFIG_HOME"] = str(options.runtime / "shell")
    if has_keyboard():
        os.environ.setdefault("QT_IM_MODULE", "qtvirtualkeyboard")
        # the keyboard lies in our scene; without this Qt opens a window of its own for it
        os.environ.setdefault("QT_VIRTUALKEYBOARD_DESKTOP_DISABLE", "1")
        # the keyboard's own QML warns of itself
        os.environ.setdefault("QT_LOGGING_RULES", "qt.qml.propertyCache.append.warning=false")
