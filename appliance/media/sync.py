"""One clock for sound and picture: the sender's, as its reports tell it (RFC 3550 section 6.4.1).

Sound waits until it is as late as the pictures are. Where pictures are quicker than sound can be, and only while that
sound is heard, they wait for the part that people would notice.
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
LOOKAHEAD_S = 0.0065
"""An Opus encoder's: a packet's sound begins so much before its timestamp (312 samples; RFC 7845 section 4.2)."""
UNNOTICED_S = 0.035
"""Sound may be so much later than its picture: 45 ms of it are noticed by nobody (ITU-R BT.1359), less what we err."""
MAX_HELD_S = 0.03
"""No picture waits longer: its age is noticed too, by whoever moves a mouse."""
HELD_STEP_S = 0.001
"""A picture waits at most so much more or less than the one before: their rhythm stays."""
PAUSE_S = 2.0
"""Sound that pauses for so long is over."""
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
    """Tells when pictures and sound are due. show() is called in the pictures' thread, due() and hear() in
    the sound's.
    """

    def __init__(self) -> None:
        self.clocks = {"video": SenderClock(), "audio": SenderClock()}
        self._lock = threading.Lock()
        self._pictures: deque[float] = deque(maxlen=PICTURES)
        self._lateness_s: float | None = None
        self._excess_s = 0.0
        self._heard_s = -PAUSE_S
        self._held_s = 0.0

    @property
    def held_s(self) -> float:
        """For how long pictures wait now."""
        return self._held_s

    def show(self, timestamp: int, now_s: float) -> float:
        """A picture is ready; when it shall be shown, in the same seconds, at most MAX_HELD_S later."""
        sent_s = self.clocks["video"].at(timestamp, 90_000)
        if sent_s is None:
            return now_s
        with self._lock:
            self._pictures.append(now_s - sent_s)
            is_heard = now_s - self._heard_s < PAUSE_S
            wanted_s = min(max(self._excess_s - UNNOTICED_S, 0.0), MAX_HELD_S) if is_heard else 0.0
            self._held_s += min(max(wanted_s - self._held_s, -HELD_STEP_S), HELD_STEP_S)
            if self._held_s <= 0:
                return now_s
            # one that came late waits less: all are shown at the distances at which they were taken
            due_s = sent_s + statistics.median(self._pictures) + self._held_s
        return min(max(due_s, now_s), now_s + MAX_HELD_S)

    def due(self, timestamp: int, now_s: float) -> float | None:
        """When the sound that arrived now shall leave the loudspeaker, in the same seconds; None: nobody knows."""
        sent_s = self.clocks["audio"].at(timestamp, 48_000)
        with self._lock:
            seen_s = statistics.median(self._pictures) + GLASS_S if len(self._pictures) > 1 else None
            held_s = self._held_s
        if sent_s is None or seen_s is None:
            self._lateness_s = None
            return None
        lateness_s = now_s - sent_s + LOOKAHEAD_S
        if self._lateness_s is None or abs(lateness_s - self._lateness_s) > MAX_LATENESS_S:
            self._lateness_s = lateness_s
        self._lateness_s += SMOOTHING * (lateness_s - self._lateness_s)
        wait_s = seen_s + held_s - self._lateness_s
        return now_s + wait_s if abs(wait_s) < MAX_LATENESS_S else None

    def hear(self, soonest_s: float, now_s: float) -> None:
        """The sound that due() was asked for is heard, after so many seconds at the soonest."""
        with self._lock:
            if self._lateness_s is None or len(self._pictures) < 2:
                return
            excess_s = self._lateness_s + soonest_s - statistics.median(self._pictures) - GLASS_S
            if abs(excess_s) < MAX_LATENESS_S:
                self._excess_s += SMOOTHING * (excess_s - self._excess_s)
                self._heard_s = now_s
