"""RTP as FFmpeg's own packetizer makes it, caught on a socket."""

from __future__ import annotations

import socket
from fractions import Fraction
from typing import Any

import av
import numpy as np
from aiortc.rtp import HeaderExtensionsMap, RtpPacket, is_rtcp

ENCODERS = {"VP8": "libvpx", "H264": "libx264", "VP9": "libvpx-vp9", "AV1": "libsvtav1"}
OPTIONS = {
    "VP8": {"deadline": "realtime"},
    "H264": {"tune": "zerolatency", "preset": "ultrafast"},
    "VP9": {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"},
    "AV1": {"preset": "12", "svtav1-params": "pred-struct=1:lookahead=0:rc=0:keyint=-1"},
}


def noisy(at: int, width: int = 640, height: int = 360) -> Any:
    """A picture that fills several packets, and another one each time."""
    pixels = np.random.default_rng(at).integers(0, 256, (height // 8, width // 8, 3), np.uint8)
    frame = av.VideoFrame.from_ndarray(pixels.repeat(8, axis=0).repeat(8, axis=1), format="rgb24")
    frame = frame.reformat(format="yuv420p")
    frame.pts = at
    return frame


def packets(codec: str, pictures: list[Any]) -> tuple[list[RtpPacket], list[bytes]]:
    """The RTP packets of some pictures, and the frames that they were made of."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        ear.bind(("127.0.0.1", 0))
        ear.settimeout(0.2)
        address = f"rtp://127.0.0.1:{ear.getsockname()[1]}?pkt_size=1200"
        frames: list[bytes] = []
        with av.open(address, "w", format="rtp", options={"strict": "experimental"}) as out:
            stream: Any = out.add_stream(ENCODERS[codec], rate=30, options=OPTIONS[codec])
            stream.width, stream.height, stream.pix_fmt = pictures[0].width, pictures[0].height, "yuv420p"
            stream.codec_context.time_base, stream.codec_context.gop_size = Fraction(1, 30), 1000
            for picture in [*pictures, None]:
                for packet in stream.encode(picture):
                    frames.append(bytes(packet))
                    out.mux(packet)
        return [RtpPacket.parse(data, HeaderExtensionsMap()) for data in _caught(ear)], frames


def _caught(ear: socket.socket) -> list[bytes]:
    found: list[bytes] = []
    while True:
        try:
            data = ear.recv(2000)
        except TimeoutError:
            return found
        if not is_rtcp(data):
            found.append(data)
