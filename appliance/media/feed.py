"""Pictures of one source in one codec, encoded once for all who are sent them, in a thread that never falls behind."""

from __future__ import annotations

import threading
import time
from typing import Any

from av.video.reformatter import VideoReformatter

from appliance.media.compressor import Codec, Compressor, Grade, make_compressor
from appliance.media.parcel import Parcel, Post
from appliance.media.picture import fit, in_bt601

KEY_EVERY_S = 0.4
"""Key frames are no closer, however many ask."""
REPEAT_S = 1.0
"""A screen that stands is sent again, so that what was lost of it is missed."""
MIN_STEP_S = 0.001
EARLY = 0.85
"""The part of a picture's time after which the next may come: cameras waver."""


class PictureFeed:
    """Encodes the newest picture that it was shown. show() is called in the source's thread, `post` in this one's."""

    def __init__(self, codec: Codec, grade: Grade, post: Post) -> None:
        self.count = 0
        self.spent_s = 0.0
        self._codec: Codec = codec
        self._grade = grade
        self._post = post
        self._kbps = grade.most_kbps
        self._newest: tuple[Any, float] | None = None
        self._last: tuple[Any, float] | None = None
        self._shown_s = self._encoded_s = -1.0
        self._key_s = -KEY_EVERY_S
        self._is_key_wanted = True
        self._is_running = True
        self._compressor: Compressor | None = None
        self._reformatter = VideoReformatter()
        self._wake = threading.Condition()
        self._thread = threading.Thread(target=self._run, name=f"feed-{codec.lower()}", daemon=True)
        self._thread.start()

    @property
    def grade(self) -> Grade:
        """What is sent."""
        return self._grade

    @property
    def mean_ms(self) -> float:
        """What a picture cost of a processor, in its own thread."""
        return round(self.spent_s / self.count * 1000, 2) if self.count else 0.0

    def show(self, picture: Any, at_s: float) -> None:
        """Take a newer picture, an av frame in I420; one that has not been encoded yet is passed over."""
        if at_s - self._shown_s < EARLY / self._grade.fps:
            return
        self._shown_s = at_s
        with self._wake:
            self._newest = (picture, at_s)
            self._wake.notify()

    def want_key(self) -> None:
        """Send a key frame soon; from any thread."""
        with self._wake:
            self._is_key_wanted = True
            self._wake.notify()

    def set_rate(self, kbps: int) -> None:
        """Aim at so much; from any thread."""
        self._kbps = max(self._grade.least_kbps, min(kbps, self._grade.most_kbps))

    def stop(self) -> None:
        """Begin to end."""
        with self._wake:
            self._is_running = False
            self._wake.notify()

    def join(self) -> None:
        """Wait for the end: a picture may be being encoded."""
        self._thread.join()

    def _run(self) -> None:
        while self._is_running:
            with self._wake:
                self._wake.wait_for(self._has_work, self._patience_s())
                newest, self._newest = self._newest, None
            now_s, spent_s = time.monotonic(), time.thread_time()
            is_key = self._is_key_wanted and now_s - self._key_s >= KEY_EVERY_S
            if newest is not None:
                self._last = (self._scaled(newest[0]), newest[1])
            elif self._last is None or not (self._grade.is_still and (is_key or self._is_stale(now_s))):
                continue
            else:
                self._last = (self._last[0], now_s)
            if self._is_running:
                self._encode(*self._last, now_s, is_key=is_key)
                self.count += 1
                self.spent_s += time.thread_time() - spent_s

    def _has_work(self) -> bool:
        return self._newest is not None or not self._is_running

    def _patience_s(self) -> float:
        return KEY_EVERY_S / 4 if self._is_key_wanted else REPEAT_S / 4

    def _is_stale(self, now_s: float) -> bool:
        return self._last is not None and now_s - self._last[1] >= REPEAT_S

    def _scaled(self, picture: Any) -> Any:
        width, height = fit(picture.width, picture.height, self._grade.width, self._grade.height)
        size = (max(2, width // 2 * 2), max(2, height // 2 * 2))
        return in_bt601(picture, size, self._reformatter)

    def _encode(self, picture: Any, at_s: float, now_s: float, *, is_key: bool) -> None:
        size = (picture.width, picture.height)
        if self._compressor is None or self._compressor.size != size:
            self._compressor = make_compressor(self._codec, self._grade, size, self._kbps)
            is_key = True
        self._compressor.set_rate(self._kbps)
        # a picture may have been taken before another was sent again
        at_s = self._encoded_s = max(at_s, self._encoded_s + MIN_STEP_S)
        packet = self._compressor.encode(picture, at_s, is_key=is_key)
        if packet.is_keyframe:
            self._is_key_wanted, self._key_s = False, now_s
        self._post(Parcel(packet, at_s, packet.is_keyframe))
