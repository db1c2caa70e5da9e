"""settings: what people in the room may change and the room remembers."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

Language = Literal["en", "zh_CN"]
Theme = Literal["light", "dark", "auto"]
Casting = Literal["together", "ask", "take_over"]
HideTitles = Literal["never", "private", "always"]
NoShow = Annotated[int, msgspec.Meta(ge=0, le=60)]
RoomName = Annotated[str, msgspec.Meta(min_length=1, max_length=48, pattern=r"^\S(.*\S)?$")]
IdleTimeout = Annotated[int, msgspec.Meta(ge=60, le=28_800)]


class SettingsState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings in force."""

    room_name: RoomName = "Meeting room"
    language: Language = "en"
    theme: Theme = "auto"
    idle_timeout_s: IdleTimeout = 600
    """Seconds without touch, cast or meeting before the glass sleeps."""
    casting: Casting = "together"
    """What becomes of a new cast: it joins the others, somebody at the glass is asked first, or it replaces them."""
    airplay: bool = True
    """Whether phones and computers may ask to mirror their screens by AirPlay, where this room has the helper."""
    watching: bool = False
    """Whether guests may watch the glass from elsewhere."""
    hide_titles: HideTitles = "private"
    """Whose title and organizer the glass keeps to itself: nobody's, those of private meetings, or all."""
    no_show_min: NoShow = 0
    """Minutes after its start when a meeting that nobody came to gives the room back; 0: never."""
    join_muted: bool = False
    """Whether the room comes into meetings with its microphone off."""
    camera_on_join: bool = True
    """Whether the room comes into meetings with its camera on."""
    lobby: bool = True
    """Whether whoever comes by number to a conference of this room waits to be admitted, at first."""
    recording: bool = True
    """Whether conferences of this room may be recorded."""
    auto_answer: bool = False
    """Whether the room takes calls by SIP itself, a moment after they begin to ring."""


class SettingsApi(Protocol):
    """Verbs on the settings."""

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def change(
        self,
        *,
        room_name: RoomName | None = None,
        language: Language | None = None,
        theme: Theme | None = None,
        idle_timeout_s: IdleTimeout | None = None,
        casting: Casting | None = None,
        airplay: bool | None = None,
        watching: bool | None = None,
        hide_titles: HideTitles | None = None,
        no_show_min: NoShow | None = None,
        join_muted: bool | None = None,
        camera_on_join: bool | None = None,
        lobby: bool | None = None,
        recording: bool | None = None,
        auto_answer: bool | None = None,
    ) -> None:
        """Replace the settings that are given; they are on disk when this returns.

        Errors: settings.not_saved (disk full or read-only; nothing changed).
        """
        ...
