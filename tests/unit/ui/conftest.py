"""The shell's parts without a window."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from ui.options import Options
from ui.shell import prepare_environment


@pytest.fixture(scope="session")
def qapp_cls(tmp_path_factory: pytest.TempPathFactory) -> type[QGuiApplication]:
    # one application serves these tests and those of tests/ui
    prepare_environment(Options(runtime=tmp_path_factory.mktemp("runtime"), headless=True))
    return QGuiApplication
