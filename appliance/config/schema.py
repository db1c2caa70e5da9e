"""What may be configured: types, limits, defaults and descriptions, from which checks and the example derive.

A ValueError of a __post_init__ begins with the key that it is about, so that its line can be told.
"""

from __future__ import annotations

import ipaddress
from typing import Annotated, Literal

import msgspec

from appliance.api.settings import RoomName
from appliance.config.meeting import MeetingConfig
from appliance.config.schedule import ScheduleConfig
from appliance.media.engine import DriverChoice

Port = Annotated[int, msgspec.Meta(ge=0, le=65_535)]
Level = Literal["debug", "info", "warning", "error"]


def _check_addresses(key: str, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        try:
            ipaddress.ip_address(address)
        except ValueError:
            raise ValueError(f"{key}: {address!r} is no IP address") from None


class RoomConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which room this is."""

    name: Annotated[
        RoomName, msgspec.Meta(description="The room's first name; a name given on the glass later replaces it.")
    ] = "Meeting room"


class NetworkConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where guests reach the room."""

    addresses: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="IP addresses of this machine to listen on; empty: all except loopback."),
    ] = ()
    https_port: Annotated[Port, msgspec.Meta(description="Port of the guests' pages; 0: any free one.")] = 8443
    http_port: Annotated[
        Port, msgspec.Meta(description="Port of the plain page that leads to the secure one; 0: none.")
    ] = 8080
    plain_whip: Annotated[
        bool,
        msgspec.Meta(
            description="Whether OBS, FFmpeg and other WHIP senders may use the plain port too; whoever listens on the "
            "network reads their tokens then."
        ),
    ] = False

    def __post_init__(self) -> None:
        _check_addresses("addresses", self.addresses)
        if self.plain_whip and not self.http_port:
            raise ValueError("plain_whip: there is no plain port, http_port is 0")


class HttpsConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The certificate; when all are empty the room makes its own."""

    certificate: Annotated[str, msgspec.Meta(description="PEM file: the certificate and its chain.")] = ""
    key: Annotated[str, msgspec.Meta(description="PEM file: the certificate's private key.")] = ""
    directory: Annotated[
        str,
        msgspec.Meta(
            description="Instead of two files: a directory with fullchain.pem and privkey.pem, or tls.crt and tls.key."
        ),
    ] = ""

    def __post_init__(self) -> None:
        if bool(self.certificate) != bool(self.key):
            raise ValueError(
                f"{'certificate' if self.certificate else 'key'}: certificate and key are given together or not at all"
            )
        if self.directory and self.certificate:
            raise ValueError("directory: give either directory or certificate and key")


class DevicesConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which device serves each purpose.

    driver is "auto" (the first real one that finds a device), "none", "twin" (a virtual device) or a driver's name;
    device is a device's id as `parlor state devices` tells it, or empty for the first found;
    options are the driver's own.
    """

    camera: DriverChoice = DriverChoice()
    microphone: DriverChoice = DriverChoice()
    speaker: DriverChoice = DriverChoice()
    display: DriverChoice = DriverChoice()


class DiscoveryConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the room is found on the network (mDNS)."""

    enabled: Annotated[bool, msgspec.Meta(description="Whether the room announces itself.")] = True
    interfaces: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="IP addresses whose networks hear the announcement; empty: all that the room listens on."
        ),
    ] = ()

    def __post_init__(self) -> None:
        _check_addresses("interfaces", self.interfaces)


class AirPlayConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Casting by AirPlay, through a helper that is installed apart: UxPlay, with avahi-daemon and D-Bus.

    The helper announces itself through avahi, so it rests where [discovery] is off.
    """

    enabled: Annotated[bool, msgspec.Meta(description="Whether the helper is used where it is installed.")] = True
    command: Annotated[
        str, msgspec.Meta(min_length=1, description="The helper: a name to look for in PATH, or an absolute path.")
    ] = "uxplay"
    instances: Annotated[
        int, msgspec.Meta(ge=1, le=4, description="How many may mirror at once; each is a receiver of its own.")
    ] = 2
    port: Annotated[
        int,
        msgspec.Meta(
            ge=1024, le=65_500, description="The first of the ports they listen on, TCP and UDP, three a receiver."
        ),
    ] = 7100


class InputConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A capture card or stick: what is plugged into it is shared on the glass.

    driver is "auto" (capture cards that are known by name or driver; never a camera), "none", "v4l2" or "twin";
    device is a device's id, node or name, and may then be any but the room's own camera.
    """

    driver: Annotated[str, msgspec.Meta(description="auto, none, v4l2 or twin.")] = "auto"
    device: Annotated[str, msgspec.Meta(description="A device's id, node or name; empty: every capture card.")] = ""


class LogConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is logged, to standard error."""

    level: Annotated[Level, msgspec.Meta(description="The least level: debug, info, warning or error.")] = "info"


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it; each field is a table of the file."""

    room: RoomConfig = RoomConfig()
    network: NetworkConfig = NetworkConfig()
    https: HttpsConfig = HttpsConfig()
    devices: DevicesConfig = DevicesConfig()
    discovery: DiscoveryConfig = DiscoveryConfig()
    airplay: AirPlayConfig = AirPlayConfig()
    input: InputConfig = InputConfig()
    schedule: ScheduleConfig = ScheduleConfig()
    meeting: MeetingConfig = MeetingConfig()
    log: LogConfig = LogConfig()
