"""The real sound drivers on a private PipeWire with virtual devices."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import sounddevice as sd

from drivers import portaudio, registry
from drivers.contract import MicrophoneContract, SpeakerContract
from drivers.errors import Rejected, Unavailable
from drivers.microphone.driver import SoundDeviceMicrophone
from drivers.speaker.driver import SoundDeviceSpeaker
from tests.drivers.sound_server import SoundServer, missing, running_sound_server

pytestmark = [pytest.mark.sound, pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}")]
BAR = tuple((0.035 * (i - 3.5), 0.0, 0.0) for i in range(8))
RATE = 48000


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    with running_sound_server() as server:
        yield server


class TestMicrophone(MicrophoneContract):
    @pytest.fixture
    def device(self, server: SoundServer) -> Iterator[Any]:
        with SoundDeviceMicrophone("mic_array", geometry_m=BAR) as microphone:
            yield microphone


class TestSpeaker(SpeakerContract):
    @pytest.fixture
    def device(self, server: SoundServer) -> Iterator[Any]:
        with SoundDeviceSpeaker("room_speaker") as speaker:
            yield speaker


def test_a_tone_in_the_loudspeaker_is_in_its_monitor(server: SoundServer) -> None:
    with SoundDeviceSpeaker("room_speaker") as speaker, SoundDeviceMicrophone("room_monitor", channels=2) as monitor:
        monitor.open()
        speaker.open()
        t = np.arange(RATE) / RATE
        tone = np.stack([0.3 * np.sin(2 * np.pi * 700 * t), 0.2 * np.sin(2 * np.pi * 1900 * t)], 1).astype(np.float32)
        heard = []
        for start in range(0, RATE, 480):
            speaker.write(tone[start : start + 480])
            heard.append(monitor.read(1.0).samples)
        sound = np.concatenate(heard)[RATE // 2 :]
    assert _pitches(sound) == [pytest.approx(700, abs=5), pytest.approx(1900, abs=5)]
    assert np.sqrt(2 * np.mean(sound**2, axis=0)) == pytest.approx([0.3, 0.2], rel=0.15)


def test_the_channels_of_an_array_keep_their_order(server: SoundServer) -> None:
    portaudio.ports("speaker")
    pitches = 400 * np.arange(1, 9)
    at = 0

    def feed(out: Any, frames: int, *_: Any) -> None:
        nonlocal at
        t = (at + np.arange(frames))[:, None] / RATE
        out[:] = 0.2 * np.sin(2 * np.pi * pitches * t)
        at += frames

    with (
        sd.OutputStream(device="mic_feed", channels=8, samplerate=RATE, blocksize=480, dtype="float32", callback=feed),
        SoundDeviceMicrophone("mic_array", geometry_m=BAR) as microphone,
    ):
        microphone.open()
        sound = np.concatenate([microphone.read(1.0).samples for _ in range(100)])[RATE // 2 :]
    assert _pitches(sound) == [pytest.approx(pitch, abs=5) for pitch in pitches]


def test_a_microphone_that_is_pulled_is_lost_within_2_s_and_can_come_back(server: SoundServer) -> None:
    server.plug("guest_mic", "Audio/Source/Virtual")
    with SoundDeviceMicrophone("guest_mic") as device:
        device.open()
        device.read(0.5)
        assert device.present
        server.unplug("guest_mic")
        start = time.monotonic()
        with pytest.raises(Unavailable, match="was lost"):
            _read_on(device, start + 5)
        assert time.monotonic() - start < 2
        assert not device.present
        device.close()
        with pytest.raises(Unavailable):
            device.open()
        server.plug("guest_mic", "Audio/Source/Virtual")
        device.open()
        device.read(0.5)
    server.unplug("guest_mic")


def test_a_loudspeaker_that_is_pulled_neither_hangs_nor_stops_the_sound(server: SoundServer) -> None:
    server.plug("guest_speaker", "Audio/Sink")
    with SoundDeviceSpeaker("guest_speaker") as device:
        device.open()
        device.write(np.zeros((480, 2), np.float32))
        server.unplug("guest_speaker")
        time.sleep(0.5)
        while device.tap():
            pass
        device.write(np.full((4800, 2), 0.25, np.float32))
        time.sleep(0.5)
        assert any(block.samples.any() for block in iter(device.tap, None))
        start = time.monotonic()
        device.close()
        assert time.monotonic() - start < 0.5


def test_discovery_is_cheap_and_finds_the_devices(server: SoundServer) -> None:
    assert "mic_array" in [info.name for info in registry.discover("microphone", "sounddevice")]
    assert "room_speaker" in [info.name for info in registry.discover("speaker", "sounddevice")]
    start = time.perf_counter()
    for _ in range(100):
        registry.discover("microphone", "sounddevice")
    assert time.perf_counter() - start < 0.1


def test_auto_takes_a_real_device(server: SoundServer) -> None:
    assert registry.create("speaker", "auto").info.driver == "sounddevice"


def test_names_what_is_wrong(server: SoundServer) -> None:
    with pytest.raises(Unavailable, match=r"no microphone 'nowhere'; there is .*mic_array"):
        SoundDeviceMicrophone("nowhere")
    with pytest.raises(Rejected, match="3 places for 8 channels"):
        SoundDeviceMicrophone("mic_array", channels=8, geometry_m=BAR[:3])


def _read_on(device: SoundDeviceMicrophone, until_s: float) -> None:
    while time.monotonic() < until_s:
        device.read(0.5)


def _pitches(sound: Any) -> list[float]:
    peaks = np.argmax(np.abs(np.fft.rfft(sound * np.hanning(len(sound))[:, None], axis=0)), axis=0)
    return [float(peak) / len(sound) * RATE for peak in peaks]
