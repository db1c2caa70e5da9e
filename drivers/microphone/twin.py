"""A virtual bar of eight microphones in the virtual room."""

from typing import ClassVar

import numpy as np

from drivers.capabilities import AudioBlock, DeviceInfo, Fault, Point
from drivers.errors import Rejected, Unavailable
from drivers.microphone.acoustics import RATE, Echo
from drivers.microphone.scene import SCALE, loop
from drivers.ring import Samples
from drivers.twin import Twin
from drivers.world import World

DRIFT = 100e-6
DELAY_JUMP = 2880
LOST_EVERY = 50


class TwinMicrophone(Twin):
    """Hears the people, their first reflections, a noise floor and the virtual loudspeakers, at 48 kHz.

    Faults: silent, clipping (30 dB too loud), xrun (every 50th block is lost), drift (its clock runs 100 ppm fast),
    delay_jump (the sound comes 60 ms later than its time stamps say).
    """

    info = DeviceInfo("twin:microphone", "microphone", "Virtual microphone bar", "twin", virtual=True)
    possible_faults: ClassVar[frozenset[Fault]] = frozenset(
        {"unplugged", "silent", "clipping", "xrun", "drift", "delay_jump"}
    )
    geometry_m: tuple[Point, ...] = tuple((0.035 * (i - 3.5), 0.0, 0.0) for i in range(8))
    sample_rate = RATE

    def __init__(self, device: str = "", *, world: World | None = None):
        super().__init__(device, world=world)
        center = self.world.room.microphones
        self._places = tuple((x + center[0], y + center[1], z + center[2]) for x, y, z in self.geometry_m)
        self._block = 0

    def open(self, block_s: float = 0.010) -> None:
        """Render the conversation (about 0.3 s the first time) and start."""
        block = round(block_s * RATE)
        if not 48 <= block <= 1024:
            raise Rejected(f"block_s {block_s!r} is not within 0.001..0.021")
        self._connect()
        self._loop = loop(self.world, self._places)
        if block != self._block:
            self._block, self._echo = block, Echo(self.world.room, np.asarray(self._places), block)
        self._seq = 0
        self._position = float(self.world.clock.now_ns() * 48 // 1_000_000)

    def read(self, timeout_s: float) -> AudioBlock:
        """Return the next block once its last sample has sounded."""
        self._check_open()
        pace = 1 + DRIFT if self.fault == "drift" else 1.0
        self._skip_backlog()
        self._skip_lost_block()
        end_ns = round((self._position + self._block / pace) / 48 * 1e6)
        if not self.world.clock.wait_until(end_ns, timeout_s):
            raise Unavailable(f"{self.info.id}: nothing within {timeout_s} s")
        self._check_open()
        samples = self._hear(self._position, pace)
        block = AudioBlock(samples, self._seq, round(self._position / 48 * 1e6), RATE)
        self._seq += 1
        self._position += self._block / pace
        return block

    def _skip_backlog(self) -> None:
        late = self.world.clock.now_ns() * 48 / 1_000_000 - self._position
        if late > RATE:
            blocks = int(late // self._block)
            self._seq += blocks
            self._position += blocks * self._block

    def _skip_lost_block(self) -> None:
        if self.fault == "xrun" and self._seq % LOST_EVERY == LOST_EVERY - 1:
            self._seq += 1
            self._position += self._block

    def _hear(self, position: float, pace: float) -> Samples:
        if self.fault == "silent":
            return np.zeros((self._block, len(self._places)), np.float32)
        first = int(position) - (DELAY_JUMP if self.fault == "delay_jump" else 0)
        if pace == 1.0:
            samples = self._sound(first, self._block)
        else:
            at = (position - int(position)) + np.arange(self._block) / pace
            source = self._sound(first, self._block)
            after = self._loop.take([first + self._block], axis=0, mode="wrap") * SCALE
            before, part = at.astype(int), (at % 1)[:, None]
            source = np.concatenate([source, after])
            samples = (source[before] * (1 - part) + source[np.minimum(before + 1, self._block)] * part).astype(
                np.float32
            )
        if self.fault == "clipping":
            samples = np.clip(samples * 31.6, -1, 1)
        return samples

    def _sound(self, first: int, frames: int) -> Samples:
        start = first % len(self._loop)
        piece = self._loop[start : start + frames]
        if len(piece) < frames:
            piece = np.concatenate([piece, self._loop[: frames - len(piece)]])
        samples = piece * SCALE
        loudspeaker = self.world.loudspeaker
        played = loudspeaker.heard(first + frames - self._echo.needs, self._echo.needs) if loudspeaker else None
        if played is not None:
            samples += self._echo.of(played)
        return samples
