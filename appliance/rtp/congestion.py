"""Transport-wide congestion control feedback: when each packet arrived, so that the sender finds its rate quickly.

Source: draft-holmer-rmcat-transport-wide-cc-extensions-01, section 3.1. Only status vector chunks of two-bit symbols
are written: simple, and small enough at our rates.
"""

from __future__ import annotations

from struct import pack

from appliance.rtp.sequence import Unwrapper

FORMAT = 15
TICKS_PER_S = 4000
TICKS_PER_REFERENCE = 256
MAX_PACKETS = 700
_SYMBOLS_PER_CHUNK = 7
_NOT_RECEIVED, _SMALL_DELTA, _LARGE_DELTA = 0, 1, 2


class ArrivalLog:
    """Collects arrivals between two feedback messages."""

    def __init__(self) -> None:
        self._unwrap = Unwrapper()
        self._arrivals: dict[int, int] = {}
        self._next: int | None = None
        self._count = 0

    def add(self, sequence: int, now_s: float) -> None:
        """Note a transport-wide sequence number and its time of arrival (seconds, monotonic)."""
        index = self._unwrap.unwrap(sequence)
        if self._next is None:
            self._next = index
        if index >= self._next:
            self._arrivals.setdefault(index, round(now_s * TICKS_PER_S))

    def feedback(self) -> bytes | None:
        """Give the next message's payload (FCI) and forget what it covers; None where nothing came."""
        if not self._arrivals or self._next is None:
            return None
        first = self._next
        if max(self._arrivals) - first >= MAX_PACKETS:
            first = min(self._arrivals)
        last = min(max(self._arrivals), first + MAX_PACKETS - 1)
        arrivals = [self._arrivals.pop(index, None) for index in range(first, last + 1)]
        self._next = last + 1
        came_first = next(ticks for ticks in arrivals if ticks is not None)
        reference = came_first // TICKS_PER_REFERENCE
        symbols, deltas = _encode(arrivals, reference * TICKS_PER_REFERENCE)
        header = pack("!HHL", first & 0xFFFF, len(arrivals), (reference & 0xFFFFFF) << 8 | self._count & 0xFF)
        self._count += 1
        body = header + _chunks(symbols) + deltas
        return body + bytes(-len(body) % 4)


def _encode(arrivals: list[int | None], base: int) -> tuple[list[int], bytes]:
    symbols: list[int] = []
    deltas = bytearray()
    for ticks in arrivals:
        if ticks is None:
            symbols.append(_NOT_RECEIVED)
            continue
        delta = max(-32768, min(32767, ticks - base))
        base += delta
        if 0 <= delta <= 255:
            symbols.append(_SMALL_DELTA)
            deltas.append(delta)
        else:
            symbols.append(_LARGE_DELTA)
            deltas += pack("!h", delta)
    return symbols, bytes(deltas)


def _chunks(symbols: list[int]) -> bytes:
    padded = symbols + [_NOT_RECEIVED] * (-len(symbols) % _SYMBOLS_PER_CHUNK)
    chunks = bytearray()
    for at in range(0, len(padded), _SYMBOLS_PER_CHUNK):
        chunk = 0b11
        for symbol in padded[at : at + _SYMBOLS_PER_CHUNK]:
            chunk = chunk << 2 | symbol
        chunks += pack("!H", chunk)
    return bytes(chunks)
