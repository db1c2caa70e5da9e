"""Sound devices as PortAudio sees them: finding them, opening them, noticing their loss.

What can be seen. PortAudio lists devices once, when it starts, and can only start anew while no stream is open. So:
* a card that is pulled out is noticed at once (its node in /dev/snd goes away), and so is the same card coming back;
* a card never seen before is noticed when it is plugged in while no stream is open, else once all streams are closed;
* an open microphone notices at once that its PipeWire node went away; an open loudspeaker does not: PipeWire moves its
  sound to the default output (see `_staying`);
* PipeWire nodes behind a closed ALSA device cannot be seen: it counts as present, and opening it tells.
"""

import contextlib
import os
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import sounddevice as sd

from drivers.capabilities import DeviceInfo
from drivers.errors import DriverError, ProtocolError, Rejected, Unavailable, Unsupported

SoundKind = Literal["microphone", "speaker"]
HARDWARE = re.compile(r"\s*\(hw:(\d+),(\d+)\)")
MIXER_CHANNELS = 16
START_S = 2.0
STALL_S = 1.0
CLOSE_S = 1.0
UNSUPPORTED = {-9998, -9997, -9994}  # channels, rate, sample format


@dataclass(frozen=True, slots=True)
class Port:
    """One device; `channels` is 2 for software devices, which claim dozens, and their `node` is None."""

    info: DeviceInfo
    index: int
    channels: int
    node: Path | None

    @property
    def present(self) -> bool:
        """Whether its card is there; for software devices whether any card or sound server is."""
        return self.node.exists() if self.node else _has_sound()


def ports(kind: SoundKind) -> list[Port]:
    """Return the devices that are present, the system's default first."""
    has_sound = _has_sound()
    return [port for port in _list.ports(kind) if (port.present if port.node else has_sound)]


def find(kind: SoundKind, device: str) -> Port:
    """Return the device of that id, PortAudio name or index, "" = the first; raise `Unavailable` if there is none."""
    found = ports(kind)
    for port in found:
        if device in {"", port.info.id, port.info.name, str(port.index)}:
            return port
    raise Unavailable(f"no {kind} {device!r}; there is {', '.join(p.info.name for p in found) or 'none'}")


class Stream:
    """An open PortAudio stream that knows whether it is alive."""

    def __init__(
        self, kind: SoundKind, port: Port, *, rate: int, channels: int, frames: int, callback: Callable[..., None]
    ):
        self._port = port
        self._callback = callback
        self._has_ended = False
        self._called = threading.Event()
        self._called_s = time.monotonic()
        make = sd.InputStream if kind == "microphone" else sd.OutputStream
        with _list.opening(), _errors(port), _staying(kind):
            self._stream = make(
                device=port.index, channels=channels, samplerate=rate, blocksize=frames, dtype="float32",
                latency=0.03, callback=self._call, finished_callback=self._end,
            )  # fmt: skip
            self._stream.start()
        if not self._called.wait(START_S):
            self.close()
            raise Unavailable(f"{port.info.name}: gave no sound within {START_S} s")

    @property
    def is_alive(self) -> bool:
        """Whether sound flows."""
        return not self._has_ended and time.monotonic() - self._called_s < STALL_S and self._port.present

    def check(self) -> None:
        """Raise `Unavailable` if the device was lost."""
        if not self.is_alive:
            raise Unavailable(f"{self._port.info.name} was lost")

    def close(self) -> None:
        """Stop at once; `ProtocolError` if PortAudio hangs, which only a new process heals."""
        closer = threading.Thread(target=self._stream.close, daemon=True)
        closer.start()
        closer.join(CLOSE_S)
        if closer.is_alive():
            raise ProtocolError(f"{self._port.info.name}: PortAudio hangs and keeps a core busy; restart the process")
        _list.closed()

    def _call(self, data: Any, _frames: int, times: Any, _status: Any) -> None:
        self._called_s = time.monotonic()
        self._called.set()
        self._callback(data, times)

    def _end(self) -> None:
        self._has_ended = True


