"""The sound of a shared screen, encoded for a call at its own pace; where there is none it is silent."""

from __future__ import annotations

import threading
import time

import numpy as np

from appliance.media.encoder import OPUS_FRAME, SoundEncoder
from appliance.media.parcel import Parcel, Post
from appliance.media.source import CHANNELS, RATE, Source

LATE_S = 0.2


class SoundFeed:
    """Pulls `source` every 20 ms in a thread; `post` is called there."""

    def __init__(self, post: Post) -> None:
        self.source = Source()
        self._post = post
        self._encoder = SoundEncoder()
        self._is_running = True
        self._thread = threading.Thread(target=self._run, name="feed-sound", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Begin to end."""
        self._is_running = False

    def join(self) -> None:
        """Wait for the end."""
        self._thread.join()

    def _run(self) -> None:
        silence = np.zeros((OPUS_FRAME, CHANNELS), np.float32)
        at = round(time.monotonic() * RATE)
        while self._is_running:
            late_s = time.monotonic() - at / RATE
            if late_s > LATE_S:
                at += int(late_s * RATE) // OPUS_FRAME * OPUS_FRAME
            elif late_s < 0:
                time.sleep(-late_s)
            samples = self.source.pull(OPUS_FRAME)
            packet = self._encoder.encode(silence if samples is None else samples, at)
            self._post(Parcel(packet, at / RATE))
            at += OPUS_FRAME
