"""Recordings on the network: admins fetch their files, in ranges where they like."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from aiohttp import hdrs, web

from appliance.access.service import AccessService
from appliance.api.errors import Code, NotAllowed
from appliance.api.role import Role
from appliance.server.identity import caller_of

FindFile = Callable[[str, str], Path]
"""A recording's file by the recording's id and the file's name. Raises NotFound(RECORDING_UNKNOWN)."""
_TYPES = {".mkv": "video/x-matroska", ".mp4": "video/mp4", ".json": "application/json", ".jsonl": "application/jsonl"}
SEALED = "default-src 'none'; sandbox"


class Recordings:
    """Serves /recordings/<id>/<name>."""

    def __init__(self, access: AccessService, find: FindFile) -> None:
        self._access = access
        self._find = find

    def routes(self) -> list[web.RouteDef]:
        """Where they are served."""
        return [web.get("/recordings/{recording_id}/{name}", self._get)]

    async def _get(self, request: web.Request) -> web.StreamResponse:
        if caller_of(request, self._access).role is not Role.ADMIN:
            raise NotAllowed(Code.FORBIDDEN)
        found = await asyncio.to_thread(self._find, request.match_info["recording_id"], request.match_info["name"])
        headers = {
            hdrs.CONTENT_TYPE: _TYPES[found.suffix],
            hdrs.CONTENT_DISPOSITION: f'attachment; filename="{found.parent.name}-{found.name}"',
            hdrs.CACHE_CONTROL: "private, no-store",
            "Content-Security-Policy": SEALED,
        }
        return web.FileResponse(found, headers=headers)
