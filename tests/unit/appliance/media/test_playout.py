from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from appliance.media import lead, playout
from appliance.media.hold import Stuck
from appliance.media.playout import Playout
from appliance.media.source import RATE
from drivers.capabilities import AudioBlock
from drivers.errors import DriverError, ProtocolError, Rejected, Unavailable

BLOCK = RATE // 100


class Loudspeaker:
    """Plays by the clock: what was queued, silence where nothing was."""

    def __init__(self) -> None:
        self.volume = 1.0
        self.opened = 0
        self.is_open = False
        self.is_plugged = True
        self.hangs = False
        self.refuses: Exception | None = None
        self.most_queued = 0
        self.stalls = 0
        self.heard: list[np.ndarray] = []
        self._queue = np.zeros((0, 2), np.float32)
        self._started_s = 0.0
        self._played = 0

    def open(self) -> Loudspeaker:
        if not self.is_plugged:
            raise Unavailable("unplugged")
        self.opened += 1
        self.is_open = True
        self._started_s, self._played = time.monotonic(), 0
        return self

    def write(self, samples: np.ndarray) -> None:
        if not self.is_plugged:
            raise Unavailable("unplugged")
        if self.refuses:
            raise self.refuses
        self._queue = np.concatenate([self._queue, samples])
        self.most_queued = max(self.most_queued, len(self._queue))

    def tap(self) -> AudioBlock | None:
        if self.stalls:
            self.stalls -= 1
            time.sleep(0.12)
        if (self._played + BLOCK) / RATE > time.monotonic() - self._started_s:
            return None
        block = np.zeros((BLOCK, 2), np.float32)
        piece, self._queue = self._queue[:BLOCK], self._queue[BLOCK:]
        block[: len(piece)] = piece * self.volume
        self._played += BLOCK
        self.heard.append(block)
        return AudioBlock(block, 0, 0, RATE)

    def close(self) -> None:
        self.is_open = False
        if self.hangs:
            raise ProtocolError("PortAudio hangs")

    @property
    def sound(self) -> np.ndarray:
        return np.concatenate(self.heard)[:, 0] if self.heard else np.zeros(0)


class Stage:
    def __init__(self) -> None:
        self.speaker = Loudspeaker()
        self.states: list[DriverError | None] = []
        self.tone_ended = threading.Event()
        self.playout = Playout(self.speaker.open, self.tone_ended.set, self.states.append)
        self.playout.set_volume(100, False)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(playout, "QUIET_S", 0.5)
    monkeypatch.setattr(playout, "RETRY_S", 0.1)
    made = Stage()
    yield made
    made.playout.close()
    assert not made.speaker.is_open


def until(is_so: object, timeout_s: float = 3) -> None:
    deadline_s = time.monotonic() + timeout_s
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < deadline_s
        time.sleep(0.005)