def stream_time_ns(stamp_s: float, current_s: float, fallback_s: float) -> int:
    """Return a stamp of PortAudio's own clock as monotonic time, `fallback_s` from now where the host gives none."""
    offset_s = stamp_s - current_s
    if not stamp_s or abs(offset_s) > 1:
        offset_s = fallback_s
    return time.monotonic_ns() + round(offset_s * 1e9)


class _PortList:
    """PortAudio's list, renewed when the cards or sound servers changed and no stream is open."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._streams = 0
        self._seen: object = None
        self._ports: dict[SoundKind, list[Port]] = {}

    def ports(self, kind: SoundKind) -> list[Port]:
        with self._lock:
            seen = (_sources(), os.environ.get("ALSA_CONFIG_PATH"))
            if seen != self._seen and not self._streams:
                self._seen = seen
                with _errors(None):
                    sd._terminate()  # noqa: SLF001 (PortAudio has no other way to look again)
                    sd._initialize()  # noqa: SLF001
                self._ports = {"microphone": _query("microphone"), "speaker": _query("speaker")}
            return self._ports.get(kind, [])

    @contextlib.contextmanager
    def opening(self) -> Any:
        with self._lock:
            yield
            self._streams += 1

    def closed(self) -> None:
        with self._lock:
            self._streams -= 1


_list = _PortList()


def _query(kind: SoundKind) -> list[Port]:
    field, side = ("max_input_channels", 0) if kind == "microphone" else ("max_output_channels", 1)
    found: dict[str, Port] = {}
    for index, device in enumerate(sd.query_devices()):
        if device[field] <= 0:
            continue
        match = HARDWARE.search(device["name"])
        node = Path(f"/dev/snd/pcmC{match[1]}D{match[2]}{'pc'[1 - side]}") if match else None
        name = HARDWARE.sub("", device["name"]).strip()
        twins = sum(key.split("#")[0] == name for key in found)
        key = f"{name}#{twins + 1}" if twins else name
        channels = device[field] if device[field] <= MIXER_CHANNELS else 2
        info = DeviceInfo(f"sounddevice:{key}", kind, device["name"], "sounddevice")
        found[key] = Port(info, index, channels, node)
    default = sd.default.device[side]
    return sorted(found.values(), key=lambda port: port.index != default)


def _has_sound() -> bool:
    return any(path.exists() for path in _sockets()) or any(Path("/dev/snd").glob("pcm*"))


def _sockets() -> tuple[Path, Path]:
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}"))
    return runtime / "pipewire-0", runtime / "pulse/native"


def _sources() -> tuple[object, ...]:
    """What tells that devices came or went: the cards' nodes and the sound servers' sockets."""
    return tuple(_stamp(path) for path in (Path("/dev/snd"), *_sockets()))


def _stamp(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


@contextlib.contextmanager
def _staying(kind: SoundKind) -> Any:
    """Let a microphone's stream end with its PipeWire node instead of being moved to another one.

    Not so for a loudspeaker: PortAudio before 2025-06 answers the end of playback with an endless loop
    (https://github.com/PortAudio/portaudio/issues/1037), so that being moved is the lesser evil.
    """
    name = "PIPEWIRE_ALSA"
    if kind == "speaker" or name in os.environ:
        yield
        return
    os.environ[name] = "{ node.dont-reconnect = true }"
    try:
        yield
    finally:
        del os.environ[name]


@contextlib.contextmanager
def _errors(port: Port | None) -> Any:
    name = port.info.name if port else "PortAudio"
    try:
        yield
    except sd.PortAudioError as error:
        kind: type[DriverError] = Unsupported if error.args[1:2] and error.args[1] in UNSUPPORTED else Unavailable
        raise kind(f"{name}: {error}") from error
    except (ValueError, TypeError) as error:
        raise Rejected(f"{name}: {error}") from error
