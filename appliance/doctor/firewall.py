"""Whether this machine's own packet filter stops guests; a hint only, as rules may be cleverer than we read them."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from typing import Any

from appliance.doctor.finding import Finding

READ_S = 5.0
MDNS_PORT = 5353
Needs = tuple[tuple[str, int, int], ...]
"""(protocol, first port, last port)"""


async def look(needs: Needs) -> Finding:
    """Compare what the filter lets in with what guests need."""
    if shutil.which("nft"):
        status, told = await _run("nft", "--json", "list", "ruleset")
        return _nft(told, needs) if status == 0 else _unreadable("nft")
    if shutil.which("iptables"):
        status, told = await _run("iptables", "-S", "INPUT")
        return _iptables(told, needs) if status == 0 else _unreadable("iptables")
    return Finding("firewall", "ok", "neither nft nor iptables is installed here")


def _nft(told: str, needs: Needs) -> Finding:
    try:
        entries: list[dict[str, Any]] = json.loads(told)["nftables"]
    except (ValueError, KeyError, TypeError):
        return _unreadable("nft")
    chains = [entry["chain"] for entry in entries if "chain" in entry]
    guards = [chain for chain in chains if chain.get("hook") == "input"]
    if not any(chain.get("policy") == "drop" for chain in guards):
        return Finding("firewall", "ok", "nft drops nothing by default that comes in")
    # a chain of that table may be jumped to from the one that drops
    tables = {(chain["family"], chain["table"]) for chain in guards}
    rules = [entry["rule"] for entry in entries if "rule" in entry]
    accepted = [
        ports
        for rule in rules
        if (rule["family"], rule["table"]) in tables and any("accept" in part for part in rule["expr"])
        for ports in _ports(rule["expr"])
    ]
    return _verdict([need for need in needs if not _covered(need, accepted)], "nft")


def _ports(expression: list[dict[str, Any]]) -> Iterator[tuple[str, int, int]]:
    for part in expression:
        match = part.get("match", {})
        payload = match.get("left", {}).get("payload", {}) if isinstance(match.get("left"), dict) else {}
        if match.get("op") != "==" or payload.get("field") != "dport":
            continue
        right = match.get("right")
        for value in right.get("set", [right]) if isinstance(right, dict) else [right]:
            first, last = value["range"] if isinstance(value, dict) and "range" in value else (value, value)
            if isinstance(first, int) and isinstance(last, int):
                yield payload.get("protocol", ""), first, last


def _iptables(told: str, needs: Needs) -> Finding:
    lines = [line.split() for line in told.splitlines()]
    if ["-P", "INPUT", "DROP"] not in lines:
        return Finding("firewall", "ok", "iptables drops nothing by default that comes in")
    accepted: list[tuple[str, int, int]] = []
    for words in lines:
        if words[-2:] == ["-j", "ACCEPT"] and "--dport" in words and "-p" in words:
            first, _, last = words[words.index("--dport") + 1].partition(":")
            if first.isdecimal():
                accepted.append((words[words.index("-p") + 1], int(first), int(last or first)))
    return _verdict([need for need in needs if not _covered(need, accepted)], "iptables")


def _covered(need: tuple[str, int, int], accepted: list[tuple[str, int, int]]) -> bool:
    protocol, first, last = need
    return any(kind in (protocol, "th") and low <= first and last <= high for kind, low, high in accepted)


def _verdict(shut: list[tuple[str, int, int]], tool: str) -> Finding:
    if not shut:
        return Finding("firewall", "ok", f"{tool} drops by default, and lets in what guests need")
    wanted = ", ".join(f"{kind} {first}" + (f"-{last}" if last != first else "") for kind, first, last in shut)
    return Finding(
        "firewall", "warn", f"{tool} drops by default; no rule was found that lets in {wanted}", f"allow {wanted}"
    )


def _unreadable(tool: str) -> Finding:
    return Finding(
        "firewall", "warn", f"the rules of {tool} may not be read by this user", "run this as root to see them"
    )


async def _run(*command: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(READ_S):
            told, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        return 1, ""
    return process.returncode or 0, told.decode(errors="replace")