def level(value: float) -> np.ndarray:
    return np.full((RATE // 50, 2), value, np.float32)


def test_nothing_sounds_nothing_is_open(stage: Stage) -> None:
    source = stage.playout.add_source()
    for _ in range(10):
        stage.playout.feed(source, level(0))
    time.sleep(0.1)
    assert stage.speaker.opened == 0


def test_sources_are_mixed_and_clipped(stage: Stage) -> None:
    quiet, loud = stage.playout.add_source(), stage.playout.add_source()
    for _ in range(10):
        stage.playout.feed(quiet, level(0.25))
        stage.playout.feed(loud, level(0.5))
        time.sleep(0.02)
    until(lambda: np.any(np.isclose(stage.speaker.sound, 0.75, atol=0.01)))
    for _ in range(10):
        stage.playout.feed(quiet, level(0.9))
        stage.playout.feed(loud, level(0.9))
        time.sleep(0.02)
    until(lambda: np.any(stage.speaker.sound == 1.0))
    assert stage.speaker.sound.max() == 1.0
    assert stage.speaker.most_queued <= lead.MAX + playout.BLOCK


def test_it_rings_until_told_to_stop(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playout, "QUIET_S", 0.1)
    monkeypatch.setattr(playout, "ring", lambda: np.linspace(0, 0.5, RATE // 10).repeat(2).reshape(-1, 2))
    stage.playout.set_ringing(True)
    until(lambda: len(stage.speaker.sound) > RATE // 2)
    assert stage.speaker.sound.max() == pytest.approx(0.5, abs=0.01)
    assert stage.speaker.is_open
    stage.playout.set_ringing(False)
    until(lambda: not stage.speaker.is_open)
    assert stage.speaker.opened == 1


def test_a_loudspeaker_that_runs_dry_is_kept_further_ahead(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is too busy to mix in time crackles a few times, not for ever."""
    monkeypatch.setattr(playout, "QUIET_S", 5)
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.is_open and stage.speaker.most_queued > 0)
    time.sleep(0.1)
    assert stage.speaker.most_queued <= lead.FIRST + playout.BLOCK
    stage.speaker.stalls = 1
    until(lambda: stage.speaker.stalls == 0)
    time.sleep(0.2)
    stage.speaker.most_queued = 0
    time.sleep(0.2)
    assert lead.FIRST + lead.AFTER_A_GAP <= stage.speaker.most_queued <= lead.MAX + playout.BLOCK


def test_what_a_loudspeaker_needed_is_remembered_when_it_is_opened_again(stage: Stage) -> None:
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.is_open and stage.speaker.most_queued > 0)
    stage.speaker.stalls = 1
    until(lambda: stage.speaker.stalls == 0)
    assert stage.tone_ended.wait(3)
    until(lambda: not stage.speaker.is_open)
    stage.speaker.most_queued = 0
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.most_queued >= lead.FIRST + lead.AFTER_A_GAP)


def test_who_feeds_learns_how_soon_it_can_sound_where_somebody_hears_it(stage: Stage) -> None:
    source = stage.playout.add_source()
    soonest_s = stage.playout.feed(source, level(0.5))
    assert soonest_s is None, "nothing is open yet"
    for _ in range(20):
        soonest_s = stage.playout.feed(source, level(0.5))
        time.sleep(0.02)
    assert soonest_s is not None
    assert 0 < soonest_s < (lead.FIRST + 2 * playout.BLOCK + source.target) / RATE
    assert stage.playout.feed(source, level(0)) is None, "silence"
    stage.playout.set_volume(50, True)
    assert stage.playout.feed(source, level(0.5)) is None, "the room is muted"
    stage.playout.set_volume(50, False)
    source.is_muted = True
    assert stage.playout.feed(source, level(0.5)) is None, "the source is"


def test_the_loudspeaker_is_let_go_when_all_is_quiet(stage: Stage) -> None:
    stage.playout.play_test_tone()
    assert stage.playout.is_test_tone_playing
    until(lambda: stage.speaker.is_open)
    assert stage.tone_ended.wait(3)
    assert not stage.playout.is_test_tone_playing
    until(lambda: not stage.speaker.is_open)
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.is_open)
    assert stage.speaker.opened == 2


def test_a_lost_loudspeaker_ends_the_tone_and_is_taken_again(stage: Stage) -> None:
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.is_open)
    stage.speaker.is_plugged = False
    assert stage.tone_ended.wait(1)
    until(lambda: bool(stage.states) and isinstance(stage.states[-1], Unavailable))
    assert not stage.speaker.is_open
    stage.speaker.is_plugged = True
    stage.playout.reopen()
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.is_open)
    assert stage.states[-1] is None


@pytest.mark.parametrize("error", [Unavailable("gone"), Rejected("no such shape")])
def test_a_loudspeaker_that_cannot_be_closed_is_told_as_stuck_whatever_came_before(
    stage: Stage, error: DriverError
) -> None:
    stage.speaker.hangs = True
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.is_open)
    stage.speaker.refuses = error
    until(lambda: isinstance(stage.states[-1], Stuck))
    assert str(stage.states[-1]) == "PortAudio hangs"
    assert stage.states[-1].code == ProtocolError.code
    stage.speaker.refuses, stage.speaker.hangs = None, False


def test_a_loudspeaker_that_refuses_sound_is_opened_again(stage: Stage) -> None:
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.is_open)
    stage.speaker.refuses = Rejected("no such shape")
    until(lambda: isinstance(stage.states[-1], Rejected))
    stage.speaker.refuses = None
    stage.playout.play_test_tone()
    until(lambda: stage.states[-1] is None)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_that_nobody_foresaw_is_told(stage: Stage) -> None:
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.is_open)
    stage.speaker.refuses = ZeroDivisionError()
    until(lambda: isinstance(stage.states[-1], Stuck))


def test_mute_and_volume(stage: Stage) -> None:
    stage.playout.set_volume(50, False)
    stage.playout.play_test_tone()
    until(lambda: stage.speaker.is_open)
    assert stage.speaker.volume == pytest.approx(0.25)
    stage.playout.set_volume(50, True)
    until(lambda: stage.speaker.volume == 0)


def test_a_removed_source_is_silent(stage: Stage) -> None:
    source = stage.playout.add_source()
    for _ in range(4):
        stage.playout.feed(source, level(0.5))
    until(lambda: stage.speaker.sound.size and stage.speaker.sound.max() > 0.4)
    stage.playout.remove_source(source)
    time.sleep(0.15)
    heard = len(stage.speaker.heard)
    stage.playout.feed(source, level(0.5))
    time.sleep(0.15)
    assert not np.concatenate(stage.speaker.heard[heard:]).any()
