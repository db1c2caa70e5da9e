"""The virtual microphones hear what is true; the virtual loudspeakers are heard."""

import time
import wave
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import webrtcvad

from drivers.capabilities import AudioBlock, Fault
from drivers.clock import SimClock
from drivers.errors import Unsupported
from drivers.microphone.acoustics import image_sources, responses
from drivers.microphone.twin import TwinMicrophone
from drivers.speaker.twin import TwinSpeaker
from drivers.world import Room, World

RATE = 48000


@pytest.fixture
def world() -> World:
    return World(clock=SimClock())


@pytest.fixture
def quiet_world() -> World:
    return World(people=0, clock=SimClock())


def listen(microphone: TwinMicrophone, seconds: float) -> list[AudioBlock]:
    return [microphone.read(1) for _ in range(round(seconds * 100))]


def sound(blocks: list[AudioBlock]) -> Any:
    return np.concatenate([block.samples for block in blocks])


def tone(seconds: float, pitch_hz: float = 1000, level: float = 0.3) -> Any:
    t = np.arange(round(seconds * RATE)) / RATE
    return np.repeat((level * np.sin(2 * np.pi * pitch_hz * t)).astype(np.float32)[:, None], 2, axis=1)


def play(speaker: TwinSpeaker, microphone: TwinMicrophone, samples: Any) -> list[AudioBlock]:
    heard = []
    for start in range(0, len(samples), 480):
        speaker.write(samples[start : start + 480])
        heard.append(microphone.read(1))
    return heard


@pytest.mark.parametrize("seed", [1, 7, 21])
def test_a_voice_detector_agrees_with_the_truth(seed: int) -> None:
    world = World(seed=seed, clock=SimClock())
    vad = webrtcvad.Vad(2)
    microphone = TwinMicrophone(world=world)
    microphone.open()
    right, in_talk, in_quiet = 0, [], []
    for block in listen(microphone, 60):
        mono = block.samples[:, 3].reshape(160, 3).mean(1)
        is_speech = vad.is_speech((np.clip(mono, -1, 1) * 32767).astype("<i2").tobytes(), 16000)
        is_true = world.talker(block.t_ns / 1e9 + 0.005) is not None
        right += is_speech == is_true
        (in_talk if is_true else in_quiet).append(is_speech)
    assert right / 6000 >= 0.9
    assert np.mean(in_talk) > 0.95
    assert np.mean(in_quiet) < 0.15


def test_the_wave_front_comes_from_where_the_talker_sits(world: World) -> None:
    microphone = TwinMicrophone(world=world)
    microphone.open()
    heard = sound(listen(microphone, 30))
    for turn in world.conversation.turns:
        first = round((turn.start_s + 0.3) * RATE)
        piece = heard[first : first + RATE]
        left, right = np.fft.rfft(piece[:, 0], 2 * RATE), np.fft.rfft(piece[:, 7], 2 * RATE)
        cross = left * right.conj()
        correlation = np.fft.irfft(cross / np.maximum(np.abs(cross), 1e-9) ** 0.7, 16 * RATE)
        lags = np.concatenate([correlation[-400:], correlation[:400]])
        delay_s = (np.argmax(lags) - 400) / (8 * RATE)
        azimuth_deg = np.degrees(np.arcsin(np.clip(delay_s * 343 / 0.245, -1, 1)))
        assert azimuth_deg == pytest.approx(world.azimuth_deg(turn.person, turn.start_s), abs=6)


def test_first_reflections_come_from_mirror_images() -> None:
    room = Room()
    images = image_sources(room, (1.0, 2.0, 1.2))
    assert images[0] == ((1.0, 2.0, 1.2), 1.0)
    assert ((1.0, -2.0, 1.2), 0.55) in images
    assert len(images) == 7
    response = responses(room, (0.0, 3.48, 1.36), np.array([room.microphones]), 1400)[0]
    assert np.argmax(np.abs(response)) == round(3.43 / 343 * RATE)
    assert response.max() == pytest.approx(1 / 3.43, rel=0.02)


