"""The virtual room: walls, people who sit, sway and talk in turns, and the truth about them.

Metres, with the origin on the floor under the glass: x to the right and y into the room as the camera sees them, z up.
Azimuths are degrees from straight ahead, positive to the right. Times are seconds of the world's clock.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from drivers.clock import Clock, WallClock
from drivers.conversation import Conversation
from drivers.faults import Faults

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from drivers.capabilities import Point

HEAD_WIDTH_M, HEAD_HEIGHT_M = 0.17, 0.24
SEATS = ((0.05, 3.1), (-1.32, 2.35), (1.30, 2.2), (-0.72, 2.85), (0.82, 2.95))
BLINK_S = 0.14


@dataclass(frozen=True, slots=True)
class Room:
    """A box; camera and microphones look into it from the front wall, the loudspeakers stand beside them."""

    width_m: float = 5.2
    depth_m: float = 4.6
    height_m: float = 2.7
    camera: Point = (0.0, 0.05, 1.42)
    camera_pitch_deg: float = -6.0
    camera_fov_deg: float = 74.0
    microphones: Point = (0.0, 0.05, 1.36)
    loudspeakers: tuple[Point, Point] = ((-0.7, 0.1, 1.2), (0.7, 0.1, 1.2))

    def project(self, point: Point, width: int) -> tuple[float, float, float]:
        """Pin-hole projection to pixels of a 16:9 picture: x, y and pixels a metre at that depth."""
        pitch = math.radians(self.camera_pitch_deg)
        dx, dy, dz = (p - c for p, c in zip(point, self.camera, strict=True))
        depth = dy * math.cos(pitch) + dz * math.sin(pitch)
        up = dz * math.cos(pitch) - dy * math.sin(pitch)
        scale = width / 2 / math.tan(math.radians(self.camera_fov_deg / 2)) / max(depth, 1e-3)
        return width / 2 + dx * scale, width * 9 / 32 - up * scale, scale


@dataclass(frozen=True, slots=True)
class Pose:
    """A head: its centre, where it looks (degrees to the right), how it leans, how far mouth and eyes open (0..1)."""

    head: Point
    yaw_deg: float
    roll_deg: float
    mouth: float
    eyes: float


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float


class SoundSource(Protocol):
    """Something that sounds in the room from the two places of its loudspeakers."""

    def heard(self, first: int, frames: int) -> npt.NDArray[np.float32] | None:
        """Return frames x 2 that sound from sample `first` of the world's time at 48 kHz; None is silence."""
        ...


class World:
    """One room; the same seed gives the same people, movements and conversation."""

    def __init__(
        self, seed: int = 7, people: int = 5, clock: Clock | None = None, *, talk_s: float = 20, quiet_s: float = 10
    ):
        if not 0 <= people <= len(SEATS):
            raise ValueError(f"people: {people} is not within 0..{len(SEATS)}")
        self.room = Room()
        self.clock = clock or WallClock()
        self.faults = Faults()
        # the cable of the table lies loose until somebody plugs it into a laptop
        self.faults.inject("twin-input:hdmi", "unplugged")
        self.loudspeaker: SoundSource | None = None
        self.seats = SEATS[:people]
        self.conversation = Conversation(seed, people, talk_s, quiet_s)
        rng = random.Random(seed)  # noqa: S311 (a play, not a secret)
        self._phases = [[rng.uniform(0, math.tau) for _ in range(4)] for _ in self.seats]

    def now_s(self) -> float:
        """Return the world's time."""
        return self.clock.now_ns() / 1e9

    def talker(self, t_s: float) -> int | None:
        """Return who talks at `t_s`."""
        turn = self.conversation.turn(t_s)
        return turn.person if turn else None

    def head(self, person: int, t_s: float) -> Point:
        """Return the centre of a head, which sways by a few centimetres."""
        a, b, c, _ = self._phases[person]
        x, y = self.seats[person]
        talks = 1.0 if self.talker(t_s) == person else 0.0
        nod = 0.006 * talks * math.sin(9.0 * t_s + c)
        return (
            x + 0.022 * math.sin(0.61 * t_s + a) + 0.008 * math.sin(1.7 * t_s + b),
            y + 0.015 * math.sin(0.43 * t_s + b),
            1.20 + 0.03 * math.sin(a) + 0.005 * math.sin(1.25 * t_s + c) + nod,
        )

    def pose(self, person: int, t_s: float) -> Pose:
        """Return all that can be seen of a head at `t_s`."""
        head = self.head(person, t_s)
        phase = self._phases[person][3]
        looks = [self._looks_at(person, head, t_s - 0.08 * k) for k in range(6)]
        yaw_deg = sum(looks) / len(looks) + 3 * math.sin(0.5 * t_s + phase)
        mouth, since_blink_s = 0.0, (t_s + phase) % (3.1 + 0.7 * phase / math.tau)
        spoken = self.conversation.syllable(t_s) if self.talker(t_s) == person else None
        if spoken:
            syllable, progress = spoken
            mouth = syllable.stress * (0.25 + 0.75 * math.sin(math.pi * progress))
        eyes = 1.0 if since_blink_s > BLINK_S else abs(2 * since_blink_s / BLINK_S - 1)
        return Pose(head, yaw_deg, 2.2 * math.sin(0.52 * t_s + phase), mouth, eyes)

    def azimuth_deg(self, person: int, t_s: float) -> float:
        """Return from where the microphones hear that person."""
        x, y, _ = self.head(person, t_s)
        return math.degrees(math.atan2(x - self.room.microphones[0], y - self.room.microphones[1]))

    def head_box(self, person: int, t_s: float, width: int) -> Box:
        """Return where that head is in a 16:9 picture of `width` pixels."""
        x, y, scale = self.room.project(self.head(person, t_s), width)
        w, h = HEAD_WIDTH_M * scale, HEAD_HEIGHT_M * scale
        return Box(x - w / 2, y - h / 2, w, h)

    def _looks_at(self, person: int, head: Point, t_s: float) -> float:
        """Listeners turn to the talker; the talker and a silent table look ahead."""
        talker = self.talker(t_s)
        if talker is None or talker == person:
            return 0.0
        x, y = self.seats[talker]
        away = math.degrees(math.atan2(x - head[0], head[1] - y + 1.2))
        return max(-32.0, min(32.0, 0.6 * away))


@cache
def shared() -> World:
    """Return the room that all twins of this process share unless told otherwise."""
    return World()
