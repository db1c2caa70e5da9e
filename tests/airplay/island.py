"""Runs alone in its own network and mounts: D-Bus, avahi and our service over the real UxPlay, with a sender.

    unshare --net --mount --propagation private python -m tests.airplay.island FOLDER

Prints what happened, a JSON object.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from appliance.api.cast import CastEnded
from appliance.api.role import Role
from appliance.api.settings import SettingsState
from appliance.caller import Caller, current_caller
from appliance.cast.airplay.service import AirPlayService
from appliance.cast.service import CastService
from appliance.config import AirPlayConfig
from appliance.store import Store
from tests.airplay.sender import Sender
from tests.unit.appliance.cast.engine import Engine

AVAHI = "[server]\nallow-interfaces=lo\nuse-ipv6=no\n[publish]\npublish-hinfo=no\n"
PORT = 7100


@contextmanager
def discovery(is_there: bool) -> Iterator[None]:
    """A loopback that speaks mDNS, and who answers on it."""
    for command in (
        ["ip", "link", "set", "lo", "up", "multicast", "on"],
        ["mount", "-t", "tmpfs", "tmpfs", "/run"],
    ):
        subprocess.run(command, check=True)
    for folder in ("/run/dbus", "/run/avahi-daemon"):
        Path(folder).mkdir()
    Path("/run/avahi.conf").write_text(AVAHI)
    commands = [
        ["dbus-daemon", "--system", "--nofork", "--nopidfile"],
        ["avahi-daemon", "-f", "/run/avahi.conf", "--no-drop-root", "--no-chroot", "--no-rlimits"],
    ]
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands if is_there else []:
            started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            while not Path("/run/dbus/system_bus_socket").exists():
                subprocess.run(["sleep", "0.05"], check=True)
        yield
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def found() -> list[str]:
    """What others see in the network."""
    return subprocess.run(
        ["avahi-browse", "--all", "--terminate", "--parsable"], capture_output=True, text=True, check=True
    ).stdout.splitlines()


async def rename_host() -> None:
    """Somebody else in the network had the machine's name: avahi takes another."""
    bus = ["dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.Avahi", "/"]
    await asyncio.to_thread(
        subprocess.run,
        [*bus, "org.freedesktop.Avahi.Server.SetHostName", "string:another-name"],
        check=True,
        capture_output=True,
    )


async def visit(folder: Path, is_there: bool) -> dict[str, Any]:
    """Serve, be found, be mirrored to, turn somebody away."""
    current_caller.set(Caller(Role.SHELL, "shell-1"))
    store, engine = Store(), Engine()
    store.replace(settings=SettingsState(room_name="灯塔 4.12"))
    casts = CastService(store, engine)  # type: ignore[arg-type]
    seen: dict[str, Any] = {"health": [], "ended": []}
    store.listen(lambda event, _to: seen["ended"].append(event.reason) if isinstance(event, CastEnded) else None)

    def report(status: str, reason: str) -> None:
        if [[status, reason]] != seen["health"][-1:]:
            seen["health"].append([status, reason])

    config = AirPlayConfig(instances=2, port=PORT)
    service = AirPlayService(store, config, casts, engine, folder, report)  # type: ignore[arg-type]
    task = asyncio.create_task(service.run())

    async def until(is_so: Any) -> None:
        async with asyncio.timeout(20):
            while not is_so():  # noqa: ASYNC110  the state has no event
                await asyncio.sleep(0.02)

    await until(lambda: store.state.cast.airplay == ("ready" if is_there else "failed"))
    if is_there:
        # both receivers
        await asyncio.sleep(2)
        seen["found"] = found()
        await rename_host()
        await until(lambda: seen["health"][-1][0] == "failed")
        await until(lambda: seen["health"][-1] == ["ok", ""])
        await asyncio.sleep(2)
        seen["found_again"] = found()
        for at, is_polite in enumerate((True, False)):
            sender = await asyncio.to_thread(Sender, PORT + 1, "Anna's iPad")
            await asyncio.to_thread(sender.mirror)
            await until(lambda: store.state.cast.casts)
            seen["cast"] = [store.state.cast.casts[0].name, store.state.cast.casts[0].admitted]
            if is_polite:
                await asyncio.to_thread(sender.say_goodbye)
            else:
                await casts.stop_cast(store.state.cast.casts[0].id)
            await until(lambda at=at: len(seen["ended"]) > at)
            sender.close()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return seen


if __name__ == "__main__":
    with discovery(sys.argv[2] == "with"):
        print(json.dumps(asyncio.run(visit(Path(sys.argv[1]), sys.argv[2] == "with"))))
