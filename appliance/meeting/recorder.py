"""Recorder: what writes a conference to disk. The hall tells it what to receive: only what is of people who agreed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from appliance.api.conference import Conference, RecordingPhase, Want
from appliance.meeting.conversation import Conversation


class RecorderNews(msgspec.Struct, frozen=True, kw_only=True):
    """How a recording is. off: it is whole, or `failure` says why it is not."""

    phase: RecordingPhase
    percent: int = 0
    failure: str = ""


Tell = Callable[[RecorderNews], None]


class Recorder(Protocol):
    """One recording at a time for each conference, by the conference's id."""

    async def start(self, conference_id: str, view: Conference, conversation: Conversation, tell: Tell) -> None:
        """Begin to write what follow asks for. Errors: recording.disk_full, media.away."""
        ...

    def follow(self, conference_id: str, view: Conference, wants: tuple[Want, ...]) -> None:
        """Receive these from now on, and note what is told of people, speaker and shared screen."""
        ...

    async def stop(self, conference_id: str) -> None:
        """Write no longer; a film is made, and told of as `finishing`, then `off`."""
        ...
