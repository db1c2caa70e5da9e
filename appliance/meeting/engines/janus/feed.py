"""A feed: what one connection of a person sends, as the VideoRoom plugin lists it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from appliance.api.conference import Source, Want

Medium = Literal["audio", "video"]


@dataclass(frozen=True, slots=True)
class Stream:
    """A media section that carries something."""

    mid: str
    index: int
    medium: Medium
    codec: str
    is_simulcast: bool = False
    """The browser sends several sizes in it (RFC 8853)."""
    profile: str = ""
    """Of H.264 or VP9."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which stream of a feed answers a want."""

    feed: str
    person_id: str
    source: Literal["microphone", "camera", "screen", "screen_sound"]
    stream: Stream
    substream: int | None = None
    """0 (small) to 2 of a simulcast stream."""
    is_carried: bool = False
    """Another server sends it to this one."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Live media of a person. Its id on the server is new with each connection."""

    id: str
    person_id: str
    sources: dict[str, Source]
    """By mid."""
    streams: tuple[Stream, ...] = ()
    is_carried: bool = False
    """Another server sends it to this one."""

    def choose(self, want: Want) -> Chosen | None:
        """What comes closest to a want; None where the person sends nothing of the kind."""
        large = self._stream_of(want.source)
        small = self._stream_of("camera_low") if want.source == "camera" else None
        preferred, other = (small, large) if want.quality == "low" else (large, small)
        stream = preferred or other
        if stream is None:
            return None
        substream = None
        if stream.is_simulcast:
            substream = 0 if want.quality == "low" else 2
        return Chosen(self.id, self.person_id, want.source, stream, substream, self.is_carried)

    def mids(self, sources: frozenset[Source]) -> dict[str, bool]:
        """Of each section that carries something: whether its source is among these."""
        return {stream.mid: self.sources.get(stream.mid) in sources for stream in self.streams}

    def _stream_of(self, source: Source) -> Stream | None:
        return next((stream for stream in self.streams if self.sources.get(stream.mid) == source), None)


def streams(listed: list[dict[str, Any]]) -> tuple[Stream, ...]:
    """Those of a publisher in a list of the plugin that are in use."""
    return tuple(
        Stream(
            mid=str(each["mid"]),
            index=int(each["mindex"]),
            medium=each["type"],
            codec=str(each["codec"]),
            is_simulcast=bool(each.get("simulcast")),
            profile=str(each.get("h264_profile") or each.get("vp9_profile") or ""),
        )
        for each in listed
        if each.get("type") in ("audio", "video") and not each.get("disabled") and each.get("codec")
    )
