from __future__ import annotations

import pytest

from appliance.media import quality
from appliance.media.quality import Meter, Quality

GOOD = Quality("VP8", 30.0, 4000, 0.0, 12)


def test_a_meter_reads_rates_losses_and_delays(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 100.0
    monkeypatch.setattr(quality.time, "monotonic", lambda: clock)
    meter = Meter()
    for at in range(60):
        clock += 1 / 30
        meter.expect(5)
        for _ in range(4 if at % 2 else 5):
            meter.add_packet("VP8", 1000, is_repair=False)
        if at % 2:
            meter.add_packet("VP8", 1000, is_repair=True)
        meter.add_picture(clock - 0.012)
    read = meter.read()
    assert read.codec == "VP8"
    assert read.frame_rate == pytest.approx(30, abs=0.1)
    assert read.bitrate_kbps == pytest.approx(1200, abs=5)
    assert read.loss_percent == pytest.approx(10, abs=0.1)
    assert read.delay_ms == 12
    clock += 2
    assert meter.read() == Quality("VP8")


def test_only_the_last_second_tells_of_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 100.0
    monkeypatch.setattr(quality.time, "monotonic", lambda: clock)
    meter = Meter()
    meter.add_picture(clock - 3)
    clock += 1.5
    meter.add_picture(clock - 0.02)
    assert meter.read().delay_ms == 20


@pytest.mark.parametrize(
    ("changed", "is_news"),
    [
        ({"codec": "AV1"}, True),
        ({"frame_rate": 28.5}, False),
        ({"frame_rate": 15.0}, True),
        ({"bitrate_kbps": 4500}, False),
        ({"bitrate_kbps": 2000}, True),
        ({"loss_percent": 0.3}, False),
        ({"loss_percent": 2.0}, True),
        ({"delay_ms": 18}, False),
        ({"delay_ms": 90}, True),
    ],
)
def test_only_what_somebody_would_notice_is_told(changed: dict[str, object], is_news: bool) -> None:
    assert GOOD._replace(**changed).differs(GOOD) is is_news
