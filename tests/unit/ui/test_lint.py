"""qmllint would find something: it knows the properties that Python gives to QML."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ui import lint


def test_a_misspelt_python_property_is_found(tmp_path: Path, monkeypatch, capfd: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "qml"
    shutil.copytree(lint.QML, copy)
    page = copy / "Parlor" / "Settings" / "SoundSection.qml"
    page.write_text(page.read_text().replace("Sound.muted ?", "Sound.mutd ?"))
    monkeypatch.setattr(lint, "QML", copy)
    assert lint.lint() != 0
    assert '"mutd" not found' in capfd.readouterr().err
