"""Where what a sender brings enters the room, and what every kind of sender has in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from appliance.media.extensions import Colour
from appliance.media.jitter import EncodedFrame
from appliance.media.quality import Quality
from appliance.media.sync import LipSync

Deliver = Callable[[Any, bool], None]
"""Takes an av frame, and whether it is new enough to be shown; called in the decoder's thread."""


@dataclass(frozen=True)
class Inlet:
    """The ends of one cast. `reachable` is called in the loop when the sender comes or goes."""

    picture: Deliver
    sound: Deliver
    reachable: Callable[[bool], None]
    sync: LipSync = field(default_factory=LipSync)


class Sink(Protocol):
    """Takes the encoded frames of one stream, in the loop."""

    def put(self, codec: str, frame: EncodedFrame, colour: Colour | None = None) -> bool:
        """Take a frame; False where a key frame is needed before any is of use again."""
        ...

    def close(self) -> None:
        """No more comes. It may block: called in a thread."""
        ...


class Origin(Protocol):
    """What brings a cast: a WebRTC session, plain RTP, a camera."""

    @property
    def has_sound(self) -> bool:
        """Whether sound comes with the pictures now."""
        ...

    async def run(self) -> bool:
        """Receive until the sender leaves (True) or is lost (False)."""
        ...

    async def close(self) -> None:
        """End it; nothing is delivered after this returns."""
        ...

    def quality(self) -> Quality:
        """How well it came in since this was asked last."""
        ...

    def set_ceiling(self, kbps: int) -> None:
        """Let the sender send so much at most, where it listens."""
        ...
