"""Icons and their absence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.glass import Glass, Role
from ui import icons
from ui.assets import gather


def test_without_the_icon_font_words_carry_on(qtbot, room, new_shell, monkeypatch, caplog, tmp_path: Path) -> None:
    monkeypatch.setattr(icons, "FOLDER", tmp_path)
    shell = new_shell()
    glass = Glass(shell, room)
    qtbot.waitUntil(lambda: shell.link.connected)
    assert "npm install" in caplog.text
    assert "ui/assets/gather.py" in caplog.text
    glass.touch("More", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Back"))
    back = glass.find("Back", Role.Button).rect
    assert back.width() > back.height(), "its word needs more room than its icon"


def test_every_icon_in_use_exists() -> None:
    if not (icons.FOLDER / "lucide.json").exists():
        pytest.skip("the icon font is not gathered")
    import json
    import re

    known = json.loads((icons.FOLDER / "lucide.json").read_text())
    qml = Path(icons.__file__).parent / "qml"
    text = "\n".join(path.read_text() for path in qml.rglob("*.qml"))
    used = set(re.findall(r'(?:iconName|name): [^"\n]*"([a-z0-9-]+)"', text))
    used |= set(re.findall(r'return "([a-z0-9]+(?:-[a-z0-9]+)*)"', text)) - {"home"}
    for icons_of_choices in re.findall(r"icons: \[([^\]]*)\]", text):
        used |= set(re.findall(r'"([a-z0-9-]+)"', icons_of_choices))
    assert len(used) > 60
    assert {name for name in used if name not in known} == set()


def test_gathering_copies_the_font_with_its_licence(tmp_path: Path, monkeypatch) -> None:
    source = tmp_path / "lucide-static"
    (source / "font").mkdir(parents=True)
    for name in gather.FILES:
        (source / name).write_text(name)
    monkeypatch.setattr(gather, "SOURCE", source)
    monkeypatch.setattr(gather, "TARGET", tmp_path / "generated")
    gather.gather()
    assert (tmp_path / "generated" / "lucide.ttf").read_text() == "font/lucide.ttf"
    assert (tmp_path / "generated" / "lucide.LICENSE").read_text() == "LICENSE"
