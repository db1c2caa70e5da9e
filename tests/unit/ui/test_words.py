"""Translations are whole and current, and every code that the room may send has words."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from appliance.api.errors import Code
from ui.i18n.compile import outdated

UI = Path(__file__).parents[3] / "ui"
SOURCE = UI / "i18n" / "parlor_zh_CN.ts"

NOT_FOR_THE_GLASS = {
    # other roles' verbs, or faults of the shell itself that the general sentence with its code tells
    Code.WRONG_CODE, Code.USED_TICKET, Code.TOO_MANY_TRIES, Code.UNKNOWN_TOKEN, Code.CAST_OFFER,
    Code.CAST_QUEUE_FULL, Code.CAST_BAD_PORT, Code.CAST_PORT_TAKEN, Code.CAST_FRAGMENT, Code.CAST_RESTART,
    Code.DEVICE_NOT_VIRTUAL, Code.FAULT_UNSUPPORTED, Code.GLASS_AWAY, Code.CAPTURE_UNKNOWN,
    Code.WATCH_OFF, Code.WATCH_STOPPED, Code.WATCH_FULL, Code.WATCH_NO_PICTURE, Code.WATCH_OFFER,
    Code.SCHEDULE_NO_LINK,
    Code.INTERNAL, Code.BAD_REQUEST,
}  # fmt: skip


def test_the_catalogue_is_what_lupdate_makes(tmp_path: Path) -> None:
    copy = tmp_path / SOURCE.name
    shutil.copyfile(SOURCE, copy)
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    sources = sorted(map(str, (UI / "qml").rglob("*.qml")))
    command = [str(tool), "-silent", "-no-obsolete", "-locations", "none", *sources, "-ts", str(copy)]
    subprocess.run(command, check=True, timeout=50)
    assert copy.read_text() == SOURCE.read_text(), "run lupdate on ui/qml and translate what is new"


def test_nothing_is_untranslated() -> None:
    messages = ET.parse(SOURCE).getroot().iter("message")  # noqa: S314  our own file
    texts = [(message.findtext("source"), message.find("translation")) for message in messages]
    assert len(texts) > 100
    for source, translation in texts:
        assert translation is not None
        assert translation.get("type") is None, source
        assert (translation.text or "").strip(), source
        assert source is not None
        assert source.count("%1") == (translation.text or "").count("%1"), source


def test_every_code_has_words() -> None:
    words = (UI / "qml" / "Parlor" / "Flow" / "Words.qml").read_text()
    missing = [code for code in Code if code not in NOT_FOR_THE_GLASS and f'case "{code}"' not in words]
    assert missing == []


def test_the_compiled_catalogue_follows_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.i18n import compile as compiling

    shutil.copyfile(SOURCE, tmp_path / SOURCE.name)
    monkeypatch.setattr(compiling, "FOLDER", tmp_path)
    assert outdated() == [tmp_path / SOURCE.name]
    assert compiling.compile_outdated()
    assert outdated() == []
    assert (tmp_path / "parlor_zh_CN.qm").stat().st_size > 1000
