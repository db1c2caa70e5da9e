"""Loudspeakers through PortAudio (ALSA or PipeWire)."""

from collections import deque
from typing import Any, Self

from drivers import portaudio
from drivers.capabilities import AudioBlock, DeviceInfo
from drivers.errors import Rejected
from drivers.ring import SampleRing, Samples
from drivers.speaker.fader import Fader

RATE = 48000
BLOCK = 480


class SoundDeviceSpeaker:
    """A stereo output; `device` is an id, a PortAudio name or index."""

    sample_rate = RATE
    channels = 2

    def __init__(self, device: str = ""):
        self._port = portaudio.find("speaker", device)
        self._fader = Fader()
        self._stream: portaudio.Stream | None = None
        self._reset()

    @classmethod
    def discover(cls) -> list[DeviceInfo]:
        """Return what PortAudio sees, the system's default first."""
        return [port.info for port in portaudio.ports("speaker")]

    @property
    def info(self) -> DeviceInfo:
        """Who it is."""
        return self._port.info

    @property
    def present(self) -> bool:
        """Whether sound flows if it is open, else whether its card is plugged in."""
        return self._stream.is_alive if self._stream else self._port.present

    @property
    def volume(self) -> float:
        """0 to 1."""
        return self._fader.volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._fader.volume = volume

    def open(self) -> None:
        """Start to play silence."""
        if self._stream:
            raise Rejected(f"{self.info.id} is open already")
        self._port = portaudio.find("speaker", self.info.id)
        self._reset()
        self._stream = portaudio.Stream(
            "speaker", self._port, rate=RATE, channels=self.channels, frames=BLOCK, callback=self._give
        )

    def write(self, samples: Samples) -> None:
        """Queue frames x 2."""
        if not self._stream:
            raise Rejected(f"{self.info.id} is not open")
        if samples.ndim != 2 or samples.shape[1] != self.channels:
            raise Rejected(f"samples of shape {samples.shape}; expected frames x {self.channels}")
        self._stream.check()
        self._queue.write(samples)

    def tap(self) -> AudioBlock | None:
        """Return the next 10 ms that were given to the device."""
        if not self._stream:
            raise Rejected(f"{self.info.id} is not open")
        self._stream.check()
        return self._taps.popleft() if self._taps else None

    def close(self) -> None:
        """Let go of the device; what is still queued is lost."""
        stream, self._stream = self._stream, None
        if stream:
            stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reset(self) -> None:
        self._queue = SampleRing(RATE // 5, self.channels)
        self._taps: deque[AudioBlock] = deque(maxlen=RATE // BLOCK)
        self._seq = 0

    def _give(self, data: Any, times: Any) -> None:
        self._queue.read_into(data)
        self._fader.apply(data)
        t_ns = portaudio.stream_time_ns(times.outputBufferDacTime, times.currentTime, 0.03)
        self._taps.append(AudioBlock(data.copy(), self._seq, t_ns, RATE))
        self._seq += 1
