"""Settings as people change them on the glass."""

from __future__ import annotations

from typing import cast

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from appliance.api.devices import DevicesState
from appliance.api.errors import Code, RoomError
from appliance.api.health import Component, HealthState
from appliance.api.settings import SettingsState
from appliance.frames import MailboxWriter
from tests.ui import scenes
from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role
from ui import clock


@pytest.fixture
def settings(glass: Glass, qtbot) -> Glass:
    glass.touch("More", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("Room name"))
    return glass


def open_section(glass: Glass, qtbot, name: str, words: str) -> None:
    glass.touch(name, Role.RadioButton)
    qtbot.waitUntil(lambda: glass.shows(words))


def test_the_language_changes_live(settings: Glass, qtbot) -> None:
    settings.touch("简体中文")
    qtbot.waitUntil(lambda: Call("settings.change", {"language": "zh_CN"}) in settings.room.calls)
    settings.room.amend("settings", language="zh_CN")
    qtbot.waitUntil(lambda: settings.shows("会议室名称"))
    assert settings.find("简体中文").is_checked
    settings.touch("返回")
    qtbot.waitUntil(lambda: settings.shows("11月24日 星期二"))
    settings.room.amend("settings", language="en")
    qtbot.waitUntil(lambda: settings.shows("Tuesday, 24 November"))


def test_the_theme_changes_live(settings: Glass, qtbot) -> None:
    corner = QPoint(5, 5)
    assert settings.colour_at(corner).lightness() > 200
    settings.touch("Dark")
    qtbot.waitUntil(lambda: Call("settings.change", {"theme": "dark"}) in settings.room.calls)
    settings.room.amend("settings", theme="dark")
    qtbot.waitUntil(lambda: settings.colour_at(corner).lightness() < 40)


@pytest.mark.parametrize(("hour", "is_dark"), [(6, True), (7, False), (18, False), (19, True)])
def test_the_automatic_theme_follows_the_clock(glass: Glass, qtbot, monkeypatch, hour: int, is_dark: bool) -> None:
    monkeypatch.setattr("ui.clock.utc_now", lambda: scenes.NOW.replace(hour=hour))
    cast(clock.Clock, glass.singleton("Parlor.Glass", "Clock")).changed.emit()
    glass.room.amend("settings", theme="auto")
    qtbot.waitUntil(lambda: (glass.colour_at(QPoint(5, 5)).lightness() < 40) is is_dark)


def test_sleep_is_chosen(settings: Glass, qtbot) -> None:
    settings.touch("30 min")
    qtbot.waitUntil(lambda: Call("settings.change", {"idle_timeout_s": 1800}) in settings.room.calls)


def test_the_code_is_renewed(settings: Glass, qtbot) -> None:
    open_section(settings, qtbot, "Guests", "New code")
    settings.touch("New code", Role.Button)
    qtbot.waitUntil(lambda: "access.renew_code" in settings.room.methods())


def test_the_slider_follows_the_finger_and_spares_the_room(settings: Glass, qtbot) -> None:
    open_section(settings, qtbot, "Sound", "Volume")
    window, rect = settings.shell.window, settings.find("Volume", Role.Slider).rect
    left, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    start = QPoint(rect.left() + round(rect.width() * 0.65), rect.center().y())
    QTest.mousePress(window, left, nothing, start)
    steps = 60
    for step in range(steps):
        QTest.mouseMove(window, start - QPoint(step * 3, 0))
        QTest.qWait(5)
    settings.room.amend("sound", volume=99)
    QTest.qWait(20)
    QTest.mouseRelease(window, left, nothing, start - QPoint(steps * 3, 0))
    QTest.qWait(120)
    volumes = [call.params["volume"] for call in settings.room.calls if call.method == "sound.set_volume"]
    assert 3 <= len(volumes) <= 15, "a verb every 50 ms at most"
    assert volumes == sorted(volumes, reverse=True), "99 from the room did not disturb the finger"
    assert 20 < volumes[-1] < 40


def test_mute_and_test_tone_are_asked_for(settings: Glass, qtbot) -> None:
    open_section(settings, qtbot, "Sound", "Volume")
    settings.touch("Mute the loudspeaker", Role.CheckBox)
    settings.touch("Play test tone", Role.Button)
    qtbot.waitUntil(lambda: "sound.play_test_tone" in settings.room.methods())
    assert Call("sound.set_muted", {"muted": True}) in settings.room.calls
    settings.room.amend("sound", muted=True, test_tone=True)
    qtbot.waitUntil(lambda: settings.find("Mute the loudspeaker", Role.CheckBox).is_checked)
    assert settings.find("Playing…", Role.Button).is_disabled


