"""What every driver must pass, real or virtual: subclass a suite and give it a fixture `device` (closed, present).

Twins also pass `FaultyContract`, which breaks and mends them.
"""

import time
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from drivers.capabilities import CameraMode, Faulty
from drivers.errors import Rejected, Unavailable, Unsupported


class DeviceContract:
    """Any device."""

    kind = ""

    def open(self, device: Any) -> None:
        device.open()

    def exchange(self, device: Any) -> None:
        """One use of the open device; raises when it is lost."""
        raise NotImplementedError

    def test_tells_who_it_is(self, device: Any) -> None:
        info = device.info
        assert info.kind == self.kind
        assert info.id.startswith(f"{info.driver}:")
        assert info.name
        assert device.info == info

    def test_presence_is_cheap(self, device: Any) -> None:
        assert device.present is True
        start = time.perf_counter()
        for _ in range(100):
            assert device.present
        assert time.perf_counter() - start < 0.1

    def test_refuses_use_while_closed(self, device: Any) -> None:
        with pytest.raises(Rejected):
            self.exchange(device)

    def test_refuses_to_open_twice(self, device: Any) -> None:
        self.open(device)
        with pytest.raises(Rejected):
            self.open(device)

    def test_closes_twice_and_opens_again(self, device: Any) -> None:
        for _ in range(2):
            self.open(device)
            self.exchange(device)
            device.close()
            device.close()
        with pytest.raises(Rejected):
            self.exchange(device)


class CameraContract(DeviceContract):
    """Any camera."""

    kind = "camera"
    mode = CameraMode(1280, 720, 30)

    def open(self, device: Any) -> None:
        device.open(self.mode)

    def exchange(self, device: Any) -> None:
        device.read(2.0)

    def test_gives_pictures_of_its_mode(self, device: Any) -> None:
        self.open(device)
        for _ in range(5):
            frame = device.read(2.0)
            assert frame.image.dtype == np.uint8
            assert frame.image.shape == (device.mode.height, device.mode.width, 3)
        assert device.mode.fps > 0

    def test_pictures_are_new_numbered_and_timed(self, device: Any) -> None:
        self.open(device)
        frames = [device.read(2.0) for _ in range(5)]
        assert all(a.seq < b.seq and a.t_ns < b.t_ns for a, b in pairwise(frames))
        assert abs(time.monotonic_ns() - frames[-1].t_ns) < 0.5e9

    def test_a_late_reader_gets_the_newest_picture(self, device: Any) -> None:
        self.open(device)
        first = device.read(2.0)
        time.sleep(0.5)
        frame = device.read(2.0)
        assert time.monotonic_ns() - frame.t_ns < 0.2e9
        assert frame.seq > first.seq + 1

    def test_comes_at_its_pace(self, device: Any) -> None:
        self.open(device)
        first = device.read(2.0)
        while (last := device.read(2.0)).t_ns - first.t_ns < 1e9:
            pass
        fps = (last.seq - first.seq) / ((last.t_ns - first.t_ns) / 1e9)
        assert fps == pytest.approx(device.mode.fps, rel=0.2)


class MicrophoneContract(DeviceContract):
    """Any microphone array."""

    kind = "microphone"

    def exchange(self, device: Any) -> None:
        device.read(1.0)

    def test_gives_blocks(self, device: Any) -> None:
        device.open(0.010)
        blocks = [device.read(1.0) for _ in range(20)]
        for block in blocks:
            assert block.samples.dtype == np.float32
            assert len(block.samples) == round(0.010 * device.sample_rate)
            assert np.isfinite(block.samples).all()
            assert block.sample_rate == device.sample_rate
        assert not device.geometry_m or len(device.geometry_m) == blocks[0].samples.shape[1]
        assert [b.seq for b in blocks] == list(range(blocks[0].seq, blocks[0].seq + 20))

    def test_time_passes_as_the_clock_does(self, device: Any) -> None:
        device.open(0.010)
        start, first = time.monotonic(), device.read(1.0)
        while (last := device.read(1.0)).seq < first.seq + 100:
            pass
        assert time.monotonic() - start == pytest.approx(1.0, abs=0.15)
        assert (last.t_ns - first.t_ns) / 1e9 == pytest.approx(1.0, abs=0.1)
        assert abs(time.monotonic_ns() - last.t_ns) < 0.3e9

    def test_keeps_at_most_a_second_for_a_late_reader(self, device: Any) -> None:
        device.open(0.010)
        first = device.read(1.0)
        time.sleep(1.5)
        late = device.read(1.0)
        assert late.seq > first.seq + 20
        assert time.monotonic_ns() - late.t_ns < 1.3e9

    def test_refuses_odd_block_sizes(self, device: Any) -> None:
        with pytest.raises(Rejected):
            device.open(5.0)


