"""The manager's side played by a real datagram socket, and by real inherited descriptors in a child process."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance import systemd


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(str(tmp_path / "notify"))
        receiver.settimeout(2)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield receiver


def test_the_manager_hears_what_is_said(manager: socket.socket) -> None:
    systemd.ready("serving")
    systemd.status("one cast")
    systemd.stopping()
    assert [manager.recv(100) for _ in range(3)] == [b"READY=1\nSTATUS=serving", b"STATUS=one cast", b"STOPPING=1"]


def test_an_abstract_address_works(monkeypatch: pytest.MonkeyPatch) -> None:
    name = f"parlor-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(f"\0{name}")
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
        systemd.ready()
        assert receiver.recv(100) == b"READY=1"


def test_outside_systemd_nothing_happens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    systemd.ready()
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    systemd.ready()


def test_the_watchdog_is_meant_for_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    assert systemd.watchdog_interval_s() is None
    monkeypatch.setenv("WATCHDOG_USEC", "6000000")
    assert systemd.watchdog_interval_s() == 2.0
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid() + 1))
    assert systemd.watchdog_interval_s() is None
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))
    assert systemd.watchdog_interval_s() == 2.0


@pytest.fixture
def watched(manager: socket.socket, monkeypatch: pytest.MonkeyPatch) -> socket.socket:
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    monkeypatch.setenv("WATCHDOG_USEC", "150000")
    manager.setblocking(False)
    return manager


def pings(manager: socket.socket) -> int:
    count = 0
    while True:
        try:
            assert manager.recv(100) == b"WATCHDOG=1"
        except BlockingIOError:
            return count
        count += 1


async def test_a_healthy_loop_pings_three_times_as_often_as_it_must(watched: socket.socket) -> None:
    task = asyncio.create_task(systemd.keep_alive(lambda: True))
    await asyncio.sleep(0.5)
    task.cancel()
    assert 4 <= pings(watched) <= 10


async def test_an_unhealthy_service_does_not_ping(watched: socket.socket) -> None:
    task = asyncio.create_task(systemd.keep_alive(lambda: False))
    await asyncio.sleep(0.3)
    task.cancel()
    assert pings(watched) == 0


async def test_a_late_loop_does_not_ping(watched: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systemd, "MAX_LAG_S", 0.1)
    task = asyncio.create_task(systemd.keep_alive(lambda: True))
    await asyncio.sleep(0)
    time.sleep(0.3)
    await asyncio.sleep(0.01)
    assert pings(watched) == 0
    await asyncio.sleep(0.2)
    assert pings(watched) > 0
    task.cancel()


async def test_without_a_watchdog_it_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    await asyncio.wait_for(systemd.keep_alive(lambda: True), 1)


INHERITOR = """
import os, sys
from appliance import systemd
if sys.argv[1] != "0": os.environ["LISTEN_PID"] = str(os.getpid())
taken = systemd.listen_fds()
print(sorted((name, each.getsockname(), os.get_inheritable(each.fileno())) for name, each in taken.items()))
print(systemd.listen_fds(), [key for key in os.environ if key.startswith("LISTEN_")])
for each in taken.values(): each.close()
"""


def inherited(listening: list[socket.socket], is_addressed: bool, names: str) -> list[str]:
    numbers = range(systemd.FIRST_SOCKET, systemd.FIRST_SOCKET + len(listening))
    # the descriptors of this process are handed on by a shell, which can number them
    redirections = " ".join(f"{number}<&{each.fileno()}" for number, each in zip(numbers, listening, strict=True))
    done = subprocess.run(
        ["bash", "-c", f'exec "$0" -W error -c "$1" {int(is_addressed)} {redirections}', sys.executable, INHERITOR],
        env={**os.environ, "LISTEN_FDS": str(len(listening)), "LISTEN_FDNAMES": names, "LISTEN_PID": "1"},
        pass_fds=[each.fileno() for each in listening],
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    return done.stdout.splitlines()


def test_sockets_handed_over_are_taken_once_by_name(tmp_path: Path) -> None:
    listening = []
    for name in ("a", "b"):
        each = socket.socket(socket.AF_UNIX)
        each.bind(str(tmp_path / name))
        each.listen()
        # out of the way of the numbers they get
        listening.append(socket.socket(fileno=os.dup2(each.detach(), 40 + len(listening))))
    try:
        first, second = inherited(listening, True, "api:shell")
        assert first == str([("api", str(tmp_path / "a"), False), ("shell", str(tmp_path / "b"), False)])
        assert second == "{} []"
        assert inherited(listening, False, "api:shell")[0] == "[]"
        assert inherited(listening, True, "")[0].startswith("[('0', ")
    finally:
        for each in listening:
            each.close()
