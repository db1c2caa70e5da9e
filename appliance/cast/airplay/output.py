"""What the helper prints, read as facts. Source: what UxPlay 1.62 prints with -d, and the words of its later versions.

Its lines carry what a stranger sent, so nothing here is believed beyond that stranger's own connection.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

MAX_NAME = 48

Trouble = Literal["airplay.no_discovery", "airplay.port_taken", "airplay.missing_plugin", "airplay.helper_died"]
"""Why a helper does not serve; stable codes."""

_STRING = re.compile(r"\s*<string>(.*?)</string>")
_REQUEST = re.compile(r"connection request from (.*) \([^()]*\) with deviceID = ")
# the first comes before the sender's first key frame does, which nobody sends a second time
_BEGUN = ("raop_rtp_mirror starting mirroring", "begin video stream wxh", "Begin streaming to GStreamer video pipeline")
_ENDED = (
    "raop_rtp_mirror exiting TCP thread",
    "***ERROR lost connection with client",
    "*** ERROR lost connection with client",
)
_TROUBLES: tuple[tuple[str, Trouble], ...] = (
    # before the other: a helper that got no port goes on to complain that it cannot register
    ("Error initialising socket", "airplay.port_taken"),
    ("No DNS-SD Server found", "airplay.no_discovery"),
    ("Could not initialize dnssd library", "airplay.no_discovery"),
    ("dnssd_register_", "airplay.no_discovery"),
    ("gst_parse_launch error", "airplay.missing_plugin"),
    ("get_parse_launch error", "airplay.missing_plugin"),
    ('no element "', "airplay.missing_plugin"),
    ("Required gstreamer plugin", "airplay.missing_plugin"),
)


@dataclass(frozen=True)
class Serving:
    """The helper listens."""


@dataclass(frozen=True)
class Begun:
    """Somebody mirrors: pictures will come at once."""

    name: str
    """How the sender is called; empty where it did not say."""


@dataclass(frozen=True)
class Ended:
    """No more pictures come."""


@dataclass(frozen=True)
class Complained:
    """The helper says why it cannot serve; it will end."""

    trouble: Trouble


Fact = Serving | Begun | Ended | Complained


class Output:
    """Reads one helper's lines in order."""

    def __init__(self) -> None:
        self._name = ""
        self._is_name_next = False
        self._is_mirroring = False
        self._has_complained = False

    def read(self, line: str) -> Fact | None:
        """The fact that a line tells, if it is one."""
        if self._is_name_next:
            self._is_name_next = False
            if found := _STRING.match(line):
                self._name = _tidy(html.unescape(found[1]))
        elif line.strip() == "<key>name</key>":
            self._is_name_next = True
        elif found := _REQUEST.match(line):
            self._name = _tidy(found[1])
        elif line.startswith("Initialized server socket(s)"):
            return Serving()
        elif line.startswith(_BEGUN):
            return self._begin()
        elif line.startswith(_ENDED):
            return self._end()
        return self._complain(line)

    def _begin(self) -> Begun | None:
        # it is told again whenever the picture's size changes
        was_mirroring, self._is_mirroring = self._is_mirroring, True
        return None if was_mirroring else Begun(self._name)

    def _end(self) -> Ended | None:
        was_mirroring, self._is_mirroring = self._is_mirroring, False
        self._name = ""
        return Ended() if was_mirroring else None

    def _complain(self, line: str) -> Complained | None:
        trouble: Trouble | None = next((trouble for words, trouble in _TROUBLES if words in line), None)
        # once a sender is there, the words may be the sender's
        if trouble is None or self._has_complained or self._name:
            return None
        self._has_complained = True
        return Complained(trouble)


def _tidy(name: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())[:MAX_NAME]
