"""The queue of samples and the fader."""

import numpy as np
import pytest

from drivers.errors import Rejected
from drivers.ring import SampleRing
from drivers.speaker.fader import Fader


def ramp(first: int, frames: int) -> np.ndarray:
    return np.arange(first, first + frames, dtype=np.float32)[:, None]


def test_samples_come_out_in_order_across_the_seam() -> None:
    ring = SampleRing(10, 1)
    out = np.empty((4, 1), np.float32)
    for first in range(0, 40, 4):
        assert ring.write(ramp(first, 4)) == 0
        assert ring.read_into(out) == 4
        assert np.array_equal(out, ramp(first, 4))


def test_the_oldest_are_dropped_and_a_dry_reader_gets_silence() -> None:
    ring = SampleRing(10, 1)
    assert ring.write(ramp(0, 8)) == 0
    assert ring.write(ramp(8, 5)) == 3
    assert len(ring) == 10
    out = np.ones((12, 1), np.float32)
    assert ring.read_into(out) == 10
    assert np.array_equal(out[:10], ramp(3, 10))
    assert not out[10:].any()
    assert ring.write(ramp(0, 25)) == 15
    ring.read_into(out)
    assert np.array_equal(out[:10], ramp(15, 10))


def test_the_fader_slides() -> None:
    fader = Fader()
    fader.volume = 0.5
    samples = np.ones((960, 2), np.float32)
    fader.apply(samples)
    assert samples[0, 0] == pytest.approx(1, abs=0.01)
    assert samples[-1, 1] == 0.5
    assert np.abs(np.diff(samples[:, 0])).max() < 0.002
    again = np.ones((10, 2), np.float32)
    fader.apply(again)
    assert (again == 0.5).all()
    with pytest.raises(Rejected, match="volume"):
        fader.volume = 1.5