def test_the_loudspeakers_are_heard_by_the_microphones(quiet_world: World) -> None:
    speaker, microphone = TwinSpeaker(world=quiet_world), TwinMicrophone(world=quiet_world)
    speaker.open()
    microphone.open()
    silence = sound(listen(microphone, 0.5))
    heard = sound(play(speaker, microphone, tone(0.5)))[RATE // 5 :]
    after = sound(listen(microphone, 0.5))[RATE // 5 :]
    assert np.argmax(np.abs(np.fft.rfft(heard[:, 0]))) / len(heard) * RATE == pytest.approx(1000, abs=5)
    levels = np.sqrt(np.mean(heard**2, axis=0))
    assert levels.min() > 20 * np.sqrt(np.mean(silence**2))
    assert np.ptp(levels) > 0
    assert np.sqrt(np.mean(after**2)) < 2 * np.sqrt(np.mean(silence**2))


def test_what_was_played_is_kept_and_recorded(quiet_world: World, tmp_path: Path) -> None:
    path = tmp_path / "played.wav"
    speaker = TwinSpeaker(world=quiet_world, record=path)
    speaker.open()
    for _ in range(20):
        speaker.write(tone(0.01))
        quiet_world.clock.wait_until(quiet_world.clock.now_ns() + 10_000_000, 1)
    quiet_world.clock.wait_until(quiet_world.clock.now_ns() + 50_000_000, 1)
    assert np.abs(speaker.played(0.3)).max() == pytest.approx(0.3, abs=0.01)
    with wave.open(str(path)) as file:
        assert file.getparams()[:3] == (2, 2, RATE)
        recorded = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2) / 32767
    assert np.abs(recorded).max() == pytest.approx(0.3, abs=0.01)
    length = len(recorded)
    speaker.close()
    speaker.open()
    quiet_world.clock.wait_until(quiet_world.clock.now_ns() + 500_000_000, 1)
    speaker.close()
    with wave.open(str(path)) as file:
        assert file.getnframes() >= length + RATE // 2 - 480


def test_a_microphone_that_is_lost(world: World) -> None:
    microphone = TwinMicrophone(world=world)
    microphone.open()
    microphone.read(1)
    other = TwinMicrophone(world=world)
    other.inject("unplugged")
    assert not microphone.present


def faulty_sound(fault: Fault, seconds: float = 1.0) -> tuple[Any, Any, list[AudioBlock]]:
    """The same second of talk, sound and broken."""
    heard = []
    blocks: list[AudioBlock] = []
    for is_broken in (False, True):
        microphone = TwinMicrophone(world=World(clock=SimClock(2_000_000_000), talk_s=5, quiet_s=5))
        microphone.open()
        if is_broken:
            microphone.inject(fault)
        blocks = listen(microphone, seconds)
        heard.append(sound(blocks))
    return heard[0], heard[1], blocks


def test_silent_clipping_and_lost_blocks() -> None:
    healthy, silent, _ = faulty_sound("silent")
    assert healthy.any()
    assert not silent.any()
    _, clipped, _ = faulty_sound("clipping")
    assert np.mean(np.abs(clipped) == 1) > 0.05
    _, _, blocks = faulty_sound("xrun", 3)
    steps = np.diff([block.seq for block in blocks])
    assert set(steps) == {1, 2}
    assert all(b.t_ns - a.t_ns == pytest.approx(1e7 * (b.seq - a.seq), abs=2) for a, b in pairwise(blocks))


def test_a_delay_jump_and_drift() -> None:
    healthy, late, _ = faulty_sound("delay_jump")
    assert np.array_equal(late[2880:], healthy[:-2880])
    healthy, drifted, blocks = faulty_sound("drift", 10)
    assert (blocks[-1].t_ns - blocks[0].t_ns) / 1e9 == pytest.approx(9.99 / 1.0001, abs=1e-5)
    slip = 48 * 9
    piece = drifted[9 * RATE : 9 * RATE + 9600, 0]
    here = np.linalg.norm(piece - healthy[9 * RATE : 9 * RATE + 9600, 0])
    there = np.linalg.norm(piece - healthy[9 * RATE - slip // 10 : 9 * RATE - slip // 10 + 9600, 0])
    assert there < 0.5 * here


def test_faults_of_the_loudspeaker(quiet_world: World) -> None:
    speaker, microphone = TwinSpeaker(world=quiet_world), TwinMicrophone(world=quiet_world)
    speaker.open()
    microphone.open()
    speaker.inject("silent")
    assert np.abs(sound(play(speaker, microphone, tone(0.3)))).max() < 0.01
    speaker.inject("xrun")
    play(speaker, microphone, tone(0.3))
    played = np.abs(speaker.played(0.3)).reshape(-1, 480, 2).max((1, 2))
    assert 2 <= np.count_nonzero(played < 0.01) <= 6
    speaker.clear()
    with pytest.raises(Unsupported):
        speaker.inject("drift")


def test_listening_costs_little(world: World) -> None:
    microphone, speaker = TwinMicrophone(world=world), TwinSpeaker(world=world)
    microphone.open()
    start = time.process_time()
    listen(microphone, 10)
    assert time.process_time() - start < 0.2
    speaker.open()
    samples = tone(5)
    start = time.process_time()
    play(speaker, microphone, samples)
    assert time.process_time() - start < 0.3
