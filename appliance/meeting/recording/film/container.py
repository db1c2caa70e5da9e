"""The film's file: H.264, AAC, and who speaks as subtitles, in MP4 that plays while it is fetched."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from appliance.meeting.recording.film.sound import CHANNELS, RATE

FRAME_RATE = 25
SAMPLES = RATE // FRAME_RATE
"""A picture's share of the sound."""
_X264 = {"preset": "veryfast", "crf": "23"}
_KEY_EVERY = FRAME_RATE * 5
_MILLISECONDS = Fraction(1, 1000)


class FilmFile:
    """Takes pictures and sound in step; a context manager. Raises OSError where the disk is full."""

    def __init__(self, path: Path, size: tuple[int, int], title: str) -> None:
        self._container: Any = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        self._container.metadata["title"] = title
        self._video = self._container.add_stream("libx264", rate=FRAME_RATE, options=_X264)
        self._video.width, self._video.height = size
        self._video.pix_fmt = "yuv420p"
        self._video.codec_context.gop_size = _KEY_EVERY
        # the rest of the machine has the room to itself
        self._video.codec_context.thread_count = 1
        self._audio = self._container.add_stream("aac", rate=RATE, layout="stereo")
        self._audio.bit_rate = 128_000
        self._words = self._container.add_mux_stream("mov_text")
        self._pictures = 0
        self._said: tuple[str, float] = ("", 0.0)

    def __enter__(self) -> FilmFile:
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is None:
            self._end()
        self._container.close()

    def add(self, picture: Any, sound: Any, name: str) -> None:
        """A picture, SAMPLES of sound, and who speaks."""
        at_s = self._pictures / FRAME_RATE
        if name != self._said[0]:
            self._say(at_s)
            self._said = (name, at_s)
        picture.pts = self._pictures
        picture.time_base = Fraction(1, FRAME_RATE)
        self._container.mux(self._video.encode(picture))
        planes = np.ascontiguousarray(sound.T)
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        frame.sample_rate = RATE
        frame.pts = self._pictures * SAMPLES
        frame.time_base = Fraction(1, RATE)
        self._container.mux(self._audio.encode(frame))
        self._pictures += 1

    def _say(self, until_s: float) -> None:
        name, since_s = self._said
        if not name or until_s <= since_s:
            return
        text = name.encode()
        packet = av.Packet(len(text).to_bytes(2, "big") + text)
        packet.stream = self._words
        packet.time_base = _MILLISECONDS
        packet.pts = packet.dts = round(since_s * 1000)
        packet.duration = round((until_s - since_s) * 1000)
        self._container.mux(packet)

    def _end(self) -> None:
        self._say(self._pictures / FRAME_RATE)
        self._container.mux(self._video.encode(None))
        self._container.mux(self._audio.encode(None))


SILENCE = np.zeros((SAMPLES, CHANNELS), np.float32)
