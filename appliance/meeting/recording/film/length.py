"""How long what was recorded is, without decoding it."""

from __future__ import annotations

import av
from av.error import FFmpegError

from appliance.meeting.recording.film.reel import Clip, Reel


def length_s(reel: Reel) -> float:
    """When the last frame of all ends, in seconds; 0 where there is none."""
    return max((clip.time(_length(clip)) for clip in reel.clips), default=0.0)


def _length(clip: Clip) -> float:
    """A file that nobody closed says nothing of its length: the last packet does."""
    last_s = 0.0
    try:
        with av.open(str(clip.path)) as container:
            if container.duration:
                return container.duration / av.time_base
            for packet in container.demux():
                if packet.pts is not None and packet.time_base:
                    last_s = max(last_s, float(packet.pts * packet.time_base))
    except FFmpegError:
        return last_s
    return last_s
