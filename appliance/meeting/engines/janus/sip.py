"""A telephone line by SIP: the SIP plugin of a Janus server calls, is called, and joins RTP to one peer connection.

It passes media on as it is: what the other side and the room can both decode is theirs to agree on (Opus, G.722, G.711;
H.264, VP8). One call at a time a line.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from appliance.log import get_logger
from appliance.meeting.engines.janus.handle import JanusHandle, Told
from appliance.meeting.engines.janus.session import JanusSession
from appliance.meeting.engines.janus.trouble import JanusAway, JanusTrouble

log = get_logger("sip")

REGISTER_S = 10.0
RING_S = 60.0
_FAILURES = {
    401: "sip.sign_in",
    403: "sip.declined",
    404: "sip.unknown",
    407: "sip.sign_in",
    408: "sip.no_answer",
    415: "sip.no_codec",
    480: "sip.no_answer",
    484: "sip.unknown",
    486: "sip.busy",
    487: "sip.no_answer",
    488: "sip.no_codec",
    600: "sip.busy",
    603: "sip.declined",
    604: "sip.unknown",
}
"""By status (RFC 3261, 21); all others are sip.failed."""


class SipFailed(Exception):
    """A call that did not come to be. `code` is a failure of the room's, `detail` what the other side said."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail[:100]


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom a line calls; a password is for whoever asks. With a registrar it is called by that address too."""

    address: str
    """sip:room@example.org"""
    name: str = ""
    password: str = ""
    registrar: str = ""
    """sip:example.org; empty: the line only calls out, or is called by its network address."""

    def __repr__(self) -> str:
        return f"Identity({self.address})"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who calls."""

    address: str
    name: str
    offer: str
    """SDP of the server's side; empty where the caller offered nothing."""


class SipLine:
    """One line. Verbs raise JanusTrouble; open before anything else."""

    def __init__(self, session: JanusSession, identity: Identity) -> None:
        self._session = session
        self._identity = identity
        self._handle: JanusHandle | None = None
        self._told: asyncio.Queue[Told] = asyncio.Queue()
        self._calls: asyncio.Queue[Caller | SipFailed] = asyncio.Queue()
        self._over: asyncio.Future[str] | None = None
        self._is_registered = False
        self.on_missed: Callable[[Caller], None] = lambda _caller: None
        """Told of somebody whom the server turned away, as the line is in a call."""

    async def open(self) -> None:
        """Be somebody. Raises SipFailed where the registrar refuses or does not answer."""
        self._handle = await self._session.attach("sip", self._take)
        who = self._identity
        body: dict[str, Any] = {"username": who.address, "sips": who.address.startswith("sips:")}
        if who.registrar:
            body |= {"proxy": who.registrar, "secret": who.password}
        elif who.password:
            body |= {"secret": who.password, "send_register": False}
        else:
            body |= {"type": "guest"}
        if who.name:
            body["display_name"] = who.name
        await self._ask("register", **body)
        told = await self._await(("registered", "registration_failed"), REGISTER_S, "sip.sign_in")
        if _event(told) != "registered":
            raise SipFailed("sip.sign_in", _reason(told))
        self._is_registered = bool(who.registrar)

    async def dial(self, address: str, offer: str) -> str:
        """Call somebody; the answer (SDP) once they took the call. Raises SipFailed.

        Cancelled, it stops ringing there.
        """
        self._told = asyncio.Queue()
        # plain RTP to sip: addresses, as most endpoints refuse anything else; encrypted where the address asks for it
        encryption = {"srtp": "sdes_mandatory"} if address.lower().startswith("sips:") else {}
        self._over = asyncio.get_running_loop().create_future()
        answer = ""
        try:
            await self._ask("call", offer, uri=address, **encryption)
            while True:
                told = await self._await(("progress", "accepted", "hangup"), RING_S, "sip.no_answer")
                answer = told.sdp or answer
                if _event(told) == "hangup":
                    raise SipFailed(_FAILURES.get(_status(told), "sip.failed"), _reason(told))
                if _event(told) == "accepted":
                    return answer
        except (asyncio.CancelledError, SipFailed):
            await self.hang_up()
            raise

    async def called(self) -> Caller:
        """Wait until somebody calls. Raises SipFailed when the registrar knows the line no more."""
        call = await self._calls.get()
        if isinstance(call, SipFailed):
            raise call
        return call

    async def accept(self, answer: str) -> None:
        """Take the call that `called` told of."""
        await self._ask("accept", answer, "answer")

    async def decline(self, status: int = 486) -> None:
        """Refuse the call that `called` told of."""
        await self._ask("decline", code=status)

    async def over(self) -> str:
        """Wait until the call has ended, or who called has given up; what was said of it.

        Raises JanusAway once the line is lost.
        """
        if self._over is None:
            return ""
        return await asyncio.shield(self._over)

    async def hang_up(self) -> None:
        """End the call, or stop calling; none is fine."""
        with suppress(JanusTrouble):
            await self._ask("hangup")

    def lose(self) -> None:
        """The server is gone, and the call with it."""
        self._handle = None
        if self._over is not None and not self._over.done():
            self._over.set_exception(JanusAway("the connection ended"))
            self._over.exception()  # perhaps nobody waits

    async def close(self) -> None:
        """Be nobody any more."""
        if self._handle is not None:
            await self._handle.detach()
            self._handle = None

    async def _ask(self, request: str, sdp: str = "", sdp_type: str = "offer", **body: Any) -> None:
        """Whatever the plugin has to say of a call bears the mark of the last request: its answer may be any event."""
        if self._handle is None:
            raise JanusTrouble(0, "the line is not open")
        self._take(await self._handle.ask(request, sdp, sdp_type, **body))

    def _take(self, told: Told) -> None:
        event = _event(told)
        if event == "incomingcall":
            self._ring(told)
        elif event == "registration_failed" and self._is_registered:
            self._calls.put_nowait(SipFailed("sip.sign_in", _reason(told)))
        elif event == "missed_call":
            self.on_missed(_caller(told, "caller"))
        ends = event == "hangup" or told.kind in ("hangup", "detached")
        if ends and self._over is not None and not self._over.done():
            self._over.set_result(_reason(told))
        if event:
            log.debug("sip.told", what=event, status=_status(told))
            self._told.put_nowait(told)

    def _ring(self, told: Told) -> None:
        self._over = asyncio.get_running_loop().create_future()
        self._calls.put_nowait(_caller(told, "username"))

    async def _await(self, events: tuple[str, ...], timeout_s: float, failure: str) -> Told:
        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    told = await self._told.get()
                    if _event(told) in events:
                        return told
        except TimeoutError:
            raise SipFailed(failure) from None


def _event(told: Told) -> str:
    result = told.data.get("result")
    return str(result.get("event", "")) if isinstance(result, dict) else ""


def _caller(told: Told, who: str) -> Caller:
    result = told.data["result"]
    return Caller(str(result.get(who, ""))[:256], str(result.get("displayname", ""))[:128], told.sdp)


def _status(told: Told) -> int:
    result = told.data.get("result")
    return int(result.get("code") or 0) if isinstance(result, dict) else 0


def _reason(told: Told) -> str:
    result = told.data.get("result")
    return f"{result.get('code', '')} {result.get('reason', '')}".strip() if isinstance(result, dict) else ""
