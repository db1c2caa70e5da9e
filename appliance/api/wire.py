"""JSON-RPC 2.0 in bytes: parsing, answering, and newline framing. No I/O.

Source: https://www.jsonrpc.org/specification. On a stream each message is one line; on a WebSocket one text frame.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec

from appliance.api.errors import RoomError

MAX_MESSAGE_BYTES = 1 << 20
MAX_BATCH = 32

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
MESSAGE_TOO_LARGE = -32010

RequestId = str | int | float | None


class Request(msgspec.Struct, frozen=True):
    """A call; without an id it is a notification and gets no answer."""

    method: str
    params: dict[str, Any]
    id: RequestId
    is_notification: bool = False


class WireError(Exception):
    """A message that is no request. `number` is the JSON-RPC error code, `id` the request's where it could be read."""

    def __init__(self, number: int, message: str, id: RequestId = None) -> None:  # noqa: A002
        super().__init__(message)
        self.number = number
        self.id = id


class MessageTooLarge(WireError):
    """A message longer than MAX_MESSAGE_BYTES; the stream cannot be trusted after it."""

    def __init__(self) -> None:
        super().__init__(MESSAGE_TOO_LARGE, f"a message may have at most {MAX_MESSAGE_BYTES} bytes")


def parse(message: bytes | str) -> Any:
    """Decode one message. Raises WireError(PARSE_ERROR)."""
    try:
        return msgspec.json.decode(message)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WireError(PARSE_ERROR, f"not JSON: {error}") from error


def batch(message: Any) -> list[Any] | None:
    """The members of a batch, or None for a single request. Raises WireError where the batch is empty or too long."""
    if not isinstance(message, list):
        return None
    members = cast(list[Any], message)
    if not members:
        raise WireError(INVALID_REQUEST, "an empty batch")
    if len(members) > MAX_BATCH:
        raise WireError(INVALID_REQUEST, f"a batch may have at most {MAX_BATCH} requests")
    return members


def request(message: Any) -> Request:
    """Check the shape of one request. Raises WireError(INVALID_REQUEST or INVALID_PARAMS)."""
    if not isinstance(message, dict):
        raise WireError(INVALID_REQUEST, "a request is an object")
    fields = cast(dict[str, Any], message)
    id_ = fields.get("id")
    if isinstance(id_, bool) or not isinstance(id_, str | int | float | None):
        raise WireError(INVALID_REQUEST, "id is a string, a number or null")
    if fields.get("jsonrpc") != "2.0":
        raise WireError(INVALID_REQUEST, 'jsonrpc is "2.0"', id_)
    method = fields.get("method")
    if not isinstance(method, str):
        raise WireError(INVALID_REQUEST, "method is a string", id_)
    params = fields.get("params", {})
    if not isinstance(params, dict):
        if isinstance(params, list):
            raise WireError(INVALID_PARAMS, "parameters are passed by name", id_)
        raise WireError(INVALID_REQUEST, "params is an object", id_)
    return Request(method, cast(dict[str, Any], params), id_, "id" not in fields)


def result(id_: RequestId, value: Any) -> bytes:
    """A success."""
    return msgspec.json.encode({"jsonrpc": "2.0", "id": id_, "result": value})


def error(id_: RequestId, number: int, message: str, data: dict[str, Any] | None = None) -> bytes:
    """A failure; `data.code` is the stable code of a RoomError."""
    body: dict[str, Any] = {"code": number, "message": message}
    if data is not None:
        body["data"] = data
    return msgspec.json.encode({"jsonrpc": "2.0", "id": id_, "error": body})


def refusal(id_: RequestId, refused: RoomError) -> bytes:
    """A RoomError on the wire."""
    return error(id_, refused.number, refused.code, {"code": refused.code, **refused.data})


def call(id_: RequestId, method: str, params: dict[str, Any]) -> bytes:
    """A request."""
    return msgspec.json.encode({"jsonrpc": "2.0", "id": id_, "method": method, "params": params})


def notification(method: str, params: Any) -> bytes:
    """A message that wants no answer: state and events."""
    return msgspec.json.encode({"jsonrpc": "2.0", "method": method, "params": params})


class Lines:
    """Cuts a byte stream into messages."""

    def __init__(self, limit: int = MAX_MESSAGE_BYTES) -> None:
        self._limit = limit
        self._rest = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes, give the whole lines they complete, blank ones left out. Raises MessageTooLarge."""
        self._rest += data
        *lines, rest = self._rest.split(b"\n")
        self._rest = bytearray(rest)
        if len(rest) > self._limit or any(len(line) > self._limit for line in lines):
            raise MessageTooLarge
        return [bytes(line) for line in lines if line.strip()]
