"""What a page may do: visit its recipe's hosts, and have camera and microphone there; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog

from appliance.meeting.web.address import host_of, may_capture, may_visit, origin_of
from appliance.meeting.web.cdp import Connection
from appliance.meeting.web.recipe import Recipe

log = structlog.get_logger()

DENIED = (
    "camera", "microphone", "geolocation", "notifications", "midi", "clipboard-read", "background-sync",
    "persistent-storage", "storage-access", "window-management", "local-fonts", "display-capture", "idle-detection",
)  # fmt: skip
POPUP_S = 5.0
START_S = 15.0
"""A browser that starts on a busy machine takes its time to answer."""


class Guard:
    """Judges every document that a page asks for at its top, where it gets none of the decision itself."""

    def __init__(
        self,
        connection: Connection,
        recipe: Recipe,
        link: str,
        on_stopped: Callable[[str], None],
    ) -> None:
        self._connection = connection
        self._recipe = recipe
        self._link = link
        self._on_stopped = on_stopped
        self._granted: set[str] = set()

    async def begin(self) -> None:
        """Deny everything to everybody. Raises CdpError."""
        for name in DENIED:
            # names come and go with versions; what has none is denied by a browser that cannot ask anybody
            self._connection.tell("Browser.setPermission", permission={"name": name}, setting="denied")
        await self._connection.call("Browser.setDownloadBehavior", timeout_s=START_S, behavior="deny")

    def follow(self, session: str) -> None:
        """Have a page's documents asked for here first."""
        documents = {"urlPattern": "*", "resourceType": "Document", "requestStage": "Request"}
        self._connection.tell("Fetch.enable", session, patterns=[documents])

    def judge(self, session: str, params: dict[str, Any], *, is_top: bool) -> None:
        """Let a document be fetched, or not; what frames hold is the page's own affair."""
        request, address = params["requestId"], params["request"]["url"]
        if is_top and not self.allows(address):
            # aborted, not failed: the page that was there stays
            self._connection.tell("Fetch.failRequest", session, requestId=request, errorReason="Aborted")
            self.stop(address)
            return
        if is_top:
            self._grant(address)
        self._connection.tell("Fetch.continueRequest", session, requestId=request)

    def allows(self, address: str) -> bool:
        """Whether the page may be there."""
        return may_visit(self._recipe, self._link, address)

    def stop(self, address: str) -> None:
        """Tell that it wanted to be elsewhere."""
        host = host_of(address)
        log.warning("page.stopped", host=host)
        self._on_stopped(host)

    def _grant(self, address: str) -> None:
        origin = origin_of(address)
        if origin in self._granted or not may_capture(self._recipe, self._link, address):
            return
        self._granted.add(origin)
        self._connection.tell("Browser.grantPermissions", origin=origin, permissions=["audioCapture", "videoCapture"])
