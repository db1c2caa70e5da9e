from __future__ import annotations

import numpy as np
import pytest

from appliance.media.chime import LENGTH_S, NOTES_HZ, PEAK, chime
from appliance.media.source import RATE


def test_two_notes_in_a_second_from_silence_to_silence() -> None:
    sound = chime()
    assert sound.shape == (int(LENGTH_S * RATE), 2)
    assert np.abs(sound).max() == pytest.approx(PEAK)
    assert abs(sound[0, 0]) < 0.001
    assert abs(sound[-1, 0]) < 0.001
    assert np.abs(np.diff(sound[:, 0])).max() < 0.1
    for piece, pitch_hz in ((sound[: RATE // 3, 0], NOTES_HZ[0]), (sound[RATE // 2 : RATE * 3 // 4, 0], NOTES_HZ[1])):
        spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), RATE))
        assert np.argmax(spectrum) == pytest.approx(pitch_hz, abs=4)
