"""A whole room as a user starts it: `parlor run`, its own data, virtual devices, loopback only."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import wave
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from appliance.rpc import RpcClient
from tests.rooms.screen import Screen

PARLOR = [sys.executable, "-m", "appliance"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """One running room.

    With a screen the shell draws there, else it is headless; `airplay` is a table of TOML, `tables` are more.
    """

    def __init__(
        self,
        folder: Path,
        screen: Screen | None = None,
        airplay: str = "",
        tables: str = "",
        *,
        is_announced: bool = False,
        address: str = "127.0.0.1",
    ) -> None:
        self.data = folder / "data"
        self.runtime = Path("/dev/shm") / f"parlor-test-{os.getpid()}-{folder.name[-12:]}"
        self.port = free_port()
        self.recording = folder / "speaker.wav"
        self._screen = screen
        self._log = folder / "parlor.log"
        self._config = folder / "parlor.toml"
        self._config.write_text(f"""
[room]
name = "Test room"
[network]
addresses = [{json.dumps(address)}]
https_port = {self.port}
http_port = 0
[discovery]
enabled = {json.dumps(is_announced or bool(airplay))}
interfaces = ["127.0.0.1"]
{airplay}
{tables}
[devices.speaker]
driver = "twin"
options = {{ record = {json.dumps(str(self.recording))} }}
""")

    @property
    def _environment(self) -> dict[str, str]:
        plain = {
            name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY", "WAYLAND"))
        }
        shown = (
            {"DISPLAY": self._screen.display, "QT_QPA_PLATFORM": "xcb", "QT_QUICK_BACKEND": "software"}
            if self._screen
            else {}
        )
        return plain | shown | {"PARLOR_RUNTIME": str(self.runtime)}

    async def __aenter__(self) -> House:
        headless = [] if self._screen else ["--headless"]
        arguments = ["run", "--virtual", *headless, "--data", str(self.data), "--config", str(self._config)]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*PARLOR, *arguments], env=self._environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        try:
            await self.until(lambda state: state["glass"]["attached"] and state["health"]["components"], 30)
        except BaseException:
            await self.__aexit__()
            print(self._log.read_text())
            raise
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        children = psutil.Process(self.process.pid).children(recursive=True) if self.process.poll() is None else []
        self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.to_thread(self.process.wait, 10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            left = [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
            for child in left:
                child.kill()
            subprocess.run(["rm", "-rf", str(self.runtime)], check=True)
        assert not left, f"still alive after SIGTERM: {left}"

    @property
    def log(self) -> str:
        return self._log.read_text()

    @asynccontextmanager
    async def client(self, on_notification: Any = None):
        async with RpcClient.connect(self.runtime / "api.sock", on_notification) as client:
            yield client

    async def call(self, method: str, **params: Any) -> Any:
        async with self.client() as client:
            return await client.call(method, **params)

    async def until(self, condition: Any, timeout_s: float = 10) -> dict[str, Any]:
        """Wait until the room's whole state fulfils a condition, across restarts of the daemon; returns the state."""
        state: dict[str, Any] = {}
        news = asyncio.Event()

        def heard(method: str, params: dict[str, Any]) -> None:
            if method == "state":
                state.update(params["state"])
                news.set()

        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    with contextlib.suppress(OSError):
                        async with self.client(heard) as client:
                            while not client.closed.is_set():
                                with contextlib.suppress(TimeoutError):
                                    await asyncio.wait_for(news.wait(), 0.1)
                                news.clear()
                                if state and condition(state):
                                    return state
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"not within {timeout_s} s; the state is {json.dumps(state)}") from None

    def pid(self, process: str) -> int:
        """The pid of "room", "media" or "shell"."""
        for child in psutil.Process(self.process.pid).children(recursive=True):
            command = child.cmdline()
            if (process == "shell" and "ui" in command) or (process in command and "appliance" in command):
                return child.pid
        raise LookupError(f"no {process} among {[c.cmdline() for c in psutil.Process(self.process.pid).children()]}")

    def kill(self, process: str) -> int:
        pid = self.pid(process)
        os.kill(pid, signal.SIGKILL)
        return pid

    async def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the `parlor` command line against this room."""
        return await asyncio.to_thread(
            subprocess.run,
            [*PARLOR, *words, "--data", str(self.data)],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def heard(self, frequency_hz: float, seconds: float = 1.0) -> float:
        """The share of the loudspeaker's last seconds of sound that lies within 3 % of a frequency."""
        if not self.recording.exists():
            return 0.0
        with wave.open(str(self.recording)) as file:
            rate, count = file.getframerate(), file.getnframes()
            wanted = int(rate * seconds)
            file.setpos(max(0, count - wanted))
            sound = (
                np.frombuffer(file.readframes(wanted), np.int16).reshape(-1, file.getnchannels())[:, 0].astype(float)
            )
        if len(sound) < wanted // 2 or np.abs(sound).max() < 50:
            return 0.0
        power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
        frequencies = np.fft.rfftfreq(len(sound), 1 / rate)
        return float(power[np.abs(frequencies - frequency_hz) < 0.03 * frequency_hz].sum() / power.sum())
