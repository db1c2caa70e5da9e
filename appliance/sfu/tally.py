"""What came of a stream, for the reports that its sender gets. Source: RFC 3550 sections 6.4 and A.3, A.8."""

from __future__ import annotations

from aiortc.rtp import RtcpReceiverInfo


class Tally:
    """Counts one synchronisation source."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._first: int | None = None
        self._highest = 0
        self._received = 0
        self._told = (0, 0)
        self._transit = 0.0
        self._timestamp = -1
        self._jitter = 0.0
        self._report = (0, 0.0)

    def add(self, index: int, timestamp: int, now_s: float) -> None:
        """A packet came; `index` never wraps."""
        if self._first is None:
            self._first = index
        self._received += 1
        self._highest = max(self._highest, index)
        if timestamp != self._timestamp:
            transit = now_s * self._rate - timestamp
            if self._timestamp >= 0:
                # a wrapped clock is no jitter
                self._jitter += (min(abs(transit - self._transit), self._rate) - self._jitter) / 16
            self._timestamp, self._transit = timestamp, transit

    def heard_report(self, ntp: int, now_s: float) -> None:
        """The sender's report came."""
        self._report = (ntp >> 16 & 0xFFFFFFFF, now_s)

    def report(self, ssrc: int, now_s: float) -> RtcpReceiverInfo:
        """What to tell the sender; a part of it is since the last time."""
        expected = self._highest - (self._first or 0) + 1
        lost = max(0, expected - self._received)
        newly_expected, newly_received = expected - self._told[0], self._received - self._told[1]
        self._told = (expected, self._received)
        newly_lost = max(0, newly_expected - newly_received)
        last, heard_s = self._report
        return RtcpReceiverInfo(
            ssrc=ssrc,
            fraction_lost=min(255, newly_lost * 256 // newly_expected) if newly_expected > 0 else 0,
            packets_lost=min(lost, 0x7FFFFF),
            highest_sequence=self._highest & 0xFFFFFFFF,
            jitter=int(self._jitter),
            lsr=last,
            dlsr=min(int((now_s - heard_s) * 65536), 0xFFFFFFFF) if last else 0,
        )
