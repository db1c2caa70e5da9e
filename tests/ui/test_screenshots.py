"""Every page in every look can be pictured, and the pictures differ where they should."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage


@pytest.mark.timeout(500)
def test_every_page_is_pictured_in_every_look(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.ui.screenshots", str(tmp_path), "1080"]
    known = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env=known, capture_output=True, text=True, timeout=480, check=False)
    assert done.returncode == 0, done.stderr
    pictures = {path.stem: QImage(str(path)) for path in tmp_path.glob("*.png")}
    assert len(pictures) == 27 * 4 + 87 * 2 + 1
    assert {(picture.width(), picture.height()) for picture in pictures.values()} == {(1920, 1080)}
    assert pictures["home-en-light-1080"] != pictures["home-zh_CN-light-1080"]
    assert pictures["home-en-light-1080"].pixelColor(4, 4) != pictures["home-en-dark-1080"].pixelColor(4, 4)
