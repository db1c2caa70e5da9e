"""One clock for sound and picture: the sender's, as its reports tell it (RFC 3550 section 6.4.1).

Pictures are shown at once. Sound waits until it is as late as the pictures are; where pictures are quicker than sound
can be, nothing is held.
"""

from __future__ import annotations

import statistics
import threading
from collections import deque

MAX_DISTANCE_S = 60.0
"""A report further away than this is no map of a timestamp."""
MAX_LATENESS_S = 2.0
"""Pictures or sound later than this are a sender's clock gone wrong, not a network."""
GLASS_S = 0.035
"""From the mailbox to the eye: half a frame until the shell looks, one that it draws, and the panel."""
PICTURES = 15
SMOOTHING = 0.05


class SenderClock:
    """One stream's timestamps on the sender's clock, in seconds of NTP. One thread reports, any may ask."""

    def __init__(self) -> None:
        self._report: tuple[float, int] | None = None

    def report(self, ntp: int, timestamp: int) -> None:
        """Take a sender report: 64 bits of NTP and the RTP timestamp of the same moment."""
        self._report = (ntp / (1 << 32), timestamp) if ntp else None

    def at(self, timestamp: int, rate: int) -> float | None:
        """When a timestamp was; None where no report tells."""
        if self._report is None:
            return None
        ntp_s, reported = self._report
        distance_s = ((timestamp - reported + (1 << 31)) % (1 << 32) - (1 << 31)) / rate
        return ntp_s + distance_s if abs(distance_s) < MAX_DISTANCE_S else None


class LipSync:
    """Tells when a piece of sound is due. show() is called in the pictures' thread, due() in the sound's."""

    def __init__(self) -> None:
        self.clocks = {"video": SenderClock(), "audio": SenderClock()}
        self._lock = threading.Lock()
        self._pictures: deque[float] = deque(maxlen=PICTURES)
        self._lateness_s: float | None = None

    def show(self, timestamp: int, now_s: float) -> None:
        """A picture is on the glass."""
        if (sent_s := self.clocks["video"].at(timestamp, 90_000)) is not None:
            with self._lock:
                self._pictures.append(now_s - sent_s)

    def due(self, timestamp: int, now_s: float) -> float | None:
        """When the sound that arrived now shall leave the loudspeaker, in the same seconds; None: nobody knows."""
        sent_s = self.clocks["audio"].at(timestamp, 48_000)
        with self._lock:
            pictures = list(self._pictures)
        if sent_s is None or len(pictures) < 2:
            return None
        lateness_s = now_s - sent_s
        if self._lateness_s is None or abs(lateness_s - self._lateness_s) > MAX_LATENESS_S:
            self._lateness_s = lateness_s
        self._lateness_s += SMOOTHING * (lateness_s - self._lateness_s)
        wait_s = statistics.median(pictures) + GLASS_S - self._lateness_s
        return now_s + wait_s if abs(wait_s) < MAX_LATENESS_S else None
