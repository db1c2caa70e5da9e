"""A Firefox on a screen of its own, driven by WebDriver BiDi."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

from tests.rooms.screen import Screen

BINARY = shutil.which("firefox-esr") or shutil.which("firefox")
PREFS: dict[str, bool | int | str] = {
    # whoever stands here says yes, and means the first screen
    "media.navigator.permission.disabled": True,
    # this test's network is the loopback
    "media.peerconnection.ice.loopback": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "privacy.webrtc.legacyGlobalIndicator": False,
    "toolkit.telemetry.enabled": False,
}
FAKE_DEVICES: dict[str, bool | int | str] = {"media.navigator.streams.fake": True}
"""A camera and a microphone that move and sound by themselves."""
LISTENING = "WebDriver BiDi listening on "


class Failed(Exception):
    """The browser refused a command, or its page threw."""


class Firefox:
    """One tab. What it looks for it waits for."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count()
        self._context = ""

    async def open(self) -> None:
        """Begin a session that takes any certificate."""
        await self._ask("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        tree = await self._ask("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]

    async def goto(self, url: str) -> None:
        """Load a page."""
        await self._ask("browsingContext.navigate", context=self._context, url=url, wait="complete")

    async def evaluate(self, expression: str) -> Any:
        """What an expression of the page's gives: a promise's value, plain."""
        answer = await self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self._context},
            awaitPromise=True,
            userActivation=True,
        )
        if answer["type"] == "exception":
            raise Failed(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    async def find(self, role: str, name: str = "", timeout_s: float = 10) -> dict[str, Any]:
        """The element that assistive technology calls so; without a name, the first of its role."""
        locator = {"type": "accessibility", "value": {"role": role, **({"name": name} if name else {})}}
        async with asyncio.timeout(timeout_s):
            while True:
                found = await self._ask("browsingContext.locateNodes", context=self._context, locator=locator)
                if found["nodes"]:
                    return {"sharedId": found["nodes"][0]["sharedId"]}
                await asyncio.sleep(0.1)

    async def click(self, role: str, name: str = "") -> None:
        """Press and release on an element, as a mouse would."""
        node = await self.find(role, name)
        await self._ask(
            "script.callFunction",
            functionDeclaration="element => element.scrollIntoView({block: 'center', behavior: 'instant'})",
            arguments=[node],
            target={"context": self._context},
            awaitPromise=False,
        )
        element = {"type": "element", "element": node}
        strokes = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": element},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        await self._act({"type": "pointer", "id": "mouse", "actions": strokes})

    async def type(self, text: str) -> None:
        """Write into the page's field."""
        await self.click("textbox")
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        await self._act({"type": "key", "id": "keys", "actions": keys})

    async def _act(self, source: dict[str, Any]) -> None:
        await self._ask("input.performActions", context=self._context, actions=[source])

    async def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        async with asyncio.timeout(30):
            while (answer := await self._socket.receive_json()).get("id") != number:
                pass
        if answer["type"] == "error":
            raise Failed(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]


@asynccontextmanager
async def firefox(
    folder: Path, screen: Screen, prefs: dict[str, bool | int | str] | None = None
) -> AsyncIterator[Firefox]:
    """A running browser with a fresh profile, whose window fills the screen."""
    profile = folder / "firefox"
    profile.mkdir()
    lines = (
        f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in (PREFS | (prefs or {})).items()
    )
    (profile / "user.js").write_text("".join(lines))
    process = await asyncio.create_subprocess_exec(
        str(BINARY),
        *("--profile", str(profile), "--no-remote", "--remote-debugging-port", "0"),
        *("--width", str(screen.width), "--height", str(screen.height)),
        env=os.environ | {"DISPLAY": screen.display, "HOME": str(folder), "MOZ_DISABLE_CONTENT_SANDBOX": "1"},
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        process_group=0,
    )
    try:
        url = await _address(process)
        async with aiohttp.ClientSession() as client, client.ws_connect(f"{url}/session", max_msg_size=0) as socket:
            draining = asyncio.create_task(_drain(process))
            browser = Firefox(socket)
            await browser.open()
            yield browser
            draining.cancel()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    async with asyncio.timeout(40):
        while line := (await process.stderr.readline()).decode():
            if LISTENING in line:
                return line.partition(LISTENING)[2].strip()
    raise Failed("Firefox did not start")


async def _drain(process: asyncio.subprocess.Process) -> None:
    assert process.stderr is not None
    while await process.stderr.readline():
        pass