def test_a_refusal_is_told_in_words(settings: Glass, qtbot) -> None:
    settings.room.refusals["sound.play_test_tone"] = RoomError(Code.DEVICE_AWAY)
    open_section(settings, qtbot, "Sound", "Volume")
    settings.touch("Play test tone", Role.Button)
    qtbot.waitUntil(lambda: settings.shows("No loudspeaker is connected."))


def test_the_camera_is_open_only_while_it_is_shown(settings: Glass, qtbot, runtime) -> None:
    writer = MailboxWriter(runtime / "frames" / "camera", 640 * 360 * 4)
    scenes.paint(writer, 640, 360)
    open_section(settings, qtbot, "Camera", "Camera preview")
    qtbot.waitUntil(lambda: "devices.open_preview" in settings.room.methods())
    assert settings.shows("Waiting for the camera…")
    settings.room.amend("devices", preview="camera")
    qtbot.waitUntil(lambda: not settings.shows("Waiting for the camera…"))
    middle = settings.find("Camera preview").rect.center()
    qtbot.waitUntil(lambda: settings.colour_at(middle).green() > 150)
    settings.touch("Virtual camera", Role.RadioButton)
    qtbot.waitUntil(lambda: Call("devices.select_device", {"device_id": "cam-2"}) in settings.room.calls)
    assert "devices.close_preview" not in settings.room.methods()
    settings.touch("About", Role.RadioButton)
    qtbot.waitUntil(lambda: "devices.close_preview" in settings.room.methods())
    writer.close()


def test_devices_tell_what_is_used_and_what_is_broken(settings: Glass, qtbot) -> None:
    camera, second, *others = scenes.DEVICES
    failed = msgspec.structs.replace(camera, availability="failed")
    settings.room.change(devices=DevicesState(devices=(failed, second, *others)))
    open_section(settings, qtbot, "Devices", "Jabra Speak 750")
    qtbot.waitUntil(lambda: settings.shows("Does not work"))
    assert settings.shows("In use")
    settings.touch("Use", Role.Button)
    qtbot.waitUntil(lambda: Call("devices.select_device", {"device_id": "cam-2"}) in settings.room.calls)


def test_about_tells_the_whole_fingerprint(settings: Glass, qtbot) -> None:
    open_section(settings, qtbot, "About", "Version")
    assert scenes.FINGERPRINT in settings.words()
    assert "Everything works." not in settings.words(), "nobody has said so"
    well = Component(name="media", status="ok", since=scenes.NOW)
    settings.room.change(health=HealthState(components=(well,)))
    qtbot.waitUntil(lambda: settings.shows("Everything works."))
    unwell = Component(name="media", status="failed", reason="media.away", since=scenes.NOW)
    settings.room.change(health=HealthState(components=(unwell,)))
    qtbot.waitUntil(lambda: settings.shows("Not well: media (media.away)"))
    assert "1f0c6c3e-8d52-4b0e-9a3e-5f6f1b7a2d90" in settings.words()


def test_a_changed_room_name_is_shown(settings: Glass, qtbot) -> None:
    settings.room.change(settings=SettingsState(room_name="Harbour", theme="light"))
    settings.touch("Back")
    qtbot.waitUntil(lambda: settings.shows("Harbour"))


def test_what_becomes_of_a_new_cast_is_chosen_in_words(glass: Glass, qtbot) -> None:
    glass.touch("More")
    qtbot.waitUntil(lambda: glass.shows("Casting"))
    glass.touch("Casting")
    qtbot.waitUntil(lambda: glass.shows("When somebody shows their screen"))
    assert glass.find("Together", Role.RadioButton).is_checked
    for words, mode in (("Ask first", "ask"), ("Replace", "take_over"), ("Together", "together")):
        assert glass.find(words).description, "each says what it means"
        glass.touch(words)
        qtbot.waitUntil(lambda: glass.room.calls[-1] == Call("settings.change", {"casting": mode}))  # noqa: B023  awaited at once
        assert not glass.find(words).is_checked, "it shows what the room says"
        glass.room.amend("settings", casting=mode)
        qtbot.waitUntil(lambda: glass.find(words).is_checked)  # noqa: B023  awaited at once


def test_airplay_is_switched_where_its_helper_is_installed(glass: Glass, qtbot) -> None:
    glass.room.amend("cast", airplay="absent")
    glass.touch("More")
    qtbot.waitUntil(lambda: glass.shows("Casting"))
    glass.touch("Casting")
    qtbot.waitUntil(lambda: glass.shows("When somebody shows their screen"))
    assert not glass.shows("Take screens by AirPlay")
    glass.room.amend("cast", airplay="ready")
    qtbot.waitUntil(lambda: glass.shows("Take screens by AirPlay"))
    glass.touch("Take screens by AirPlay")
    qtbot.waitUntil(lambda: glass.room.calls[-1] == Call("settings.change", {"airplay": False}))
