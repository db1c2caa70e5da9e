"""What a receiver in this process does between start and stop: packets in, pictures out, requests, processor time."""

from __future__ import annotations

import json
import resource
import sys
import threading
import time
from collections import defaultdict
from typing import Any

import numpy as np
import pylibsrtp
from aiortc import rtcdtlstransport

BARCODE_BITS = 32
_PAYLOAD_FEEDBACK = 206
_PLI = 1
_KEPT = 20_000


class Probe:
    """Counts from start to stop; pictures are told by the receiver, packets are seen where they are decrypted."""

    def __init__(self) -> None:
        self._arrived: dict[int, float] = {}
        self._lock = threading.Lock()
        self.start()

    def start(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self._shown: defaultdict[str, int] = defaultdict(int)
            self._received_ms: list[float] = []
            self._barcode_ms: list[float] = []
            self._gaps_ms: list[float] = []
            self._last_s: dict[str, float] = {}
            self._requests = 0
            self._bytes = 0
            self._started_s = time.monotonic()
            self._used_s = _used_s()

    def watch_transport(self) -> None:
        """See every packet of every session, decrypted."""
        transports: Any = rtcdtlstransport.RTCDtlsTransport
        sessions: Any = pylibsrtp.Session
        unprotect, send = sessions.unprotect, transports._send_rtp

        def seen(session: pylibsrtp.Session, packet: bytes) -> bytes:
            data = unprotect(session, packet)
            self._arrived[int.from_bytes(data[4:8], "big")] = time.monotonic()
            self._bytes += len(data)
            if len(self._arrived) > _KEPT:
                for timestamp in list(self._arrived)[: _KEPT // 2]:
                    del self._arrived[timestamp]
            return data

        async def sent(transport: Any, data: bytes) -> None:
            self._requests += data[1] == _PAYLOAD_FEEDBACK and data[0] & 0x1F == _PLI
            await send(transport, data)

        sessions.unprotect = seen
        transports._send_rtp = sent

    def picture(self, cast: str, timestamp: int, frame: Any) -> None:
        """A picture is out: of the cast, with its RTP timestamp."""
        now_s, wall_ms = time.monotonic(), time.time() * 1000
        arrived_s = self._arrived.get(timestamp & 0xFFFFFFFF)
        code = barcode(frame)
        with self._lock:
            self._shown[cast] += 1
            if cast in self._last_s:
                self._gaps_ms.append((now_s - self._last_s[cast]) * 1000)
            self._last_s[cast] = now_s
            if arrived_s is not None:
                self._received_ms.append((now_s - arrived_s) * 1000)
            if code is not None:
                self._barcode_ms.append((wall_ms - code) % 2**BARCODE_BITS)

    def report(self) -> dict[str, Any]:
        """What happened since the start."""
        with self._lock:
            seconds = time.monotonic() - self._started_s
            return {
                "fps": [count / seconds for count in self._shown.values()],
                "gaps_ms": self._gaps_ms,
                "received_ms": self._received_ms,
                "barcode_ms": self._barcode_ms,
                "key_frame_requests": self._requests,
                "mbit_s": self._bytes * 8 / seconds / 1e6,
                "cpu_percent": (_used_s() - self._used_s) / seconds * 100,
            }


def obey(probe: Probe) -> None:
    """Take orders from standard input in a thread: start, and report, which prints a line of JSON."""

    def listen() -> None:
        for line in sys.stdin:
            match line.strip():
                case "start":
                    probe.start()
                case "report":
                    print(json.dumps(probe.report()), flush=True)

    threading.Thread(target=listen, daemon=True).start()


def barcode(frame: Any) -> int | None:
    """The clock in a picture of page.html, in ms modulo 2^32; None where there is none."""
    if not frame.format.name.startswith("yuv"):
        return None
    plane = frame.planes[0]
    bar = frame.width / 40
    y = int(max(32, frame.height / 24) * 0.4)
    row = np.frombuffer(plane, np.uint8, plane.line_size, y * plane.line_size)
    if row[int(bar)] < 128 or row[int(bar * 3)] > 128:
        return None
    return sum(1 << bit for bit in range(BARCODE_BITS) if row[int(bar * (bit + 4.5))] > 128)


def _used_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
