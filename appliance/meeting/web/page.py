"""The one page of a browser: its sessions, what is asked of it, and fingers and keys that go to it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from appliance.meeting.web.cdp import CdpError, Connection
from appliance.meeting.web.engine import PageDevices
from appliance.meeting.web.guard import POPUP_S, START_S, Guard
from appliance.meeting.web.screen import Screen

WORLD = "parlor"
PROBE_S = 1.5
MAX_FRAMES = 40


class Seen(msgspec.Struct):
    """What a look at the page found."""

    shown: set[str] = set()
    """Names of those whose selectors show."""
    typing: bool = False


class Place(msgspec.Struct):
    """Where something can be pressed, in a session's pixels."""

    session: str
    x: float
    y: float
    free: bool
    """Nothing lies over it."""


class Page:
    """Listens to the browser's events by `hear`."""

    def __init__(self, connection: Connection, guard: Guard, screen: Screen, devices: PageDevices) -> None:
        self._connection = connection
        self._guard = guard
        self._screen = screen
        self._devices = devices
        self._door = f"_{secrets.token_hex(8)}"
        self._session = ""
        self._frame = ""
        self._frames: dict[str, str] = {}
        self._popups: set[str] = set()
        self._agent: dict[str, Any] = {}
        self._off = {"audio": False, "video": False}
        self._kept: dict[tuple[str, str], str] = {}
        self.address = ""
        """Where it is."""
        self.attached = asyncio.Event()
        self.loaded = asyncio.Event()
        """Its document is there."""
        self.crashed = asyncio.Event()

    async def begin(self) -> None:
        """Take hold of the page that the browser opened with. Raises CdpError or TimeoutError."""
        version = await self._connection.call("Browser.getVersion")
        # services turn away what says that it has no window
        self._agent = {"userAgent": version["userAgent"].replace("HeadlessChrome", "Chrome")}
        await self._connection.call(
            "Target.setAutoAttach",
            autoAttach=True,
            waitForDebuggerOnStart=True,
            flatten=True,
            filter=[{"type": "page"}, {"exclude": True}],
        )
        async with asyncio.timeout(START_S):
            await self.attached.wait()
        # a page that is sent away before it has taken its settings crashes (Chromium 156)
        await self._connection.call("Page.getFrameTree", self._session, timeout_s=START_S)

    async def open(self, address: str) -> str:
        """Go to an address; empty, or why it cannot be reached. Raises CdpError."""
        answer = await self._connection.call("Page.navigate", self._session, timeout_s=60.0, url=address)
        return answer.get("errorText", "")

    async def look(self, wanted: Mapping[str, Sequence[str]]) -> Seen:
        """Which of some named selectors show now, in the page or its frames."""
        seen = Seen()
        for session in (self._session, *self._frames):
            found = await self._probe(session, "look", wanted)
            if isinstance(found, dict):
                seen.shown |= set(found["shown"])
                seen.typing |= bool(found["typing"])
        return seen

    async def click(self, selectors: Sequence[str]) -> bool:
        """Press the first that shows, as a finger would where nothing lies over it; whether there was one."""
        place = await self._locate(selectors)
        if place is None:
            return False
        if not place.free or place.session != self._session:
            return bool(await self._probe(place.session, "press", selectors))
        for kind in ("mousePressed", "mouseReleased"):
            await self._connection.call(
                "Input.dispatchMouseEvent", place.session, type=kind, x=place.x, y=place.y, button="left", clickCount=1
            )
        return True

    async def fill(self, selectors: Sequence[str], text: str) -> bool:
        """Write into the first that shows; whether it then says so."""
        place = await self._locate(selectors)
        if place is None or not await self._probe(place.session, "select", selectors):
            return False
        await self._connection.call("Input.insertText", place.session, text=text)
        return await self._probe(place.session, "read", selectors) == text

    async def take_away(self, kind: Literal["audio", "video"], *, is_off: bool) -> int:
        """Give the page silence (audio) or black (video) instead of the room, or the room again: of how many tracks."""
        self._off[kind] = is_off
        arguments = f"{kind!r}, {str(is_off).lower()}"
        count = await self._knock(arguments)
        for session in (self._session, *self._frames):
            await self._keep(session, kind, f"globalThis.{self._door}?.({arguments})")
        return count

    async def count_lines(self) -> int:
        """How many WebRTC connections it has to others."""
        return await self._knock("'lines'")

    def tell(self, method: str, **params: Any) -> None:
        """Give the page a command whose result does not matter."""
        self._connection.tell(method, self._session, **params)

    def show(self) -> None:
        """Lay it out anew, in the screen's size."""
        if self._session:
            self._screen.begin(self._connection, self._session)

    def hear(self, session: str, method: str, params: dict[str, Any]) -> None:
        """Take an event of the browser."""
        if method == "Page.screencastFrame" and session == self._session:
            self._screen.take(self._connection, session, params)
        elif method == "Target.attachedToTarget":
            self._attach(params["sessionId"], params["targetInfo"])
        elif method == "Target.detachedFromTarget":
            self._frames.pop(params["sessionId"], None)
            self._connection.abandon(params["sessionId"])
            self._popups.discard(params["sessionId"])
        elif method == "Fetch.requestPaused":
            self._judge(session, params)
        elif method == "Page.javascriptDialogOpening":
            accept = params.get("type") in ("alert", "beforeunload")
            self._connection.tell("Page.handleJavaScriptDialog", session, accept=accept)
        elif session == self._session:
            self._follow(method, params)

    def _follow(self, method: str, params: dict[str, Any]) -> None:
        if method == "Page.frameNavigated" and "parentId" not in params["frame"]:
            self.address = params["frame"]["url"]
            if not self.address.startswith("chrome-error:") and not self._guard.allows(self.address):
                self._guard.stop(self.address)
                self.tell("Page.navigate", url="about:blank")
        elif method == "Page.domContentEventFired":
            self.loaded.set()
        elif method == "Inspector.targetCrashed":
            self.crashed.set()
            self._connection.abandon(self._session)

    def _attach(self, session: str, target: dict[str, Any]) -> None:
        if target["type"] == "page" and self._session:
            self._popups.add(session)
            self._guard.follow(session)
            asyncio.get_running_loop().call_later(POPUP_S, self._close_popup, session)
        elif target["type"] == "page":
            self._session, self._frame = session, target["targetId"]
            self._equip(session)
            self._guard.follow(session)
            self.show()
            for method in ("Emulation.setTouchEmulationEnabled", "Emulation.setFocusEmulationEnabled"):
                self.tell(method, enabled=True)
            self.tell("Page.setInterceptFileChooserDialog", enabled=True)
            self.attached.set()
        elif len(self._frames) < MAX_FRAMES:
            self._frames[session] = target["targetId"]
            self._equip(session)
        self._connection.tell("Runtime.runIfWaitingForDebugger", session)

    def _equip(self, session: str) -> None:
        wanted = msgspec.json.encode(self._devices).decode()
        source = f"{_script('devices')}({self._door!r}, {wanted}, {msgspec.json.encode(self._off).decode()})"
        for method in ("Page.enable", "Inspector.enable"):
            self._connection.tell(method, session)
        self._connection.tell("Emulation.setUserAgentOverride", session, **self._agent)
        self._connection.tell("Page.addScriptToEvaluateOnNewDocument", session, source=source)
        self._connection.tell(
            "Target.setAutoAttach",
            session,
            autoAttach=True,
            waitForDebuggerOnStart=True,
            flatten=True,
            filter=[{"type": "iframe"}, {"exclude": True}],
        )

    def _judge(self, session: str, params: dict[str, Any]) -> None:
        if session not in self._popups:
            self._guard.judge(session, params, is_top=params.get("frameId") == self._frame)
            return
        # one page is shown: what would open beside it opens in its place
        self._connection.tell("Fetch.failRequest", session, requestId=params["requestId"], errorReason="Aborted")
        self._close_popup(session)
        if self._guard.allows(address := params["request"]["url"]):
            self.tell("Page.navigate", url=address)
        else:
            self._guard.stop(address)

    def _close_popup(self, session: str) -> None:
        if session in self._popups:
            self._popups.discard(session)
            self._connection.tell("Page.close", session)

    async def _keep(self, session: str, kind: str, source: str) -> None:
        """Run this in every document to come, before its own scripts, in the place of what was said of it before."""
        with suppress(CdpError):
            if before := self._kept.pop((session, kind), ""):
                self._connection.tell("Page.removeScriptToEvaluateOnNewDocument", session, identifier=before)
            answer = await self._connection.call("Page.addScriptToEvaluateOnNewDocument", session, source=source)
            self._kept[session, kind] = answer["identifier"]

    async def _knock(self, arguments: str) -> int:
        expression = f"globalThis.{self._door}?.({arguments}) ?? 0"
        count = 0
        for session in (self._session, *self._frames):
            with suppress(CdpError):
                answer = await self._connection.call(
                    "Runtime.evaluate", session, timeout_s=PROBE_S, expression=expression, returnByValue=True
                )
                value = answer.get("result", {}).get("value")
                count += value if isinstance(value, int) else 0
        return count

    async def _locate(self, selectors: Sequence[str]) -> Place | None:
        for session in (self._session, *self._frames):
            found = await self._probe(session, "locate", selectors)
            if isinstance(found, dict):
                return Place(session=session, x=found["x"], y=found["y"], free=bool(found["free"]))
        return None

    async def _probe(self, session: str, name: str, argument: Any) -> Any:
        """Run the probe in a world of its own; None where the page is between two documents."""
        with suppress(CdpError):
            frame = self._frames.get(session, self._frame)
            world = await self._connection.call(
                "Page.createIsolatedWorld", session, timeout_s=PROBE_S, frameId=frame, worldName=WORLD
            )
            answer = await self._connection.call(
                "Runtime.evaluate",
                session,
                timeout_s=PROBE_S,
                expression=f"{_script('probe')}.{name}({msgspec.json.encode(argument).decode()})",
                contextId=world["executionContextId"],
                returnByValue=True,
                userGesture=True,
            )
            return answer.get("result", {}).get("value")
        return None


@cache
def _script(name: str) -> str:
    # the comment at its head would swallow what follows on its line
    return Path(__file__).with_name(f"{name}.js").read_text().rstrip().rstrip(";")
