"""Which V4L2 devices are capture cards: nothing in V4L2 tells a stick that speaks UVC from a camera, but its name."""

from __future__ import annotations

import re

DRIVERS = frozenset({"ProCapture", "cobalt", "hdpvr", "usbtv", "em28xx", "cx23885", "saa7134", "saa7164", "tc358743"})
"""Kernel drivers that serve capture hardware only."""

_NAMES = re.compile(
    r"capture|hdmi|\bhd60|cam ?link|live gamer|avermedia|magewell|macrosilicon"
    r"|usb ?3\.? ?0? (hd )?video|^usb video(:|$)",
    re.IGNORECASE,
)


def is_capture_card(name: str, kernel_driver: str) -> bool:
    """Whether a V4L2 device, by its name and its kernel driver's, is known to capture a cable's picture."""
    return kernel_driver in DRIVERS or _NAMES.search(name) is not None
