"""A look at a Janus server as configured: whether it can be used, and if not, what is wrong."""

from __future__ import annotations

import asyncio
import secrets
import ssl
from typing import Any, Literal

import aiohttp
import msgspec

from appliance.config.meeting import JanusConfig
from appliance.meeting.engines.janus.handle import Told
from appliance.meeting.engines.janus.keys import JanusKeys
from appliance.meeting.engines.janus.session import JanusSession
from appliance.meeting.engines.janus.trouble import JanusAway, JanusTrouble

OLDEST = 1102
"""Version 1.1.2 as the server counts."""
Fault = Literal[
    "unreachable",
    "untrusted",
    "no_janus",
    "too_old",
    "no_videoroom",
    "no_sip",
    "full_trickle",
    "wrong_secret",
    "wrong_admin_key",
    "no_string_ids",
    "refused",
]


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; without a fault all is well."""

    version: str = ""
    name: str = ""
    fault: Fault | None = None
    detail: str = ""
    notices_the_dead: bool = True
    """Whether it looks after people whose machine vanished (nat.ice_keepalive_conncheck)."""


async def visit(config: JanusConfig, keys: JanusKeys) -> Visit:
    """Connect, and make and end a room. Changes nothing that lasts; raises nothing."""
    session = JanusSession(config, keys)
    try:
        async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
            try:
                await session.connect(http)
            except (ssl.SSLError, aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError) as error:
                return Visit(fault="untrusted", detail=str(error))
            except aiohttp.WSServerHandshakeError as error:
                return Visit(fault="no_janus", detail=f"status {error.status}")
            except (OSError, TimeoutError, aiohttp.ClientError) as error:
                return Visit(fault="unreachable", detail=str(error) or type(error).__name__)
            reading = group.create_task(session.read())
            try:
                return await _look(config, keys, session)
            finally:
                await session.end()
                reading.cancel()
    except ExceptionGroup as errors:
        return Visit(fault="refused", detail=str(errors.exceptions[0]))


async def _look(config: JanusConfig, keys: JanusKeys, session: JanusSession) -> Visit:
    try:
        told = await session.describe()
    except JanusTrouble as trouble:
        return Visit(fault="no_janus", detail=str(trouble))
    found = Visit(
        version=str(told.get("version_string", "")),
        name=str(told.get("server-name", "")),
        notices_the_dead=bool(told.get("ice-keepalive-conncheck")),
    )
    fault = _fault_of(config, told)
    detail = ""
    if fault is None:
        try:
            await session.begin()
            fault, detail = await _try_room(session, keys)
        except JanusAway as trouble:
            fault, detail = "unreachable", trouble.words
        except JanusTrouble as trouble:
            fault = "wrong_secret" if trouble.number == JanusTrouble.UNAUTHORIZED else "refused"
            detail = trouble.words
    return msgspec.structs.replace(found, fault=fault, detail=detail)


def _fault_of(config: JanusConfig, told: dict[str, Any]) -> Fault | None:
    plugins = told.get("plugins", {})
    checks: tuple[tuple[bool, Fault], ...] = (
        (int(told.get("version", 0)) < OLDEST, "too_old"),
        ("janus.plugin.videoroom" not in plugins, "no_videoroom"),
        (config.sip and "janus.plugin.sip" not in plugins, "no_sip"),
        (bool(told.get("full-trickle")), "full_trickle"),
    )
    return next((fault for is_so, fault in checks if is_so), None)


async def _try_room(session: JanusSession, keys: JanusKeys) -> tuple[Fault | None, str]:
    handle = await session.attach("videoroom", _ignore)
    room, secret = f"parlor-visit-{secrets.token_hex(4)}", secrets.token_hex(16)
    admin = {"admin_key": keys.admin_key} if keys.admin_key else {}
    try:
        await handle.ask("create", room=room, secret=secret, is_private=True, **admin)
        await handle.ask("destroy", room=room, secret=secret)
    except JanusTrouble as trouble:
        if trouble.number == JanusTrouble.BAD_ELEMENT:
            return "no_string_ids", trouble.words
        # a key that is missing altogether is a missing element (429)
        return "wrong_admin_key" if trouble.number in (JanusTrouble.KEY_WRONG, 429) else "refused", trouble.words
    return None, ""


def _ignore(_told: Told) -> None:
    pass
