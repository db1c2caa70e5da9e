"""What an administrator may say about calendars; part of the configuration's schema."""

from __future__ import annotations

import ipaddress
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

CalendarName = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]
CalendarKind = Literal["ics", "caldav", "graph", "google", "exchange"]

_NEEDED: dict[str, tuple[str, ...]] = {
    "ics": (),
    "caldav": ("url", "username"),
    "graph": ("tenant", "client_id"),
    "google": ("address",),
    "exchange": ("server", "username", "address"),
}
_MEANT: dict[str, tuple[str, ...]] = {
    "ics": ("url", "username", "ca_file", "plain_http"),
    "caldav": ("url", "username", "address", "ca_file", "plain_http"),
    "graph": ("url", "login_url", "tenant", "client_id", "address"),
    "google": ("url", "login_url", "address", "subject"),
    "exchange": ("server", "username", "address"),
}
_OF_A_KIND = (
    "url",
    "login_url",
    "server",
    "username",
    "address",
    "tenant",
    "client_id",
    "subject",
    "ca_file",
    "plain_http",
)


class CalendarConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One calendar, without its secrets.

    A password, token, key file, or an address that is a secret itself is put where only the room reads it by
    `parlor schedule login NAME`.
    """

    kind: Annotated[CalendarKind, msgspec.Meta(description="ics, caldav, graph, google or exchange.")]
    url: Annotated[
        str, msgspec.Meta(description="ics, caldav: the calendar's address; graph, google: another API's address.")
    ] = ""
    username: Annotated[str, msgspec.Meta(description="ics, caldav, exchange: who signs in.")] = ""
    address: Annotated[str, msgspec.Meta(description="The room's mail address or calendar id.")] = ""
    tenant: Annotated[str, msgspec.Meta(description="graph: directory id or domain.")] = ""
    client_id: Annotated[str, msgspec.Meta(description="graph: application id.")] = ""
    subject: Annotated[str, msgspec.Meta(description="google: the user whom a service account acts for.")] = ""
    server: Annotated[str, msgspec.Meta(description="exchange: host name.")] = ""
    login_url: Annotated[str, msgspec.Meta(description="graph, google: another address to sign in at.")] = ""
    ca_file: Annotated[str, msgspec.Meta(description="PEM file of the authority that signed the server.")] = ""
    plain_http: Annotated[bool, msgspec.Meta(description="Allow an address without TLS on another machine.")] = False
    writable: Annotated[bool, msgspec.Meta(description="Whether the room may book in it; never for ics.")] = True
    poll_s: Annotated[
        int, msgspec.Meta(ge=10, le=86_400, description="Seconds between looks; ics: at least 120 is kind.")
    ] = 45

    def __post_init__(self) -> None:
        for key in _NEEDED[self.kind]:
            if not getattr(self, key):
                raise ValueError(f"{key}: a calendar of kind {self.kind} needs it")
        for key in _OF_A_KIND:
            if getattr(self, key) and key not in _MEANT[self.kind]:
                raise ValueError(f"{key}: a calendar of kind {self.kind} has no use for it")
        for key in ("url", "login_url"):
            self._check_url(key, getattr(self, key))

    def _check_url(self, key: str, url: str) -> None:
        if not url:
            return
        parsed = urlsplit(url.replace("webcal://", "https://", 1))
        if parsed.scheme not in ("https", "http") or not parsed.hostname:
            raise ValueError(f"{key}: {url[:60]!r} is no https address")
        if parsed.username or parsed.password:
            raise ValueError(f"{key}: leave the name and password out; `parlor schedule login` keeps them")
        if parsed.scheme == "http" and not self.plain_http and not _is_here(parsed.hostname):
            raise ValueError(f"{key}: passwords would travel in the clear; use https, or set plain_http = true")


class ScheduleConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The room's calendars, each a table [schedule.calendar.NAME]; and links of services that one runs oneself.

    Patterns of links of further services stand in links.toml beside this file.
    """

    time_zone: Annotated[str, msgspec.Meta(description="The room's zone, as Europe/Berlin; empty: the system's.")] = ""
    hosts: Annotated[
        dict[Literal["jitsi", "bigbluebutton", "nextcloud_talk", "element_call", "galene", "livekit"], tuple[str, ...]],
        msgspec.Meta(description='Hosts of one\'s own by service, as {jitsi = ["meet.example.org"]}.'),
    ] = {}
    calendar: dict[CalendarName, CalendarConfig] = {}

    def own_hosts(self) -> dict[str, tuple[str, ...]]:
        """The hosts by the id of their service."""
        return {str(service): hosts for service, hosts in self.hosts.items()}

    def __post_init__(self) -> None:
        if self.time_zone:
            try:
                ZoneInfo(self.time_zone)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise ValueError(f"time_zone: {self.time_zone!r} is no time zone") from None


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