class SpeakerContract(DeviceContract):
    """Any loudspeaker."""

    kind = "speaker"

    def exchange(self, device: Any) -> None:
        device.write(np.zeros((480, device.channels), np.float32))

    def tone(self, device: Any, seconds: float, level: float = 0.25) -> Any:
        t = np.arange(round(seconds * device.sample_rate)) / device.sample_rate
        wave = (level * np.sin(2 * np.pi * 1000 * t)).astype(np.float32)
        return np.repeat(wave[:, None], device.channels, axis=1)

    def play(self, device: Any, samples: Any) -> Any:
        """Write in 10 ms blocks at the pace of time, and return all that was tapped until it had sounded."""
        heard, start = [], time.monotonic()
        blocks = [samples[i : i + 480] for i in range(0, len(samples), 480)]
        blocks += [samples[:0]] * 15
        for number, block in enumerate(blocks):
            time.sleep(max(0.0, start + number * 0.01 - time.monotonic()))
            device.write(block)
            while (tapped := device.tap()) is not None:
                heard.append(tapped)
        return heard

    def test_taps_what_was_played(self, device: Any) -> None:
        device.open()
        device.write(self.tone(device, 0.05))
        heard = self.play(device, self.tone(device, 0.4))
        assert all(b.samples.dtype == np.float32 and b.samples.shape[1] == device.channels for b in heard)
        assert all(a.seq + 1 == b.seq and a.t_ns < b.t_ns for a, b in pairwise(heard))
        sound = np.concatenate([b.samples for b in heard])
        assert np.sqrt(np.mean(sound**2)) > 0.05
        assert np.abs(sound).max() == pytest.approx(0.25, abs=0.01)
        spectrum = np.abs(np.fft.rfft(sound[:, 0]))
        assert np.argmax(spectrum) / len(sound) * device.sample_rate == pytest.approx(1000, abs=15)

    def test_plays_silence_when_nothing_is_written(self, device: Any) -> None:
        device.open()
        time.sleep(0.2)
        blocks = []
        while (block := device.tap()) is not None:
            blocks.append(block)
        assert len(blocks) >= 10
        assert all(not block.samples.any() for block in blocks)

    def test_never_blocks_and_keeps_the_newest_200_ms(self, device: Any) -> None:
        device.open()
        ramp = np.repeat(np.linspace(0, 1, 48000, dtype=np.float32)[:, None], device.channels, axis=1)
        start = time.monotonic()
        for i in range(0, 48000, 480):
            device.write(ramp[i : i + 480])
        assert time.monotonic() - start < 0.5
        heard = self.play(device, ramp[:0]) + self.play(device, ramp[:0])
        sound = np.concatenate([b.samples for b in heard])[:, 0]
        assert sound.max() > 0.98
        assert np.count_nonzero(sound) <= round(0.3 * device.sample_rate) + 480

    def test_volume_changes_without_a_click(self, device: Any) -> None:
        device.open()
        device.volume = 0.0
        self.play(device, self.tone(device, 0.1))
        device.volume = 0.5
        tone = self.tone(device, 0.4)
        sound = np.concatenate([b.samples for b in self.play(device, tone)])[:, 0]
        loud = np.abs(sound).max()
        assert loud == pytest.approx(0.125, abs=0.01)
        whole = sound[np.flatnonzero(sound)[0] :][: round(0.3 * device.sample_rate)]
        assert np.abs(np.diff(whole)).max() < 2 * np.pi * 1000 / device.sample_rate * 0.125 * 1.6

    @pytest.mark.parametrize("volume", [-0.1, 1.1])
    def test_refuses_odd_volumes(self, device: Any, volume: float) -> None:
        with pytest.raises(Rejected):
            device.volume = volume

    def test_refuses_samples_of_another_shape(self, device: Any) -> None:
        device.open()
        with pytest.raises(Rejected):
            device.write(np.zeros((480, device.channels + 1), np.float32))


class FaultyContract:
    """Any twin: put it before the device's own suite."""

    def test_an_unplugged_device_is_lost_until_it_is_opened_again(self, device: Any) -> None:
        suite: Any = self
        suite.open(device)
        suite.exchange(device)
        device.inject("unplugged")
        assert not device.present
        start = time.monotonic()
        with pytest.raises(Unavailable):
            suite.exchange(device)
        assert time.monotonic() - start < 1
        device.clear()
        assert device.present
        with pytest.raises(Unavailable):
            suite.exchange(device)
        device.close()
        suite.open(device)
        suite.exchange(device)

    def test_cannot_be_opened_while_unplugged(self, device: Any) -> None:
        suite: Any = self
        device.inject("unplugged")
        with pytest.raises(Unavailable):
            suite.open(device)
        device.clear()
        suite.open(device)

    def test_refuses_faults_that_make_no_sense(self, device: Any) -> None:
        assert isinstance(device, Faulty)
        nonsense: Any = "silent" if isinstance(self, CameraContract) else "black"
        with pytest.raises(Unsupported):
            device.inject(nonsense)


class DisplayContract:
    """Any display."""

    def test_tells_who_it_is(self, device: Any) -> None:
        assert device.info.kind == "display"
        assert device.info.id.startswith(f"{device.info.driver}:")
        assert device.present

    def test_switches(self, device: Any) -> None:
        for on in (True, False, False, True):
            device.set_power(on)
            assert device.power is on
