"""WebEngine: what the room asks of the worker that shows pages of third parties, and how it tells how they stand."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.meeting import CallHint, CallPhase, CallStep, PageKey, PageText, TouchPoint

PagePhase = Literal["", CallPhase, "over"]
"""Empty: there is no page; over: reported once, with a failure or because the meeting ended."""


SoundName = Annotated[str, msgspec.Meta(max_length=120, pattern=r"^[A-Za-z0-9_.-]*$")]


class PageDevices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the page hears and sees of the room, and what it is heard by."""

    microphone: str = ""
    """Its name, or part of it; empty or not to be had: the system's own choice."""
    camera: str = ""
    microphone_lent: bool = False
    """It is the room's processed sound: the page finds no other microphone, and the browser works on it no more."""
    camera_lent: bool = False
    """It is the room's picture: the page finds no other camera."""
    source: SoundName = ""
    """The microphone that is lent, by its name at the sound server."""
    speaker: SoundName = ""
    """The sink of the sound server that the page plays into; empty: the system's own choice."""
    virtual: bool = False
    """The room has none: the browser sends a tone and a test picture."""


class PageStatus(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that the worker knows."""

    call_id: str = ""
    phase: PagePhase = ""
    step: CallStep = ""
    hint: CallHint = ""
    failure: str = ""
    """web.no_browser (none installed, or it does not start; detail: its name), web.no_web_client (the service has
    none), web.unreachable (detail: host), web.refused (somebody there said no, or there is no such meeting),
    web.crashed, meeting.bad_address.
    """
    detail: str = ""
    muted: bool = False
    """As the page tells, or as the room enforces where it does not tell."""
    camera_on: bool = True
    typing: bool = False


class WebEngine(Protocol):
    """The worker's verbs. One page at a time."""

    async def open(
        self,
        call_id: str,
        service: str,
        url: Annotated[str, msgspec.Meta(max_length=4096)],
        name: Annotated[str, msgspec.Meta(max_length=120)],
        devices: PageDevices,
        muted: bool = False,
        camera_on: bool = True,
    ) -> PageStatus:
        """Begin to join, in the place of whatever page there was; the status tells what becomes of it."""
        ...

    async def close(self, call_id: str) -> None:
        """Leave, or give up joining: within a second the browser is gone, and all that it had kept."""
        ...

    async def look(self) -> PageStatus:
        """The status as it is now."""
        ...

    async def set_muted(self, muted: bool) -> None:
        """Switch the microphone on the page; where that cannot be seen to work, take the sound away from the page."""
        ...

    async def set_camera(self, on: bool) -> None:
        """Switch the camera likewise."""
        ...

    async def set_size(
        self, width: Annotated[int, msgspec.Meta(ge=0, le=3840)], height: Annotated[int, msgspec.Meta(ge=0, le=2160)]
    ) -> None:
        """Lay the page out for so many pixels; 0: keep the size."""
        ...

    async def touch(self, points: Annotated[list[TouchPoint], msgspec.Meta(max_length=20)]) -> None:
        """All fingers that are on the page now."""
        ...

    async def type(self, text: PageText) -> None:
        """Type into the field that has the focus."""
        ...

    async def press(self, key: PageKey) -> None:
        """Press and release a key."""
        ...
