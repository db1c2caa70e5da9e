"""How packets of changing sources are numbered on, so that what leaves is one unbroken stream."""

from __future__ import annotations

import secrets

from appliance.sfu.packet import Packet

FIRST_BELOW = 30_000
"""The first sequence number is low, so that it does not wrap before both sides' SRTP counters are in step."""


class Numbering:
    """What is added to the numbers of a source's packets; sequence numbers are indexes that never wrap."""

    def __init__(self) -> None:
        self.first = 0
        """The source's first index that is passed on."""
        self.shift = 0
        self.time_shift = secrets.randbelow(1 << 32)
        self.picture_shift = 0
        self.base_shift = 0
        self.last = -1
        """The newest index that was sent."""
        self.newest: Packet | None = None

    def begin(self, packet: Packet, rate: int) -> None:
        """Go on with another source, or with the same after a break; its clock has `rate` ticks a second."""
        self.first = packet.index
        newest = self.newest
        if newest is None:
            self.shift = secrets.randbelow(FIRST_BELOW) - packet.index
            return
        self.shift = self.last + 1 - packet.index
        passed = max(1, round((packet.at_s - newest.at_s) * rate))
        self.time_shift = newest.timestamp + self.time_shift + passed - packet.timestamp
        before, numbers = newest.numbers, packet.numbers
        if before is not None and numbers is not None:
            self.picture_shift = before.picture_id + self.picture_shift + 1 - numbers.picture_id
            if before.base and numbers.base:
                base = newest.payload[before.base] + self.base_shift + 1
                self.base_shift = base - packet.payload[numbers.base]
