"""Header extensions of received RTP packets: those that this receiver uses.

Sources: RFC 8285; draft-holmer-rmcat-transport-wide-cc-extensions-01; the color-space extension of WebRTC's RTP header
extension documents, whose first four bytes are primaries, transfer, matrix and range with chroma siting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from aiortc.rtp import HeaderExtensions, unpack_header_extensions

ARRIVAL_URI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid"
LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
COLOUR_URI = "http://www.webrtc.org/experiments/rtp-hdrext/color-space"


class Colour(NamedTuple):
    """What YUV numbers mean, in the code points of ITU-T H.273: matrix 1 is BT.709; range 1 is video, 2 full."""

    matrix: int
    range: int


@dataclass
class StreamExtensions(HeaderExtensions):
    """aiortc's, and the colour of the pictures from here on."""

    colour: Colour | None = None


class ExtensionReader:
    """Takes the place of aiortc's HeaderExtensionsMap on the receiving side."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def configure(self, parameters: Any) -> None:
        """Learn the numbers that were negotiated."""
        self._ids.update({extension.uri: extension.id for extension in parameters.headerExtensions})

    def get(self, profile: int, value: bytes) -> StreamExtensions:
        """Read a packet's extensions; mangled ones raise ValueError, which drops the packet."""
        found = StreamExtensions()
        for number, content in unpack_header_extensions(profile, value):
            if number == self._ids.get(ARRIVAL_URI) and len(content) == 2:
                found.transport_sequence_number = int.from_bytes(content, "big")
            elif number == self._ids.get(MID_URI):
                found.mid = content.decode("ascii")
            elif number == self._ids.get(COLOUR_URI) and len(content) >= 4:
                found.colour = Colour(matrix=content[2], range=content[3] >> 4 & 3)
        return found
