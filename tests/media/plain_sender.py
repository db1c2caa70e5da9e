"""What UxPlay's helper sends: H.264 and L16 as plain RTP, packed by FFmpeg."""

from __future__ import annotations

import socket
import threading
import time
from fractions import Fraction
from typing import Any

import av
import numpy as np

RATE = 48_000


def free_ports() -> tuple[int, int]:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as two,
    ):
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return one.getsockname()[1], two.getsockname()[1]


class PlainSender:
    """Sends `picture` 30 times a second and a tone of 1 kHz, in a thread, until closed."""

    def __init__(self, ports: tuple[int, int], picture: np.ndarray, key_every: int = 30) -> None:
        self.picture = picture
        self.is_paused = False
        self._ports, self._key_every = ports, key_every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        video_url, audio_url = (f"rtp://127.0.0.1:{port}?pkt_size=1200" for port in self._ports)
        with (
            av.open(video_url, "w", format="rtp", options={"payload_type": "96"}) as video,
            av.open(audio_url, "w", format="rtp", options={"payload_type": "97"}) as audio,
        ):
            options = {"tune": "zerolatency", "preset": "ultrafast", "g": str(self._key_every)}
            pictures: Any = video.add_stream("libx264", rate=30, options=options)
            pictures.height, pictures.width = self.picture.shape[:2]
            pictures.pix_fmt = "yuv420p"
            pictures.codec_context.time_base = Fraction(1, 30)
            sound: Any = audio.add_stream("pcm_s16be", rate=RATE, layout="stereo")
            started_s = time.monotonic()
            for at in range(100_000):
                if self._stop.wait(max(0.0, started_s + at / 30 - time.monotonic())):
                    return
                if not self.is_paused:
                    self._send(at, video, pictures, audio, sound)

    def _send(self, at: int, video: Any, pictures: Any, audio: Any, sound: Any) -> None:
        frame = av.VideoFrame.from_ndarray(self.picture, format="rgb24").reformat(format="yuv420p")
        frame.pts = at
        video.mux(pictures.encode(frame))
        wave = (16_000 * np.sin(2 * np.pi * 1000 * (at * 1600 + np.arange(1600)) / RATE)).astype(np.int16)
        piece = av.AudioFrame.from_ndarray(np.repeat(wave, 2)[None, :], format="s16", layout="stereo")
        piece.pts, piece.sample_rate, piece.time_base = at * 1600, RATE, Fraction(1, RATE)
        audio.mux(sound.encode(piece))
