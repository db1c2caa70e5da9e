"""`python -m ui`: the glass."""

from __future__ import annotations

import logging
import signal
import sys

from ui.options import read_options


def main() -> int:
    """Run the shell until its window closes."""
    options = read_options()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    # Qt's loop never returns to Python by itself, so the signals end the process as they do other programs
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    from ui.renderer import choose_renderer
    from ui.shell import Shell, prepare_environment

    prepare_environment(options)
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("parlor")
    application.setDesktopFileName("parlor")
    choose_renderer()
    if not (options.windowed or options.headless):
        application.setOverrideCursor(Qt.CursorShape.BlankCursor)
    shell = Shell(options)
    code = application.exec()
    shell.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
