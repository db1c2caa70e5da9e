"""One running Chromium for one meeting: its command, its throw-away profile, its end."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from appliance.child import Child
from appliance.meeting.web.cdp import Connection, Heard

STOP_S = 0.5
WIPE_TRIES = 20
WIPE_PAUSE_S = 0.1
_SOUND = ("PULSE_SERVER", "PULSE_RUNTIME_PATH", "PIPEWIRE_RUNTIME_DIR", "XDG_RUNTIME_DIR", "ALSA_CONFIG_PATH")
"""What of the environment a browser needs to find the sound server."""
_FEATURES_OFF = (
    "Translate", "MediaRouter", "OptimizationHints", "AutofillServerCommunication", "InterestFeedContentSuggestions",
    "GlobalMediaControls", "HttpsUpgrades", "CertificateTransparencyComponentUpdater",
)  # fmt: skip
_FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-sync",
    "--disable-extensions", "--disable-component-update", "--disable-background-networking", "--disable-breakpad",
    "--disable-crash-reporter", "--disable-default-apps", "--disable-dev-shm-usage", "--disable-notifications",
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows", "--password-store=basic", "--no-pings", "--hide-scrollbars",
    "--touch-events=enabled", "--autoplay-policy=no-user-gesture-required",
    f"--disable-features={','.join(_FEATURES_OFF)}",
)  # fmt: skip


class NoBrowser(Exception):
    """There is none, or it does not start; the message names it."""


class Browser:
    """A process group of its own that ends with this process, and a folder that is gone with it."""

    def __init__(self, program: str, home: Path, flags: Sequence[str], *, source: str = "", speaker: str = "") -> None:
        """Start one with a fresh profile in `home`, which uses that source and sink of the sound server unless told
        otherwise. Raises NoBrowser.
        """
        found = shutil.which(program)
        if found is None:
            raise NoBrowser(program)
        home.mkdir(mode=0o700, exist_ok=True)
        self.profile = Path(tempfile.mkdtemp(prefix="page-", dir=home))
        self._connection: Connection | None = None
        self._end, theirs = socket.socketpair()
        nothing = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)  # it prints addresses, and those hold passcodes
        walls = [sys.executable, "-I", "-m", "appliance.meeting.web.walls", str(os.getpid()), str(self.profile)]
        command = [*walls, found, *arguments(self.profile, flags), "about:blank"]
        sound = {name: value for name, value in (("PULSE_SOURCE", source), ("PULSE_SINK", speaker)) if value}
        try:
            # descriptors 3 and 4 are the pipe's two ends
            self._child = Child(command, {"in": theirs, "out": theirs}, environment(self.profile) | sound, nothing)
        finally:
            os.close(nothing)
            theirs.close()

    async def connect(self, on_event: Heard) -> Connection:
        """Take its pipe, once; whoever started it closes it, whether this succeeds or is cancelled."""
        self._connection = await Connection.over(self._end, on_event)
        return self._connection

    @property
    def pid(self) -> int:
        """Its process id and group."""
        return self._child.pid

    @property
    def ended(self) -> asyncio.Event:
        """Set once the process is gone."""
        return self._child.ended

    async def close(self) -> None:
        """End it and all its processes, within STOP_S, and wipe what it kept."""
        if self._connection is not None:
            self._connection.close()
        else:
            self._end.close()
        try:
            await self._child.stop(STOP_S)
        finally:
            await asyncio.to_thread(wipe, self.profile)


def arguments(profile: Path, flags: Sequence[str], *, as_root: bool | None = None) -> list[str]:
    """Chromium's arguments. Its sandbox is off for root alone, whom it would refuse to serve with it."""
    is_root = os.geteuid() == 0 if as_root is None else as_root
    gpu = [] if Path("/dev/dri").is_dir() else ["--disable-gpu"]
    return [*_FLAGS, f"--user-data-dir={profile}", *gpu, *(["--no-sandbox"] if is_root else []), *flags]


def environment(profile: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Nothing of this process's own but the way to the sound server."""
    sound = {name: environ[name] for name in _SOUND if name in environ}
    if (server := Path(environ.get("XDG_RUNTIME_DIR", "/")) / "pulse/native").exists():
        # behind the walls libpulse may not look into the folder in which it would find the socket by itself
        sound.setdefault("PULSE_SERVER", f"unix:{server}")
    return sound | {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": environ.get("LANG", "C.UTF-8"),
        "HOME": str(profile),
        "TMPDIR": ".",  # the profile, where it starts: a socket in it may have a path of 107 bytes only
        "XDG_CONFIG_HOME": str(profile),
        "XDG_CACHE_HOME": str(profile),
    }


def wipe(folder: Path) -> None:
    """Remove a folder whose last writers may still be ending."""
    for _ in range(WIPE_TRIES):
        with suppress(OSError):
            shutil.rmtree(folder)
        if not folder.exists():
            return
        time.sleep(WIPE_PAUSE_S)
