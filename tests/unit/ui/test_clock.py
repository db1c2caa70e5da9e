"""The clock ticks when a minute begins, and follows a jump of the system's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDateTime

from ui import clock


def test_a_minute_passes_once(qtbot, monkeypatch) -> None:
    begin = datetime(2026, 1, 1, 12, 0, 59, 900_000, tzinfo=UTC)
    started = datetime.now(UTC)
    monkeypatch.setattr(clock, "utc_now", lambda: begin + (datetime.now(UTC) - started))
    minutes = clock.Minutes()
    passed: list[bool] = []
    minutes.passed.connect(lambda: passed.append(True))
    qtbot.waitUntil(lambda: bool(passed), timeout=1000)
    qtbot.wait(200)
    assert len(passed) == 1


def test_a_jump_is_noticed(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(clock, "LONGEST_SLEEP_MS", 50)
    now = [datetime(2026, 1, 1, 12, 0, tzinfo=UTC)]
    monkeypatch.setattr(clock, "utc_now", lambda: now[0])
    minutes = clock.Minutes()
    with qtbot.waitSignal(minutes.passed, timeout=1000):
        now[0] += timedelta(hours=5)


def test_seconds_since_never_run_backwards(qtbot, monkeypatch) -> None:
    now = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "utc_now", lambda: now)
    moment = QDateTime.fromSecsSinceEpoch(int(now.timestamp()) - 90)
    assert clock.Clock().secondsSince(moment) == 90
    assert clock.Clock().secondsSince(moment.addSecs(500)) == 0
