"""A room's daemon alone, as `parlor room` starts it: no media worker, no shell."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from appliance.rpc import RpcClient
from appliance.snapshot import snapshot
from tests.board.client import guest, shell
from tests.rooms.house import free_port


class Room:
    """One daemon that can be killed and started again."""

    def __init__(self, folder: Path, data: Path | None = None, prefix: tuple[str, ...] = ()) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.data = data or folder / "data"
        self.runtime = Path("/dev/shm") / f"parlor-board-{os.getpid()}-{folder.name[-12:]}"
        self.log = folder / "room.log"
        self._prefix = prefix
        self._config = folder / "parlor.toml"
        self._config.write_text(f"""
[room]
name = "Room {folder.name}"
[network]
addresses = ["127.0.0.1"]
https_port = {free_port()}
http_port = 0
[discovery]
enabled = false
""")

    @property
    def board_socket(self) -> Path:
        return self.runtime / "board.sock"

    @property
    def inbox(self) -> Path:
        return self.runtime / "boards" / "inbox"

    async def start(self) -> None:
        command = [sys.executable, "-m", "appliance", "room", "--data", str(self.data), "--config", str(self._config)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self._prefix, *command],
                env=os.environ | {"PARLOR_RUNTIME": str(self.runtime)},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        async with asyncio.timeout(30):
            while True:
                try:
                    await snapshot(self.runtime / "api.sock", 1)
                except (OSError, TimeoutError):
                    if self.process.poll() is not None:
                        raise AssertionError(self.log.read_text()) from None
                    await asyncio.sleep(0.02)
                else:
                    return

    def kill(self) -> None:
        """kill -9, and wait until it is gone."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.to_thread(self.process.wait, 15)

    async def __aenter__(self) -> Room:
        await self.start()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        if self.process.poll() is None:
            try:
                await self.stop()
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        shutil.rmtree(self.runtime, ignore_errors=True)
        if exc_info[0] is not None:
            print(self.log.read_text())

    async def call(self, method: str, timeout_s: float = 20, socket: str = "api.sock", **params: Any) -> Any:
        async with RpcClient.connect(self.runtime / socket, None, timeout_s) as client:
            return await client.call(method, **params)

    async def state(self) -> dict[str, Any]:
        return (await snapshot(self.runtime / "api.sock"))["board"]

    async def until(self, condition: Any, timeout_s: float = 10) -> dict[str, Any]:
        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    if condition(state := await self.state()):
                        return state
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"not within {timeout_s} s: {await self.state()}") from None

    def shell(self, board_id: str, doc: Any = None):
        return shell(self.board_socket, board_id, doc)

    async def guest(self, *, parlor: bool = True, doc: Any = None):
        return guest((await self.state())["join_url"], doc, parlor=parlor)
