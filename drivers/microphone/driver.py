"""Microphone arrays through PortAudio (ALSA or PipeWire)."""

import queue
import time
from typing import Any, Self

from drivers import portaudio
from drivers.capabilities import AudioBlock, DeviceInfo, Point
from drivers.errors import Rejected, Unavailable

RATE = 48000


class SoundDeviceMicrophone:
    """`device` is an id, a PortAudio name or index; `geometry_m` tells where its microphones are, in channel order.

    `channels` defaults to the geometry's, else to all channels of a card, 2 of a software device.
    """

    sample_rate = RATE

    def __init__(self, device: str = "", *, channels: int | None = None, geometry_m: tuple[Point, ...] = ()):
        if channels is not None and geometry_m and len(geometry_m) != channels:
            raise Rejected(f"geometry_m has {len(geometry_m)} places for {channels} channels")
        self._port = portaudio.find("microphone", device)
        self._channels = channels or len(geometry_m) or self._port.channels
        self.geometry_m = geometry_m
        self._stream: portaudio.Stream | None = None
        self._seq = 0
        self._blocks: queue.SimpleQueue[AudioBlock] = queue.SimpleQueue()

    @classmethod
    def discover(cls) -> list[DeviceInfo]:
        """Return what PortAudio sees, the system's default first."""
        return [port.info for port in portaudio.ports("microphone")]

    @property
    def info(self) -> DeviceInfo:
        """Who it is."""
        return self._port.info

    @property
    def present(self) -> bool:
        """Whether sound flows if it is open, else whether its card is plugged in."""
        return self._stream.is_alive if self._stream else self._port.present

    def open(self, block_s: float = 0.010) -> None:
        """Start; blocks are exactly `block_s` long."""
        if self._stream:
            raise Rejected(f"{self.info.id} is open already")
        if not 0.001 <= block_s <= 0.1:
            raise Rejected(f"block_s {block_s!r} is not within 0.001..0.1")
        self._port = portaudio.find("microphone", self.info.id)
        self._seq = 0
        self._blocks = queue.SimpleQueue()
        self._limit = round(1 / block_s)
        frames = round(block_s * RATE)
        self._stream = portaudio.Stream(
            "microphone", self._port, rate=RATE, channels=self._channels, frames=frames, callback=self._take
        )

    def read(self, timeout_s: float) -> AudioBlock:
        """Return the oldest unread block."""
        if not self._stream:
            raise Rejected(f"{self.info.id} is not open")
        deadline_s = time.monotonic() + timeout_s
        while True:
            wait_s = min(0.25, max(0.0, deadline_s - time.monotonic()))
            try:
                return self._blocks.get(timeout=wait_s) if wait_s else self._blocks.get_nowait()
            except queue.Empty:
                self._stream.check()
                if time.monotonic() >= deadline_s:
                    raise Unavailable(f"{self.info.name}: nothing within {timeout_s} s") from None

    def close(self) -> None:
        """Let go of the device."""
        stream, self._stream = self._stream, None
        if stream:
            stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self, data: Any, times: Any) -> None:
        t_ns = portaudio.stream_time_ns(times.inputBufferAdcTime, times.currentTime, -len(data) / RATE)
        if self._blocks.qsize() >= self._limit:
            self._blocks.get_nowait()
        self._blocks.put(AudioBlock(data.copy(), self._seq, t_ns, RATE))
        self._seq += 1
