from __future__ import annotations

import numpy as np
import pytest

from appliance.media.ring import NOTES_HZ, PEAK, PERIOD_S, ring
from appliance.media.source import RATE


def test_it_repeats_without_a_click_and_rests() -> None:
    sound = ring()
    assert sound.shape == (int(PERIOD_S * RATE), 2)
    assert np.abs(sound).max() == pytest.approx(PEAK)
    assert max(abs(sound[0, 0]), abs(sound[-1, 0])) < 0.001
    assert np.abs(np.diff(sound[:, 0])).max() < 0.1
    assert not sound[RATE * 3 // 2 :].any()
    spectrum = np.abs(np.fft.rfft(sound[: RATE // 6, 0], RATE))
    assert np.argmax(spectrum) == pytest.approx(NOTES_HZ[0], abs=4)
