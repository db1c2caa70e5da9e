"""Rules as the real tools print them, told by stand-ins of the tools: no test may touch the machine's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from appliance.doctor import firewall

NEEDS = (("tcp", 8443, 8443), ("udp", 32768, 60999))


def chain(policy: str) -> dict[str, Any]:
    return {"chain": {"family": "inet", "table": "filter", "name": "input", "hook": "input", "policy": policy}}


def rule(protocol: str, right: Any, verdict: str = "accept") -> dict[str, Any]:
    left = {"payload": {"protocol": protocol, "field": "dport"}}
    expression = [{"match": {"op": "==", "left": left, "right": right}}, {verdict: None}]
    return {"rule": {"family": "inet", "table": "filter", "chain": "input", "expr": expression}}


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr(
        firewall.shutil, "which", lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None
    )
    return tmp_path


def put(folder: Path, name: str, told: str, status: int = 0) -> None:
    (folder / f"{name}.txt").write_text(told)
    (folder / name).write_text(f"#!/bin/sh\ncat {folder}/{name}.txt\nexit {status}\n")
    (folder / name).chmod(0o755)


def nft(*entries: dict[str, Any]) -> str:
    return json.dumps({"nftables": [{"metainfo": {"json_schema_version": 1}}, *entries]})


@pytest.mark.parametrize(
    ("entries", "status", "shut"),
    [
        ([], "ok", ""),
        ([chain("accept")], "ok", ""),
        ([chain("drop")], "warn", "tcp 8443, udp 32768-60999"),
        ([chain("drop"), rule("tcp", 8443)], "warn", "udp 32768-60999"),
        ([chain("drop"), rule("tcp", {"set": [22, 8443]}), rule("udp", {"range": [1024, 65535]})], "ok", ""),
        (
            [chain("drop"), rule("tcp", {"set": [{"range": [8000, 9000]}]})],
            "warn",
            "udp 32768-60999",
        ),
        ([chain("drop"), rule("th", {"range": [1024, 65535]})], "ok", ""),
        ([chain("drop"), rule("tcp", 8443, "drop"), rule("udp", "@open")], "warn", "tcp 8443, udp 32768-60999"),
    ],
)
async def test_nft(tools: Path, entries: list[dict[str, Any]], status: str, shut: str) -> None:
    put(tools, "nft", nft(*entries))
    found = await firewall.look(NEEDS)
    assert found.status == status
    assert found.remedy == (f"allow {shut}" if shut else "")


@pytest.mark.parametrize(
    ("told", "status", "shut"),
    [
        ("-P INPUT ACCEPT\n", "ok", ""),
        ("-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 8443 -j ACCEPT\n", "warn", "udp 32768-60999"),
        (
            "-P INPUT DROP\n-A INPUT -p tcp --dport 8443 -j ACCEPT\n-A INPUT -p udp --dport 1024:65535 -j ACCEPT\n",
            "ok",
            "",
        ),
        ("-P INPUT DROP\n-A INPUT -p tcp -m tcp --dport 8443 -j DROP\n", "warn", "tcp 8443, udp 32768-60999"),
    ],
)
async def test_iptables(tools: Path, told: str, status: str, shut: str) -> None:
    put(tools, "iptables", told)
    found = await firewall.look(NEEDS)
    assert (found.status, found.remedy) == (status, f"allow {shut}" if shut else "")


@pytest.mark.parametrize(("told", "status"), [("", 1), ("not JSON", 0), ("[]", 0)])
async def test_rules_that_cannot_be_read(tools: Path, told: str, status: int) -> None:
    put(tools, "nft", told, status)
    assert (await firewall.look(NEEDS)).remedy == "run this as root to see them"


async def test_a_tool_that_hangs_is_not_waited_for(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firewall, "READ_S", 0.2)
    (tools / "nft").write_text("#!/bin/sh\nexec sleep 30\n")
    (tools / "nft").chmod(0o755)
    assert (await firewall.look(NEEDS)).status == "warn"


async def test_a_machine_without_either(tools: Path) -> None:
    assert (await firewall.look(NEEDS)).status == "ok"
