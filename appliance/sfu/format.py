"""The formats that are passed on: VP8, H.264 of the plainest profile, Opus, and repairs of pictures (RFC 4588)."""

from __future__ import annotations

from typing import NamedTuple

MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid"
CLOCK_URI = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
ARRIVAL_URI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
RATES = {"VP8": 90_000, "H264": 90_000, "OPUS": 48_000}
"""Ticks of RTP's clock a second."""
PROFILE = "42e01f"


class Format(NamedTuple):
    """One format under the payload type that was negotiated for it."""

    name: str
    """VP8, H264 or OPUS."""
    payload_type: int
    repair: int | None = None
    """The payload type of what is sent again."""
    parameters: str = ""

    @property
    def rate(self) -> int:
        """Ticks a second."""
        return RATES[self.name]


OFFERED: dict[str, tuple[Format, ...]] = {
    "audio": (Format("OPUS", 111, None, "minptime=10;useinbandfec=1;stereo=1"),),
    "video": (
        Format("VP8", 96, 97),
        Format("H264", 98, 99, f"level-asymmetry-allowed=1;packetization-mode=1;profile-level-id={PROFILE}"),
    ),
}
"""What a receiver is offered."""
EXTENSIONS: dict[str, dict[str, int]] = {
    "audio": {MID_URI: 1, CLOCK_URI: 2, LEVEL_URI: 3},
    "video": {MID_URI: 1, CLOCK_URI: 2},
}
"""What a receiver is offered, and under which numbers."""
TAKEN = {"audio": (MID_URI, LEVEL_URI), "video": (MID_URI, ARRIVAL_URI)}
"""What is taken of a sender's offer; arrival times of pictures steer how much it sends (decisions/0017)."""
