"""What avahi-daemon says of itself over D-Bus: whether it has its host name, and when it begins anew.

UxPlay registers once and listens to nothing. What it registers before avahi has settled its name is never announced;
what it registered before avahi begins anew (restarted, or under another name as somebody else has that one) is no more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

import structlog

if TYPE_CHECKING:
    from jeepney.io.asyncio import DBusConnection

log = structlog.get_logger()

NAME = "org.freedesktop.Avahi"
SERVER = "org.freedesktop.Avahi.Server"
RUNNING = 2
"""avahi-common/defs.h: AVAHI_SERVER_RUNNING; the others are none yet, registering, collision and failure."""
OPEN_S = 5.0
RETRY_S = 5.0

Standing = Literal["unknown", "absent", "settling", "settled"]


class Avahi:
    """`on_turn` is called when `standing` changes: absent where no D-Bus or no avahi answers."""

    def __init__(self, on_turn: Callable[[Standing], None]) -> None:
        self.standing: Standing = "unknown"
        self._on_turn = on_turn
        self._is_decided = asyncio.Event()
        self._asked = 0

    async def run(self) -> None:
        """Watch until cancelled. D-Bus starts avahi where it may."""
        from jeepney.auth import AuthenticationError
        from jeepney.io.asyncio import open_dbus_connection

        while True:
            try:
                async with asyncio.timeout(OPEN_S):
                    connection = await open_dbus_connection("SYSTEM")
                async with connection:
                    await self._watch(connection)
            except (OSError, EOFError, TimeoutError, AuthenticationError):
                self._turn("absent")
            await asyncio.sleep(RETRY_S)

    async def settle(self, timeout_s: float) -> bool:
        """Wait until it has its name; False where it has not in time. True where there is none: a helper says so."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._is_decided.wait()
        return self._is_decided.is_set()

    async def _watch(self, connection: DBusConnection) -> None:
        from jeepney import MatchRule, message_bus

        owner = MatchRule(type="signal", sender=message_bus.bus_name, member="NameOwnerChanged")
        owner.add_arg_condition(0, NAME)
        for rule in (owner, MatchRule(type="signal", sender=NAME, interface=SERVER, member="StateChanged")):
            await connection.send(message_bus.AddMatch(rule))
        await self._ask(connection)
        while True:
            await self._take(await connection.receive(), connection)

    async def _ask(self, connection: DBusConnection) -> None:
        from jeepney import DBusAddress, new_method_call

        self._asked = next(connection.outgoing_serial)
        question = new_method_call(DBusAddress("/", NAME, SERVER), "GetState")
        await connection.send(question, serial=self._asked)

    async def _take(self, message: Any, connection: DBusConnection) -> None:
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            if fields.get(HeaderFields.member) == "StateChanged":
                self._turn("settled" if message.body[0] == RUNNING else "settling")
            elif fields.get(HeaderFields.member) == "NameOwnerChanged":
                # whoever has the name now has registered nothing for anybody
                self._turn("settling" if message.body[2] else "absent")
                if message.body[2]:
                    await self._ask(connection)
        elif fields.get(HeaderFields.reply_serial) == self._asked:
            is_told = message.header.message_type is MessageType.method_return
            self._turn(("settled" if message.body[0] == RUNNING else "settling") if is_told else "absent")

    def _turn(self, standing: Standing) -> None:
        if standing == self.standing:
            return
        self.standing = standing
        log.info("avahi.standing", standing=standing)
        if standing in ("settled", "absent"):
            self._is_decided.set()
        else:
            self._is_decided.clear()
        self._on_turn(standing)
