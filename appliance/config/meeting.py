"""What may be configured of meetings: what forwards them, where numbers are looked up, where recordings lie."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

_FINGERPRINT = re.compile(r"(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}")
EngineName = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]


class JanusConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Janus server on site, 1.1.2 or later, with the VideoRoom plugin and string ids.

    Its API secret and the plugin's admin key are kept by `parlor meeting login NAME`, never in this file.
    """

    url: Annotated[str, msgspec.Meta(description="Its WebSocket: wss://host:8989 or ws://host:8188.")]
    plain: Annotated[bool, msgspec.Meta(description="Allow an address without TLS on another machine.")] = False
    ca_file: Annotated[str, msgspec.Meta(description="PEM file of the authority that signed the server.")] = ""
    media_address: Annotated[
        str, msgspec.Meta(description="Where another Janus server sends media to it when they share a conference.")
    ] = ""
    sip: Annotated[bool, msgspec.Meta(description="Whether calls by SIP go through its SIP plugin.")] = False

    def __post_init__(self) -> None:
        parsed = urlsplit(self.url)
        if parsed.scheme not in ("ws", "wss") or not parsed.hostname:
            raise ValueError(f"url: {self.url[:60]!r} is no ws or wss address")
        if parsed.scheme == "ws" and not self.plain and parsed.hostname not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError("url: passcodes would travel in the clear; use wss, or set plain = true")


class MeetingConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Meetings that this room joins and holds."""

    engines: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description='What forwards conferences, in order: "embedded", names of [meeting.janus.NAME], '
            'or several of these as one, "a+b".'
        ),
    ] = ("embedded",)
    janus: dict[EngineName, JanusConfig] = {}
    directories: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="Addresses of rooms (https://host:port) that are asked for numbers not found nearby; "
            'after "#" the fingerprint of a certificate that no authority vouches for.'
        ),
    ] = ()
    recordings: Annotated[str, msgspec.Meta(description="Directory of recordings; empty: beside the boards.")] = ""
    browser: Annotated[
        str, msgspec.Meta(min_length=1, description="What opens meetings of other services: Chromium, by name or path.")
    ] = "chromium"
    sip_identity: Annotated[
        str, msgspec.Meta(description="As whom this room calls by SIP, as sip:room@example.org; empty: by its name.")
    ] = ""
    sip_registrar: Annotated[
        str,
        msgspec.Meta(
            description="Where this room registers as sip_identity so that it can be called, as sip:example.org; "
            "empty: it only calls. Its password is kept by `parlor meeting login NAME`."
        ),
    ] = ""
    when_alone: Annotated[
        Literal["end", "keep"], msgspec.Meta(description="What becomes of a conference whose last person has left.")
    ] = "end"

    def __post_init__(self) -> None:
        for name in self.engines:
            for part in name.split("+") if name != "embedded" else ():
                if part not in self.janus:
                    raise ValueError(f"engines: {part!r} is neither embedded nor a table [meeting.janus.{part}]")
        if self.sip_registrar:
            self._check_registrar()
        for address in self.directories:
            parsed = urlsplit(address)
            if parsed.scheme != "https" or not parsed.hostname:
                raise ValueError(f"directories: {address[:60]!r} is no https address")
            if parsed.fragment and not _FINGERPRINT.fullmatch(parsed.fragment):
                raise ValueError(f'directories: {address[:60]!r} has no SHA-256 fingerprint (64 hex digits) after "#"')

    def _check_registrar(self) -> None:
        if not re.fullmatch(r"sips?:[^\s@]+", self.sip_registrar):
            raise ValueError(f"sip_registrar: {self.sip_registrar[:60]!r} is no address as sip:example.org")
        if not re.fullmatch(r"sips?:[^\s@]+@[^\s@]+", self.sip_identity):
            raise ValueError("sip_registrar: needs sip_identity, as sip:room@example.org, to be registered")
        if not any(server.sip for server in self.janus.values()):
            raise ValueError("sip_registrar: no table [meeting.janus.NAME] has sip = true")
