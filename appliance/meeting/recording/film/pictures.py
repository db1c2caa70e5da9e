"""The pictures of one clip, at the times when they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import av
import numpy as np
from av.error import FFmpegError

from appliance.meeting.recording.film.reel import Clip

MAX_PIXELS = 4096 * 2304
STALE_S = {"camera": 3.0}
"""A camera of which nothing came for so long is off; what is shared stands still for long."""
END_S = 1.0
"""So long the last picture stays."""

Planes = tuple[Any, Any, Any]
"""Y, U and V of a picture in 4:2:0."""


class Pictures:
    """Decodes one after the other, as they are asked for; at() never goes back."""

    def __init__(self, clip: Clip) -> None:
        self.clip = clip
        self._frames = _decoded(clip)
        self._shown: Any = None
        self._shown_s = -1e9
        self._next = next(self._frames, None)
        self._scaled: tuple[tuple[int, int], Planes] | None = None

    @property
    def is_over(self) -> bool:
        """Whether the last picture was shown."""
        return self._next is None

    def is_shown(self, at_s: float) -> bool:
        """Go on to a time; whether there is a picture then."""
        while self._next is not None and self._next[0] <= at_s:
            self._shown_s, self._shown = self._next
            self._scaled = None
            self._next = next(self._frames, None)
        patience_s = END_S if self._next is None else STALE_S.get(self.clip.source, 1e9)
        return self._shown is not None and at_s - self._shown_s <= patience_s

    def fitted(self, width: int, height: int) -> Planes:
        """The picture of that time within so many pixels, keeping its shape."""
        if self._scaled is None or self._scaled[0] != (width, height):
            frame = self._shown
            share = min(width / frame.width, height / frame.height)
            size = (max(2, int(frame.width * share) & ~1), max(2, int(frame.height * share) & ~1))
            small = frame.reformat(width=size[0], height=size[1], format="yuv420p")
            self._scaled = ((width, height), _planes(small))
        return self._scaled[1]


def _planes(frame: Any) -> Planes:
    found = []
    for plane, shrink in zip(frame.planes, (1, 2, 2), strict=True):
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        found.append(rows[: frame.height // shrink, : frame.width // shrink])
    return found[0], found[1], found[2]


def _decoded(clip: Clip) -> Iterator[tuple[float, Any]]:
    """Times and pictures; what cannot be decoded is left out."""
    try:
        with av.open(str(clip.path)) as container:
            stream: Any = container.streams.video[0]
            stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
            for packet in container.demux(stream):
                try:
                    frames = packet.decode()
                except FFmpegError:
                    continue
                for frame in frames:
                    if frame.time is not None:
                        yield clip.time(frame.time), frame
    except (FFmpegError, IndexError):
        return
