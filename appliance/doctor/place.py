"""What the daemon knows of its own place on the network, for the doctor to compare with what it finds."""

from __future__ import annotations

from pathlib import Path

import msgspec

from appliance.discovery.hostname import HostName

AVAHI = Path("/run/avahi-daemon/socket")
VIDEO_INPUTS = Path("/sys/class/video4linux")
INPUT_WORDS = ("hdmi", "capture", "cam link", "camlink", "usb video", "magewell", "elgato", "avermedia")
"""In the names of what turns an HDMI cable into a picture."""
EPHEMERAL_PORTS = Path("/proc/sys/net/ipv4/ip_local_port_range")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Ports and names as they are in force."""

    https_port: int
    http_port: int
    """0: no plain page."""
    is_announced: bool
    """Whether the configuration lets the room be found by mDNS."""
    host: HostName = HostName()
    airplay_command: str = "uxplay"


def media_ports() -> tuple[int, int]:
    """The first and last UDP port that media may come in at: those that the kernel gives away."""
    first, last = EPHEMERAL_PORTS.read_text().split()
    return int(first), int(last)


def video_inputs() -> tuple[str, ...]:
    """Names of the capture devices that take a cable."""
    found: set[str] = set()
    for file in sorted(VIDEO_INPUTS.glob("*/name")):
        name = file.read_text(errors="replace").strip()
        if any(word in name.lower() for word in INPUT_WORDS):
            found.add(name)
    return tuple(sorted(found))
