"""A room that runs: its own word on its health, and what it looks like from outside."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509

from appliance.doctor.finding import Finding, Verdict
from appliance.paths import Paths

ANSWER_S = 5.0
RENEW_BEFORE = timedelta(days=14)
VERDICTS: dict[str, Verdict] = {"ok": "ok", "degraded": "warn", "failed": "fail"}


def components(state: dict[str, Any]) -> Iterator[Finding]:
    """What the room says of its parts."""
    for component in state["health"]["components"]:
        verdict = VERDICTS[component["status"]]
        remedy = "" if verdict == "ok" else f"the log tells more about {component['reason']}"
        text = f"{component['status']} since {component['since']}"
        yield Finding(component["name"], verdict, f"{text} {component['reason']}".strip(), remedy)


async def workers(paths: Paths) -> list[Finding]:
    """Whether the workers' sockets are there."""
    return [
        await _socket("media", paths.media_socket),
        await _socket("sfu", paths.sfu_socket),
        await _socket("sfu-standby", paths.sfu_standby_socket),
    ]


async def _socket(name: str, path: Path) -> Finding:
    try:
        async with asyncio.timeout(ANSWER_S):
            _, writer = await asyncio.open_unix_connection(path)
    except (OSError, TimeoutError) as error:
        return Finding(
            f"{name} socket", "fail", f"{path}: {error}", f"look at the log of `parlor {name.partition('-')[0]}`"
        )
    await _close(writer)
    return Finding(f"{name} socket", "ok", str(path))


async def door(state: dict[str, Any]) -> Finding:
    """Whether guests reach the room, and how long its certificate lasts."""
    urls = state["access"]["urls"]
    if not urls:
        return Finding("certificate", "fail", "the room has no address for guests", "connect it to a network")
    address = urlsplit(urls[0])
    trusting = ssl.create_default_context()
    # only looked at: whether to trust it is the guest's question
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    try:
        async with asyncio.timeout(ANSWER_S):
            _, writer = await asyncio.open_connection(address.hostname, address.port or 443, ssl=trusting)
    except (OSError, TimeoutError) as error:
        return Finding("certificate", "fail", f"{urls[0]} does not answer: {error}", "look for a firewall")
    seen = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    await _close(writer)
    ends = x509.load_der_x509_certificate(seen).not_valid_after_utc
    if ends - datetime.now(UTC) < RENEW_BEFORE:
        return Finding("certificate", "warn", f"{urls[0]}: valid only until {ends:%Y-%m-%d}", "renew it")
    return Finding("certificate", "ok", f"{urls[0]}: valid until {ends:%Y-%m-%d}")


def devices(state: dict[str, Any]) -> Iterator[Finding]:
    """Which devices the room uses."""
    selected = {device["kind"]: device for device in state["devices"]["devices"] if device["selected"]}
    for kind in ("camera", "microphone", "speaker", "display"):
        device = selected.get(kind)
        if device is None:
            yield Finding(kind, "warn", "none in use", "plug one in, or take a virtual one with --virtual")
        elif device["availability"] == "available":
            yield Finding(kind, "ok", device["name"])
        else:
            reason = f"{device['name']} is {device['availability']} {device['reason']}".strip()
            yield Finding(kind, "fail", reason, "plug it in again")


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
