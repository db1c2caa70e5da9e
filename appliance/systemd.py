"""What a service and systemd say to each other: readiness, status, watchdog, inherited sockets.

Source: sd_notify(3), sd_listen_fds(3), sd_watchdog_enabled(3). Outside systemd all of it does nothing.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable

FIRST_SOCKET = 3
MAX_LAG_S = 2.0


def notify(*assignments: str) -> None:
    """Send assignments such as "READY=1" to the service manager, if there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
        channel.setblocking(False)
        try:
            channel.sendto("\n".join(assignments).encode(), address.replace("@", "\0", 1))
        except OSError:
            # nobody reads: the manager notices by the missing message, and there is no one else to tell
            return


def ready(status: str = "") -> None:
    """Say that the service serves."""
    notify("READY=1", *([f"STATUS={status}"] if status else []))


def status(text: str) -> None:
    """Say in one line for `systemctl status` what the service does."""
    notify(f"STATUS={text}")


def stopping() -> None:
    """Say that the service ends on purpose."""
    notify("STOPPING=1")


def watchdog_interval_s() -> float | None:
    """How often to ping, a third of what the manager allows; None where it does not watch this process."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    owner = os.environ.get("WATCHDOG_PID", "")
    if not microseconds.isdigit() or (owner and owner != str(os.getpid())):
        return None
    return int(microseconds) / 3e6 or None


async def keep_alive(healthy: Callable[[], bool]) -> None:
    """Ping the watchdog from this loop while it is on time and healthy; runs until cancelled, or not at all."""
    interval_s = watchdog_interval_s()
    if interval_s is None:
        return
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + interval_s
        await asyncio.sleep(interval_s)
        if loop.time() - due < MAX_LAG_S and healthy():
            notify("WATCHDOG=1")


def listen_fds() -> dict[str, socket.socket]:
    """Take the listening sockets that were handed to this process, by name; a second call finds none."""
    owner, count = os.environ.pop("LISTEN_PID", ""), os.environ.pop("LISTEN_FDS", "")
    names = os.environ.pop("LISTEN_FDNAMES", "").split(":")
    if owner != str(os.getpid()) or not count.isdigit():
        return {}
    sockets = {}
    for index in range(int(count)):
        taken = socket.socket(fileno=FIRST_SOCKET + index)
        taken.set_inheritable(False)
        taken.setblocking(False)
        sockets[names[index] if index < len(names) and names[index] else str(index)] = taken
    return sockets
