"""The other way of drawing video: through QtMultimedia and OpenGL, here on Mesa's llvmpipe under Xvfb."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def display() -> Iterator[str]:
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def run(display: str, runtime: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "QSG_"))}
    return subprocess.run(
        [sys.executable, "-m", "tests.ui.gpu_cast", str(runtime)],
        env=known | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} | environment,
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=50, check=False,
    )  # fmt: skip


def test_a_cast_is_drawn_by_opengl(display: str, runtime: Path) -> None:
    done = run(display, runtime, QSG_RHI_BACKEND="opengl")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["renderer"] == "gpu", done.stderr
    assert seen["violations"] == []
    red, green, blue = seen["left"]
    assert red > 200, seen
    assert max(green, blue) < 60, seen
    red, green, blue = seen["right"]
    assert blue > 200, seen
    assert max(red, green) < 60, seen


def test_an_emulated_gpu_is_no_gpu(display: str) -> None:
    words = "from PySide6.QtGui import QGuiApplication as A; a = A([]); import ui.renderer as r; print(r.has_gpu())"
    known = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "QSG_"))}
    done = subprocess.run(
        [sys.executable, "-c", words],
        env=known | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1"},
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=50, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "False"
