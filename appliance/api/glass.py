"""glass: the screen itself."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

Renderer = Literal["gpu", "software"]
PictureFormat = Literal["png", "jpeg"]
Pixels = Annotated[int, msgspec.Meta(ge=0, le=16_384)]


class GlassState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a shell draws, and on what."""

    attached: bool = False
    width: Pixels = 0
    height: Pixels = 0
    renderer: Renderer = "gpu"
    """software: the shell cannot convert video, so the media worker hands it pictures ready to paint."""


class Capture(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A picture of the glass in a file that is replaced by the next capture."""

    path: str
    width: int
    height: int


class CaptureRequested(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="glass.capture_requested"
):
    """The shell shall write what it shows to `path` and call glass.deliver_capture."""

    capture_id: str
    path: str
    format: PictureFormat
    max_width: Pixels


class GlassApi(Protocol):
    """Verbs on the glass."""

    @allow(Role.SHELL)
    async def attach(self, width: Pixels, height: Pixels, renderer: Renderer) -> None:
        """This connection draws the glass, until it closes; call again when the size changes."""
        ...

    @allow(Role.ADMIN)
    async def capture(self, format: PictureFormat = "png", max_width: Pixels = 0) -> Capture:  # noqa: A002
        """Picture the glass as it is now; max_width 0 keeps its own size.

        Errors: glass.away (no shell, or it did not answer within 3 s).
        """
        ...

    @allow(Role.SHELL)
    async def deliver_capture(self, capture_id: str, width: Pixels, height: Pixels) -> None:
        """The picture that glass.capture_requested asked for is in its file. Errors: glass.unknown_capture."""
        ...
