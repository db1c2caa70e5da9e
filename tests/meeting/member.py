"""Somebody elsewhere who knows a conference's number: HTTPS and WebSocket, as a browser's page does."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.web.door import Door

SDP = "v=0\r\n"


class Refused(Exception):
    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error)
        self.code = error.get("data", {}).get("code", "")
        self.data = error.get("data", {})


class Member:
    """One page. `conference` is what was last told, `heard` all events."""

    def __init__(self, session: aiohttp.ClientSession, token: str, name: str) -> None:
        self.session = session
        self.token = token
        self.name = name
        self.person_id = ""
        self.ticket = ""
        self.conference: dict[str, Any] = {}
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self._news = asyncio.Event()
        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}

    async def connect(self) -> None:
        self.socket = await self.session.ws_connect("/api/ws", protocols=("parlor", f"bearer.{self.token}"))
        self._reading = asyncio.create_task(self._read())

    async def disconnect(self) -> None:
        await self.socket.close()
        await asyncio.gather(self._reading, return_exceptions=True)

    async def call(self, verb: str, **params: Any) -> Any:
        id_ = next(self._ids)
        future = self._waiting[id_] = asyncio.get_running_loop().create_future()
        await self.socket.send_str(json.dumps({"jsonrpc": "2.0", "id": id_, "method": verb, "params": params}))
        async with asyncio.timeout(8):
            answer = await future
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["result"]

    async def meeting(self, verb: str, **params: Any) -> Any:
        return await self.call(f"meeting.{verb}", **params)

    async def enter(self, number: str, passcode: str = "", **more: Any) -> dict[str, Any]:
        entry = await self.meeting("enter", number=number, passcode=passcode, name=self.name, **more)
        self.person_id, self.ticket = entry["person_id"], entry["ticket"]
        return entry

    async def send(self) -> None:
        """Publish as a page does."""
        sources = {"0": "microphone", "1": "camera", "2": "camera_low", "3": "screen", "4": "screen_sound"}
        await self.meeting("publish", epoch=self.conference["engine"]["epoch"], offer=SDP, sources=sources)

    async def until(self, condition: Callable[[dict[str, Any]], bool], timeout_s: float = 4) -> dict[str, Any]:
        """Wait until the conference fulfils a condition."""
        try:
            async with asyncio.timeout(timeout_s):
                while not (self.conference and condition(self.conference)):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"not within {timeout_s} s: {json.dumps(self.conference)}") from None
        return self.conference

    async def hear(self, event: str, timeout_s: float = 4) -> dict[str, Any]:
        """Wait for the next event of a kind; what came before it is dropped."""
        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    while self.heard:
                        name, params = self.heard.pop(0)
                        if name == event:
                            return params
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"{event} was not heard within {timeout_s} s") from None

    def person(self, person_id: str = "") -> dict[str, Any]:
        wanted = person_id or self.person_id
        return next((one for one in self.conference.get("people", ()) if one["id"] == wanted), {})

    async def _read(self) -> None:
        async for message in self.socket:
            told = json.loads(message.data)
            if "method" in told:
                self.heard.append((told["method"], told["params"]))
                if told["method"] == "meeting.changed":
                    self.conference = told["params"]["conference"]
                self._news.set()
            elif (future := self._waiting.pop(told["id"], None)) is not None:
                future.set_result(told)


@asynccontextmanager
async def member(door: Door, number: str, passcode: str = "", name: str = "Maria"):
    """A page that came by number and passcode, connected."""
    async with door.client() as session:
        async with session.post("/api/member", json={"number": number, "passcode": passcode}) as response:
            answer = await response.json()
            if response.status != 200:
                raise Refused({"data": answer})
        one = Member(session, answer["token"], name)
        await one.connect()
        try:
            yield one
        finally:
            await one.disconnect()


@asynccontextmanager
async def guest(door: Door, name: str = "Gast"):
    """A page of somebody who typed the code on the glass."""
    async with door.client() as session:
        async with session.post("/api/guest", json={"code": door.code}) as response:
            token = (await response.json())["token"]
        one = Member(session, token, name)
        await one.connect()
        try:
            yield one
        finally:
            await one.disconnect()
