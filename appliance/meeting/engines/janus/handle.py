"""A handle: one attachment to a plugin of the server, with at most one peer connection."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from appliance.meeting.engines.janus.trouble import JanusTrouble

if TYPE_CHECKING:
    from appliance.meeting.engines.janus.session import JanusSession


@dataclass(frozen=True, slots=True)
class Told:
    """What the server says on a handle, as an answer or unasked."""

    kind: str
    """event, success, webrtcup, hangup, media, slowlink or detached."""
    data: dict[str, Any] = field(default_factory=dict)
    """The plugin's own words, or those of the core where it is no plugin that speaks."""
    sdp: str = ""
    sdp_type: str = ""


class JanusHandle:
    """Asks a plugin. What comes unasked goes to `on_told`."""

    def __init__(self, session: JanusSession, id_: int, on_told: Callable[[Told], None]) -> None:
        self._session = session
        self.id = id_
        self.on_told = on_told

    async def ask(self, request: str, sdp: str = "", sdp_type: str = "offer", **body: Any) -> Told:
        """Send a request, with a description where it has one, and wait for its result.

        Raises JanusTrouble where the server or the plugin refuses, JanusAway where nothing comes in time.
        """
        message: dict[str, Any] = {"body": {"request": request, **body}}
        if sdp:
            message["jsep"] = {"type": sdp_type, "sdp": sdp}
        return await self._session.ask_handle(self.id, message)

    async def detach(self) -> None:
        """Let go of it, with its connection; one that is gone already is fine."""
        with suppress(JanusTrouble):
            await self._session.detach(self)
