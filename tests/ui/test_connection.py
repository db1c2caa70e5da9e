"""Losing the room and finding it again; sleep; pictures of the glass."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from appliance.api.glass import CaptureRequested
from appliance.api.power import PowerState
from tests.ui import scenes
from tests.ui.fake_room import Call, FakeRoom
from tests.ui.glass import Glass, Role
from ui.shell import Shell

VEIL = "Reconnecting…"


def seconds_until(qtbot, condition) -> float:
    begun = time.monotonic()
    qtbot.waitUntil(condition, timeout=3000)
    return time.monotonic() - begun


def test_the_veil_comes_at_once_and_goes_when_in_step(glass: Glass, qtbot) -> None:
    glass.room.stop()
    assert seconds_until(qtbot, lambda: glass.shows(VEIL)) < 0.5
    assert glass.shows("Lighthouse"), "the last state stays in view"
    glass.room.state = scenes.room("en", "dark")
    glass.room.amend("access", code="111222")
    glass.room.start()
    assert seconds_until(qtbot, lambda: not glass.shows(VEIL)) < 1.0
    assert glass.shows("Code 111222")
    qtbot.waitUntil(lambda: glass.room.methods().count("glass.attach") == 2)


def test_behind_the_veil_nothing_can_be_touched(glass: Glass, qtbot) -> None:
    way = glass.find("More", Role.Button)
    glass.room.stop()
    qtbot.waitUntil(lambda: glass.shows(VEIL))
    glass.touch_at(way.rect.center())
    QTest.qWait(100)
    assert glass.shows("09:41")


def test_the_room_may_come_and_go_many_times(glass: Glass, qtbot) -> None:
    for _ in range(5):
        glass.room.stop()
        qtbot.waitUntil(lambda: not glass.shell.link.connected)
        glass.room.start()
        qtbot.waitUntil(lambda: glass.shell.link.connected, timeout=2000)


def test_a_shell_that_starts_first_waits_for_the_room(qtbot, runtime: Path, new_shell, room: FakeRoom) -> None:
    room.stop()
    shell = new_shell()
    before = Glass(shell, room)
    qtbot.waitUntil(lambda: before.shows("Starting…"))
    room.start()
    qtbot.waitUntil(lambda: before.shows("Lighthouse"))
    assert not before.shows("Starting…")


def test_attach_tells_size_and_renderer(glass: Glass, qtbot) -> None:
    attach = Call("glass.attach", {"width": 1920, "height": 1080, "renderer": "software"})
    assert attach in glass.room.calls
    glass.shell.window.resize(1280, 720)
    qtbot.waitUntil(lambda: glass.room.calls[-1].params.get("width") == 1280)


def test_a_sleeping_glass_is_dark_and_the_first_touch_only_wakes(glass: Glass, qtbot) -> None:
    way = glass.find("More", Role.Button)
    glass.room.change(power=scenes.asleep())
    qtbot.waitUntil(lambda: glass.shows("Asleep. Touch to wake."))
    picture = glass.picture()
    corners = [picture.pixelColor(x, y).lightness() for x in (5, 1900) for y in (5, 1070)]
    assert corners == [0, 0, 0, 0]
    assert "Lighthouse" not in glass.words()
    glass.touch_at(way.rect.center())
    qtbot.waitUntil(lambda: "power.wake" in glass.room.methods())
    glass.room.change(power=PowerState())
    qtbot.waitUntil(lambda: glass.shows("09:41"))
    assert not glass.shows("Room name")


def test_sleep_ends_at_home(glass: Glass, qtbot) -> None:
    glass.touch("More", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Sleep when unused"))
    glass.touch("Sleep now", Role.Button)
    qtbot.waitUntil(lambda: "power.sleep" in glass.room.methods())
    glass.room.change(power=scenes.asleep())
    glass.room.change(power=PowerState())
    qtbot.waitUntil(lambda: glass.shows("09:41"))


def test_touches_are_reported_but_not_each(glass: Glass, qtbot) -> None:
    for _ in range(5):
        glass.touch_at(QPoint(5, 5))
    QTest.qWait(100)
    assert glass.room.methods().count("power.report_activity") == 1


@pytest.mark.parametrize(("format_", "max_width", "size"), [("png", 0, (1920, 1080)), ("jpeg", 960, (960, 540))])
def test_a_capture_is_written_and_delivered(glass: Glass, qtbot, format_, max_width: int, size) -> None:
    path = glass.room.runtime / "glass" / "capture.bin"
    request = CaptureRequested(capture_id="c1", path=str(path), format=format_, max_width=max_width)
    glass.room.announce(request)
    delivery = Call("glass.deliver_capture", {"capture_id": "c1", "width": size[0], "height": size[1]})
    qtbot.waitUntil(lambda: delivery in glass.room.calls)
    picture = QImage(str(path))
    assert (picture.width(), picture.height()) == size
    assert picture.pixelColor(3, 3).lightness() > 200
    assert [file.name for file in path.parent.iterdir()] == ["capture.bin"]


def test_captures_are_written_nowhere_else(glass: Glass, qtbot, caplog) -> None:
    path = glass.room.runtime / "elsewhere.png"
    glass.room.announce(CaptureRequested(capture_id="c1", path=str(path), format="png", max_width=0))
    qtbot.waitUntil(lambda: "outside of" in caplog.text)
    assert not path.exists()


def test_a_room_that_does_not_answer_is_left_and_joined_anew(qtbot, glass: Glass, monkeypatch, caplog) -> None:
    monkeypatch.setattr("ui.link.ANSWER_MS", 100)
    monkeypatch.setattr(FakeRoom, "_read", lambda *_: None)
    glass.shell.link.call("power.wake")
    qtbot.waitUntil(lambda: "did not answer" in caplog.text)
    monkeypatch.undo()
    qtbot.waitUntil(lambda: glass.shell.link.connected, timeout=2000)


def test_nonsense_from_the_room_is_survived(qtbot, glass: Glass, caplog) -> None:
    glass.room._send(b"nonsense")
    qtbot.waitUntil(lambda: "not understood" in caplog.text)
    qtbot.waitUntil(lambda: glass.room.methods().count("glass.attach") == 2, timeout=2000)
    assert isinstance(glass.shell, Shell)
