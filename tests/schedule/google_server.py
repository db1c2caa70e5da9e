"""A server that speaks the documented wire of Google's token address and of the Calendar API v3, with its faults."""

from __future__ import annotations

import base64
import itertools
import json
from datetime import datetime
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa


def event(id_: str, start: str, end: str, **fields: Any) -> dict[str, Any]:
    """An event as the Calendar API tells it."""
    return {
        "kind": "calendar#event",
        "id": id_,
        "status": "confirmed",
        "iCalUID": f"{id_}@google.com",
        "summary": f"Summary {id_}",
        "organizer": {"email": "maria@example.org", "displayName": "Maria Oliveira"},
        "start": {"dateTime": start, "timeZone": "Europe/Berlin"},
        "end": {"dateTime": end, "timeZone": "Europe/Berlin"},
    } | fields


class GoogleServer:
    """State to look at, and faults to switch on."""

    page_size = 2

    def __init__(self) -> None:
        self.base = ""
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.tokens: set[str] = set()
        self.items: dict[str, dict[str, Any]] = {}
        self.log: list[tuple[int, dict[str, Any]]] = []
        self.faults: list[web.Response] = []
        self.requests: list[tuple[str, str, Any]] = []
        self.claims: dict[str, Any] = {}
        self.is_gone = False
        self._ids = itertools.count(100)
        self.app = web.Application()
        self.app.router.add_post("/token", self._token)
        self.app.router.add_route("*", "/calendar/v3/calendars/{calendar}/events", self._events)
        self.app.router.add_route("*", "/calendar/v3/calendars/{calendar}/events/{id}", self._event)

    @property
    def key_file(self) -> str:
        pem = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return json.dumps(
            {
                "type": "service_account",
                "client_email": "room@project.iam.gserviceaccount.com",
                "private_key_id": "k1",
                "private_key": pem.decode(),
                "token_uri": "https://evil.example/token",
            }
        )

    def put(self, item: dict[str, Any]) -> None:
        self.items[item["id"]] = item
        self.log.append((len(self.log) + 1, item))

    def remove(self, id_: str) -> None:
        self.items.pop(id_)
        self.log.append((len(self.log) + 1, {"id": id_, "status": "cancelled", "kind": "calendar#event"}))

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
        head, claims, signature = str(form["assertion"]).split(".")
        signed = f"{head}.{claims}".encode()
        self.key.public_key().verify(_decoded(signature), signed, padding.PKCS1v15(), hashes.SHA256())
        self.claims = json.loads(_decoded(claims))
        token = f"ya29.{len(self.tokens)}"
        self.tokens.add(token)
        return web.json_response({"access_token": token, "expires_in": 3599, "token_type": "Bearer"})

    def _fault(self, request: web.Request) -> web.Response | None:
        if self.faults:
            return self.faults.pop(0)
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            return web.json_response({"error": {"code": 401}}, status=401)
        return None

    async def _events(self, request: web.Request) -> web.Response:
        body: Any = await request.json() if request.can_read_body else None
        self.requests.append((request.method, request.path_qs, body))
        if (fault := self._fault(request)) is not None:
            return fault
        if request.method == "POST":
            made = event(f"new{next(self._ids)}", body["start"]["dateTime"], body["end"]["dateTime"]) | body
            self.put(made)
            return web.json_response(made)
        query = request.query
        if "syncToken" in query:
            # these may not be given together (Events: list)
            assert not {"timeMin", "timeMax", "orderBy", "q"} & set(query)
            if self.is_gone:
                self.is_gone = False
                return web.json_response(
                    {"error": {"code": 410, "errors": [{"reason": "fullSyncRequired"}]}}, status=410
                )
            found = [item for revision, item in self.log if revision > int(query["syncToken"])]
        else:
            found = [item for item in self.items.values() if self._meets(item, query)]
        at = int(query.get("pageToken", 0))
        told: dict[str, Any] = {"kind": "calendar#events", "items": found[at : at + self.page_size]}
        if at + self.page_size < len(found):
            told["nextPageToken"] = str(at + self.page_size)
        else:
            told["nextSyncToken"] = str(len(self.log))
        return web.json_response(told)

    def _meets(self, item: dict[str, Any], query: Any) -> bool:
        if "dateTime" not in item["start"]:
            return True
        begins, ends = (datetime.fromisoformat(item[name]["dateTime"]) for name in ("start", "end"))
        return begins < datetime.fromisoformat(query["timeMax"]) and ends > datetime.fromisoformat(query["timeMin"])

    async def _event(self, request: web.Request) -> web.Response:
        body: Any = await request.json() if request.can_read_body else None
        self.requests.append((request.method, request.path_qs, body))
        if (fault := self._fault(request)) is not None:
            return fault
        id_ = request.match_info["id"]
        if id_ not in self.items:
            return web.json_response({"error": {"code": 404}}, status=404)
        if request.method == "GET":
            return web.json_response(self.items[id_])
        if request.method == "DELETE":
            self.remove(id_)
            return web.Response(status=204)
        self.put(self.items[id_] | body)
        return web.json_response(self.items[id_])


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
