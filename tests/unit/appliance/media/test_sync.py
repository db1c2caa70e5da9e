from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.media.sync import GLASS_S, LOOKAHEAD_S, MAX_HELD_S, PAUSE_S, UNNOTICED_S, LipSync, SenderClock

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
    assert synced(picture_s, sound_s) == pytest.approx(100 + 99 * 0.02 + picture_s + GLASS_S - LOOKAHEAD_S, abs=0.003)


class Film:
    """Pictures at 60 a second, `picture_s` late, beside sound that is heard `heard_s` after it was made."""

    def __init__(self, picture_s: float, heard_s: float | None) -> None:
        self.sync = LipSync()
        self.sync.clocks["video"].report(ntp(NTP), 0)
        self.sync.clocks["audio"].report(ntp(NTP), 0)
        self.picture_s, self.heard_s = picture_s, heard_s
        self.shown: list[float] = []
        self.sound_due: list[float] = []
        self._at = 0

    def run(self, seconds: float, jitter_s: tuple[float, ...] = (0.0,)) -> list[float]:
        """How late each picture is shown."""
        late = []
        for _ in range(round(seconds * 60)):
            self._at += 1
            made_s = self._at / 60
            came_s = made_s + self.picture_s + jitter_s[self._at % len(jitter_s)]
            due_s = self.sync.show(self._at * 1500, came_s)
            assert came_s <= due_s <= came_s + MAX_HELD_S + 1e-9
            late.append(due_s - made_s)
            due = self.sync.due(self._at * 800, made_s + 0.02 - LOOKAHEAD_S)
            # one picture alone tells nothing
            if self.heard_s is not None and due is not None:
                self.sound_due.append(due - made_s)
                self.sync.hear(self.heard_s - 0.02, made_s + 0.02)
        return late


def test_pictures_that_sound_cannot_keep_up_with_wait_for_what_would_be_noticed() -> None:
    late = Film(picture_s=0.02, heard_s=0.02 + GLASS_S + UNNOTICED_S + 0.02).run(4)
    assert late[0] == pytest.approx(0.02)
    assert late[-1] == pytest.approx(0.04, abs=0.002)
    steps = [after - before for before, after in itertools.pairwise(late)]
    assert max(map(abs, steps)) < 0.002, "their rhythm stays"


def test_no_picture_waits_longer_than_its_own_age_allows() -> None:
    assert Film(picture_s=0.02, heard_s=0.4).run(4)[-1] == pytest.approx(0.02 + MAX_HELD_S, abs=0.001)


@pytest.mark.parametrize("heard_s", [None, 0.0, 0.02 + GLASS_S + UNNOTICED_S - 0.005])
def test_pictures_without_sound_or_with_sound_that_is_early_enough_never_wait(heard_s: float | None) -> None:
    assert Film(picture_s=0.02, heard_s=heard_s).run(4) == pytest.approx([0.02] * 240)


def test_sound_that_is_over_lets_pictures_go() -> None:
    film = Film(picture_s=0.02, heard_s=0.2)
    assert film.run(4)[-1] > 0.045
    film.heard_s = None
    assert film.run(PAUSE_S / 2)[-1] > 0.045, "a pause in a sentence is none"
    late = film.run(PAUSE_S + 1)
    assert late[-1] == pytest.approx(0.02)
    assert film.sync.held_s == 0


def test_pictures_that_wait_come_at_the_distances_at_which_they_were_taken() -> None:
    film = Film(picture_s=0.02, heard_s=0.02 + GLASS_S + UNNOTICED_S + 0.018)
    film.run(4, (0.0, 0.006, 0.002, 0.009))
    late = film.run(2, (0.0, 0.006, 0.002, 0.009))
    assert max(late) - min(late) < 0.005


def test_sound_is_due_with_the_pictures_that_wait() -> None:
    film = Film(picture_s=0.02, heard_s=0.02 + GLASS_S + UNNOTICED_S + 0.02)
    film.run(4)
    assert film.sound_due[-1] == pytest.approx(0.04 + GLASS_S - LOOKAHEAD_S, abs=0.003)


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
