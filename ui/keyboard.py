"""The on-screen keyboard: Qt Virtual Keyboard, which is GPL-3.0 and therefore optional at run time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo


def has_keyboard() -> bool:
    """Whether Qt's installation has the keyboard, both its QML module and its input plugin."""
    qml = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.QmlImportsPath))
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    has_module = (qml / "QtQuick" / "VirtualKeyboard" / "qmldir").exists()
    return has_module and any(plugins.glob("libqtvirtualkeyboardplugin.*"))
