from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.media.sync import GLASS_S, LipSync, SenderClock

NTP = 3_900_000_000


def ntp(seconds: float) -> int:
    return int(seconds * (1 << 32))


def test_a_report_maps_timestamps_also_where_they_wrap() -> None:
    clock = SenderClock()
    assert clock.at(0, 90_000) is None
    clock.report(ntp(NTP + 1), (1 << 32) - 90_000)
    assert clock.at((1 << 32) - 90_000, 90_000) == pytest.approx(NTP + 1)
    assert clock.at(90_000, 90_000) == pytest.approx(NTP + 3)
    assert clock.at((1 << 32) - 180_000, 90_000) == pytest.approx(NTP)


def test_a_report_far_from_the_timestamp_or_without_a_time_tells_nothing() -> None:
    clock = SenderClock()
    clock.report(ntp(NTP), 0)
    assert clock.at(1 << 31, 90_000) is None
    clock.report(0, 0)
    assert clock.at(0, 90_000) is None


def synced(picture_s: float, sound_s: float) -> float | None:
    """When sound is due that came `sound_s` after it was made, beside pictures that are `picture_s` late."""
    sync = LipSync()
    sync.clocks["video"].report(ntp(NTP), 5000)
    sync.clocks["audio"].report(ntp(NTP), 7_000_000)
    due_s = None
    for at in range(100):
        now_s = 100 + at * 0.02
        if at % 2:
            sync.show(5000 + at * 1800, now_s + picture_s)
        due_s = sync.due(7_000_000 + at * 960, now_s + sound_s)
    return due_s


@pytest.mark.parametrize(("picture_s", "sound_s"), [(0.2, 0.02), (0.05, 0.05), (0.02, 0.3)])
def test_sound_is_due_when_its_picture_is_seen(picture_s: float, sound_s: float) -> None:
    assert synced(picture_s, sound_s) == pytest.approx(100 + 99 * 0.02 + picture_s + GLASS_S, abs=0.005)


def test_without_reports_or_pictures_nobody_knows() -> None:
    sync = LipSync()
    sync.clocks["audio"].report(ntp(NTP), 0)
    assert sync.due(0, 1.0) is None
    sync.show(0, 1.0)
    assert sync.due(0, 1.0) is None
    assert synced(5.0, 0.0) is None, "no network is that slow: a clock is wrong"


@given(st.lists(st.tuples(st.integers(0, (1 << 64) - 1), st.integers(0, (1 << 32) - 1)), max_size=20))
def test_reports_of_any_kind_give_a_bounded_wait_or_none(reports: list[tuple[int, int]]) -> None:
    sync = LipSync()
    for at, (time, timestamp) in enumerate(reports):
        sync.clocks["video" if at % 2 else "audio"].report(time, timestamp)
        sync.show(timestamp, float(at))
        due_s = sync.due(timestamp, float(at))
        assert due_s is None or abs(due_s - at) < 3
