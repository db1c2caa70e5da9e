"""What the kernel is asked for."""

from __future__ import annotations

from pathlib import Path

from appliance.doctor.machine import RECEIVE_BUFFER_BYTES as EXAMINED
from appliance.rtp.ice import RECEIVE_BUFFER_BYTES

SYSCTL = Path(__file__).parents[2] / "systemd/sysctl.d/parlor.conf"


def test_sockets_may_hold_what_the_media_worker_asks_for() -> None:
    lines = [line for line in SYSCTL.read_text().splitlines() if line and not line.startswith("#")]
    settings = dict(line.split(" = ") for line in lines)
    assert int(settings["net.core.rmem_max"]) >= RECEIVE_BUFFER_BYTES == EXAMINED
