"""A server that speaks the documented wire of Microsoft's sign-in and of Graph's calendarView/delta, with its faults."""

from __future__ import annotations

import itertools
from typing import Any

from aiohttp import web


def event(id_: str, start: str, end: str, **fields: Any) -> dict[str, Any]:
    """An event as Graph tells it (learn.microsoft.com/graph/api/event-delta, example)."""
    return {
        "@odata.type": "#microsoft.graph.event",
        "@odata.etag": f'W/"{id_}"',
        "id": id_,
        "iCalUId": f"uid-{id_}",
        "type": "singleInstance",
        "subject": f"Subject {id_}",
        "isAllDay": False,
        "isCancelled": False,
        "isOrganizer": False,
        "isOnlineMeeting": False,
        "showAs": "busy",
        "sensitivity": "normal",
        "responseStatus": {"response": "accepted", "time": "0001-01-01T00:00:00Z"},
        "organizer": {"emailAddress": {"name": "Maria Oliveira", "address": "maria@example.org"}},
        "location": {"displayName": "Lighthouse", "locationType": "default"},
        "body": {"contentType": "html", "content": ""},
        "start": {"dateTime": start, "timeZone": "UTC"},
        "end": {"dateTime": end, "timeZone": "UTC"},
    } | fields


class GraphServer:
    """State to look at, and faults to switch on."""

    page_size = 2

    def __init__(self) -> None:
        self.base = ""
        self.secret = "app-secret"
        self.refresh = "refresh-1"
        self.tokens: set[str] = set()
        self.items: dict[str, dict[str, Any]] = {}
        self.log: list[tuple[int, str, Any]] = []
        """(revision, id, event or None)"""
        self.revision = 0
        self.faults: list[web.Response] = []
        """Answered before anything else, one a request."""
        self.requests: list[tuple[str, str, Any]] = []
        self.granted = 0
        self.pending = 0
        self.is_gone = False
        self._ids = itertools.count(100)
        self.app = web.Application()
        self.app.router.add_post("/login/{tenant}/oauth2/v2.0/token", self._token)
        self.app.router.add_post("/login/{tenant}/oauth2/v2.0/devicecode", self._device_code)
        self.app.router.add_route("*", "/v1.0/{tail:.*}", self._graph)

    def put(self, item: dict[str, Any]) -> None:
        self.revision += 1
        self.items[item["id"]] = item
        self.log.append((self.revision, item["id"], item))

    def remove(self, id_: str) -> None:
        self.revision += 1
        self.items.pop(id_, None)
        self.log.append((self.revision, id_, None))

    async def _device_code(self, request: web.Request) -> web.Response:
        form = await request.post()
        assert "offline_access" in str(form["scope"])
        told = {
            "device_code": "dev-1",
            "user_code": "ABCD-EFGH",
            "verification_uri": "https://microsoft.com/devicelogin",
        }
        return web.json_response(told | {"expires_in": 900, "interval": 0})

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        if form["grant_type"] == "client_credentials":
            ok = form["client_secret"] == self.secret and str(form["scope"]).endswith("/.default")
        elif form["grant_type"] == "refresh_token":
            ok = form["refresh_token"] == self.refresh
        else:
            ok = form["device_code"] == "dev-1"
            if self.pending:
                self.pending -= 1
                return web.json_response({"error": "authorization_pending"}, status=400)
        if not ok:
            return web.json_response({"error": "invalid_client"}, status=401)
        self.granted += 1
        token = f"token-{self.granted}"
        self.tokens.add(token)
        told: dict[str, Any] = {"token_type": "Bearer", "expires_in": 3599, "access_token": token}
        if form["grant_type"] != "client_credentials":
            self.refresh = f"refresh-{self.granted + 1}"
            told["refresh_token"] = self.refresh
        return web.json_response(told)

    async def _graph(self, request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else None
        self.requests.append((request.method, request.path_qs, body))
        if self.faults:
            return self.faults.pop(0)
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return web.json_response({"error": {"code": "InvalidAuthenticationToken"}}, status=401)
        if request.path.endswith("/calendarView/delta"):
            return self._delta(request)
        return self._write(request, body)

    def _delta(self, request: web.Request) -> web.Response:
        assert 'outlook.timezone="UTC"' in request.headers["Prefer"]
        query = request.query
        if "$deltatoken" in query and self.is_gone:
            self.is_gone = False
            return web.json_response({"error": {"code": "syncStateNotFound"}}, status=410)
        if "$skiptoken" in query:
            since, at = map(int, query["$skiptoken"].split("-"))
        elif "$deltatoken" in query:
            since, at = int(query["$deltatoken"]), 0
        else:
            assert {"startDateTime", "endDateTime"} <= set(query)
            since, at = 0, 0
        found = [
            item
            if item is not None
            else {"@odata.type": "#microsoft.graph.event", "id": id_, "@removed": {"reason": "deleted"}}
            for revision, id_, item in self.log
            if revision > since
        ]
        page = found[at : at + self.page_size]
        told: dict[str, Any] = {"@odata.context": "…", "value": page}
        link = f"{self.base}{request.path}"
        if at + self.page_size < len(found):
            told["@odata.nextLink"] = f"{link}?$skiptoken={since}-{at + self.page_size}"
        else:
            told["@odata.deltaLink"] = f"{link}?$deltatoken={self.revision}"
        return web.json_response(told)

    def _write(self, request: web.Request, body: Any) -> web.Response:
        *_, last = request.path.split("/")
        if request.method == "POST" and last == "events":
            assert {"subject", "start", "end", "transactionId"} <= set(body)
            id_ = f"new-{next(self._ids)}"
            made = event(
                id_, body["start"]["dateTime"], body["end"]["dateTime"], subject=body["subject"], isOrganizer=True
            )
            self.put(made)
            return web.json_response(made, status=201)
        if request.method == "POST" and last == "decline":
            self.remove(request.path.split("/")[-2])
            return web.Response(status=202)
        if last not in self.items:
            return web.json_response({"error": {"code": "ErrorItemNotFound"}}, status=404)
        if request.method == "DELETE":
            self.remove(last)
            return web.Response(status=204)
        self.put(self.items[last] | body)
        return web.json_response(self.items[last])
