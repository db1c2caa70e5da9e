"""doctor: which ways of casting work now, and what keeps the others from it."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from appliance.api.cast import Offer
from appliance.api.role import Role, allow

Way = Literal["browser", "name", "plain", "certificate", "udp", "whip", "airplay", "input", "qr"]
Verdict = Literal["ok", "warn", "fail"]
WayCode = Literal[
    "browser.no_network", "browser.silent", "browser.another_program", "browser.only_here", "browser.answers",
    "plain.off", "plain.silent", "plain.answers", "plain.another_program",
    "name.off", "name.taken", "name.none", "name.silent", "name.renamed", "name.answers",
    "certificate.not_seen", "certificate.expired", "certificate.names_missing", "certificate.expires_soon",
    "certificate.trusted", "certificate.self_made",
    "udp.media_away", "udp.no_socket", "udp.small_buffer", "udp.ready",
    "whip.silent", "whip.full", "whip.answers",
    "airplay.helper_missing", "airplay.needs_avahi", "airplay.off", "airplay.failed", "airplay.ready",
    "input.present", "input.none",
    "qr.no_address", "qr.shown",
]  # fmt: skip
"""What was found, `way.finding`; the words for it are the client's."""
Fact = str | int | bool | tuple[str, ...]

GUEST_WAYS: frozenset[Way] = frozenset({"browser", "name", "plain", "certificate", "udp", "whip", "airplay", "qr"})
"""What concerns whoever is in the room with a laptop; the sockets of its panel do not."""


class CastWay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to get a screen onto the glass, as the room sees it from inside."""

    way: Way
    status: Verdict
    """warn: it works, but not as well as it could, or not for everybody; fail: it does not work."""
    code: WayCode
    data: dict[str, Fact] = {}
    """What the words need: addresses, ports, names, dates (YYYY-MM-DD). Never a secret."""


class ProbeAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The room's side of a connection that carries nothing but a test."""

    answer: str
    """SDP."""


class DoctorApi(Protocol):
    """Verbs that look and change nothing."""

    @allow(Role.SHELL, Role.GUEST, Role.INTEGRATOR, Role.ADMIN)
    async def examine_casting(self) -> list[CastWay]:
        """Look at every way of casting; a guest hears of those in GUEST_WAYS.

        Who asks within 5 s of somebody else gets the same findings.
        """
        ...

    @allow(Role.GUEST, Role.ADMIN)
    async def answer_probe(self, offer: Offer) -> ProbeAnswer:
        """Answer a WebRTC offer of one data channel, whose short messages come back over UDP for 15 s.

        Errors: cast.bad_offer, media.away, session.rate_limited (retry_after_s).
        """
        ...
