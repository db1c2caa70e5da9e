from __future__ import annotations

import pytest

from appliance.media import bandwidth
from appliance.media.bandwidth import LEAST_KBPS, MOST_KBPS, Bandwidth, share
from appliance.media.compressor import CAMERA, CAMERA_LOW, SCREEN


def test_much_loss_lowers_it_little_loss_lets_it_rise_and_what_lies_between_leaves_it() -> None:
    found = Bandwidth()
    assert found.kbps == MOST_KBPS
    found.report(1, 0.2, 10)
    assert found.kbps == round(MOST_KBPS * 0.9)
    found.report(1, 0.05, 11)
    assert found.kbps == round(MOST_KBPS * 0.9)
    found.report(1, 0.0, 12)
    assert found.kbps == round(MOST_KBPS * 0.945)
    for second in range(13, 60):
        found.report(1, 0.0, second)
    assert found.kbps == MOST_KBPS
    for second in range(60, 160):
        found.report(1, 1.0, second)
    assert found.kbps == LEAST_KBPS


def test_reports_of_several_streams_count_once_and_the_worst_of_them() -> None:
    found = Bandwidth()
    found.report(1, 0.0, 10)
    found.report(2, 0.5, 10.1)
    found.report(3, 0.0, 10.2)
    assert found.kbps == MOST_KBPS, "not before the next second"
    found.report(1, 0.0, 11)
    assert found.kbps == round(MOST_KBPS * 0.75)


def test_a_limit_holds_while_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 100.0
    monkeypatch.setattr(bandwidth.time, "monotonic", lambda: now_s)
    found = Bandwidth()
    found.limit(1_200_000)
    assert found.kbps == 1200
    found.limit(1000)
    assert found.kbps == LEAST_KBPS
    now_s += 11
    assert found.kbps == MOST_KBPS


def test_the_small_camera_comes_first_and_a_screen_before_the_large_camera() -> None:
    assert share(10_000, {"camera", "camera_low", "screen"}) == {
        "camera": CAMERA.most_kbps,
        "camera_low": CAMERA_LOW.most_kbps,
        "screen": SCREEN.most_kbps,
    }
    scarce = share(1140, {"camera", "camera_low", "screen"})
    assert scarce == {"camera_low": 140, "screen": 600, "camera": 400}
    assert share(1140, {"camera", "camera_low"}) == {"camera_low": 140, "camera": 1000}
    assert share(1000, {"screen"}) == {"screen": 1000}
    assert share(1000, {"microphone"}) == {}
