"""What can go wrong with a Janus server.

JanusTrouble        it answered with an error: its number and its words
    JanusAway       it does not answer, or not any more
"""

from __future__ import annotations

from appliance.api.errors import Code, Unavailable


class JanusTrouble(Exception):
    """The server refused; `number` is its own (janus/apierror.h, and 4xx of the plugin)."""

    UNAUTHORIZED = 403
    NO_SESSION = 458
    NO_SUCH_PLUGIN = 460
    BAD_SDP = (464, 465, 469)
    NO_SUCH_ROOM = 426
    ROOM_EXISTS = 427
    NO_SUCH_FEED = 428
    BAD_ELEMENT = 430
    KEY_WRONG = 433
    ROOM_BAD_SDP = (431, 437)

    def __init__(self, number: int, words: str) -> None:
        super().__init__(f"{words[:200]} ({number})")
        self.number = number
        self.words = words[:200]


class JanusAway(JanusTrouble):
    """Nothing can be asked of it now."""

    def __init__(self, words: str) -> None:
        super().__init__(0, words)


def no_engine() -> Unavailable:
    """What the room is told while the server is away."""
    return Unavailable(Code.MEETING_NO_ENGINE)
