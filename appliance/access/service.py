"""AccessService: lets people and machines in, and tells the glass what they must type."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, ParamSpec, TypeVar

import msgspec

from appliance import secret
from appliance.access.code import GuestCode, admin_code_matches, guest_code_in, make_admin_code
from appliance.access.machine import PREFIX, Machines
from appliance.access.pairing import Pairings
from appliance.access.session import MAX_TOKEN_CHARACTERS, Sessions
from appliance.access.throttle import Throttle
from appliance.access.ticket import Ticket
from appliance.api.access import AccessToken, CreatedToken
from appliance.api.cast import CastEnded
from appliance.api.errors import Code, NotAllowed, NotFound, Unavailable
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.store import Store

P = ParamSpec("P")
T = TypeVar("T")

CODE_LIFETIME_S = 600.0
LOOK_EVERY_S = 5.0


class AccessService:
    """Implements AccessApi and the doors of HTTP. Its files lie in `secrets_dir`; reading them may raise OSError."""

    def __init__(self, store: Store, secrets_dir: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._code = GuestCode(clock)
        self._ticket = Ticket(clock)
        self._guest_throttle = Throttle(clock)
        self._admin_throttle = Throttle(clock)
        self._number_throttle = Throttle(clock)
        self._admin_code = secret.keep(secrets_dir / "admin-code", make_admin_code)
        self._sessions = Sessions(secret.keep(secrets_dir / "session-key", lambda: secrets.token_bytes(32)))
        self._machines = Machines(secrets_dir / "tokens.json")
        self._pairings = Pairings(clock)
        self._present: Counter[str] = Counter()
        self._revoked: list[Callable[[str], None]] = []
        self._writing = asyncio.Lock()
        store.listen(self._heard)
        self._publish()

    async def run(self) -> None:
        """Renew the code now and then, for ever."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            self.renew_when_due()

    def renew_when_due(self) -> None:
        """Renew a code that is older than 10 minutes while nobody is in."""
        if self._code.age_s >= CODE_LIFETIME_S and not self._present and not self._store.state.cast.casts:
            self._renew(is_grace_given=True)

    def admit_guest(self, code: str, address: str, name: str = "") -> str:
        """A session token for whoever typed the code on the glass.

        Raises NotAllowed(access.wrong_code, tries_left) or Busy(access.too_many_tries, retry_after_s).
        """
        _check(self._guest_throttle, address, lambda: self._code.matches(code))
        return self._sessions.issue(Role.GUEST, name)

    def admit_ticket(self, ticket: str, address: str, name: str = "") -> str:
        """A session token for whoever scanned the QR code on the glass, which then shows another.

        Raises NotAllowed(access.used_ticket), or Busy(access.too_many_tries, retry_after_s).
        """
        self._guest_throttle.admit(address)
        if not self._ticket.take(ticket):
            raise NotAllowed(Code.USED_TICKET)
        self._publish()
        return self._sessions.issue(Role.GUEST, name)

    def admit_member(self, is_right: Callable[[], bool], address: str, name: str = "") -> str:
        """A session token for whoever knows a conference's number and passcode; it is good for that alone.

        Raises as guess_number does.
        """
        self.guess_number(address, is_right)
        return self._sessions.issue(Role.MEMBER, name)

    def guess_number(self, address: str, is_right: Callable[[], bool]) -> None:
        """Let somebody try a conference's number and passcode.

        Raises NotFound(meeting.unknown), or Busy(access.too_many_tries, retry_after_s).
        """
        self._number_throttle.admit(address)
        if not is_right():
            self._number_throttle.wrong(address)
            raise NotFound(Code.MEETING_UNKNOWN)
        self._number_throttle.right(address)

    def admit_admin(self, code: str, address: str) -> str:
        """A session token for whoever holds the admin code. Errors as for guests."""
        _check(self._admin_throttle, address, lambda: admin_code_matches(code, self._admin_code))
        return self._sessions.issue(Role.ADMIN)

    def identify_sender(self, spoken: str, address: str) -> Caller | None:
        """Whose token this is, for programs that cast: they may speak the code on the glass in its place.

        A code that was right once stays right for the address that it came from, for 12 hours or until it is renewed by
        hand, as a session would. Raises as admit_guest does.
        """
        code = guest_code_in(spoken)
        if not code:
            return self.identify(spoken)
        # first: else whoever must wait could go on guessing at what others were let in by
        self._guest_throttle.admit(address)
        if (paired := self._pairings.find(code, address)) is not None:
            return paired
        _check(self._guest_throttle, address, lambda: self._code.matches(code))
        return self._pairings.add(code, address)

    def identify(self, token: str) -> Caller | None:
        """Whose token this is, a session's or a machine's; None where it is worth nothing."""
        if not token.isascii() or len(token) > MAX_TOKEN_CHARACTERS:
            return None
        return self._machines.read(token) if token.startswith(PREFIX) else self._sessions.read(token)

    @contextmanager
    def presence(self, caller: Caller) -> Iterator[None]:
        """While a guest is connected, the code is not renewed by time."""
        if caller.role is not Role.GUEST:
            yield
            return
        self._present[caller.id] += 1
        try:
            yield
        finally:
            self._present -= Counter((caller.id,))

    def on_revoked(self, callback: Callable[[str], None]) -> None:
        """Call back with the id of each token that became worthless."""
        self._revoked.append(callback)

    def show_door(self, *, urls: tuple[str, ...], fingerprint: str, is_trusted: bool) -> None:
        """Publish where the room is reached, the best address first."""
        self._publish(urls=urls, fingerprint=fingerprint, trusted=is_trusted)

    async def renew_code(self) -> None:
        """See AccessApi."""
        self._pairings.forget()
        self._renew(is_grace_given=False)

    async def create_token(self, name: str, role: Literal["integrator", "admin"]) -> CreatedToken:
        """See AccessApi."""
        async with self._writing:
            return await _stored(self._machines.create, name, Role(role))

    async def list_tokens(self) -> list[AccessToken]:
        """See AccessApi."""
        return self._machines.listed()

    async def revoke_token(self, token_id: str) -> None:
        """See AccessApi."""
        async with self._writing:
            await _stored(self._machines.revoke, token_id)
        for callback in self._revoked:
            callback(token_id)

    def _heard(self, event: msgspec.Struct, _to: str) -> None:
        if isinstance(event, CastEnded):
            self._renew(is_grace_given=True)

    def _renew(self, *, is_grace_given: bool) -> None:
        self._code.renew(is_grace_given=is_grace_given)
        self._ticket.renew(is_grace_given=is_grace_given)
        self._publish()

    def _publish(self, **changes: object) -> None:
        access = msgspec.structs.replace(self._store.state.access, code=self._code.current, **changes)
        join_url = f"{access.urls[0]}/#t.{self._ticket.current}" if access.urls else ""
        self._store.replace(access=msgspec.structs.replace(access, join_url=join_url))


def _check(throttle: Throttle, address: str, is_right: Callable[[], bool]) -> None:
    throttle.admit(address)
    if not is_right():
        raise NotAllowed(Code.WRONG_CODE, tries_left=throttle.wrong(address))
    throttle.right(address)


async def _stored(write: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return await asyncio.to_thread(write, *args, **kwargs)
    except OSError as error:
        raise Unavailable(Code.SETTINGS_NOT_SAVED, reason=error.strerror or "") from error
