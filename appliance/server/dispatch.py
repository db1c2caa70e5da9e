"""From a message to a service's method: the one place that checks roles and arguments, and the one broad except."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import structlog

from appliance.api import wire
from appliance.api.contract import Verb
from appliance.api.errors import Code, NotAllowed, RoomError
from appliance.caller import Caller, current_caller

log = structlog.get_logger()


class Dispatcher:
    """Answers JSON-RPC messages by calling `services[domain].verb(**params)`."""

    def __init__(self, verbs: Mapping[str, Verb], services: Mapping[str, object]) -> None:
        missing = {name for name in verbs if not hasattr(services.get(name.split(".")[0]), name.split(".")[1])}
        if missing:
            raise LookupError(f"no service answers {', '.join(sorted(missing))}")
        self._verbs = verbs
        self._services = services

    async def answer(self, message: bytes | str, caller: Caller) -> bytes | None:
        """The response to one message or batch; None where nothing is to be sent."""
        try:
            decoded = wire.parse(message)
            members = wire.batch(decoded)
        except wire.WireError as refused:
            return wire.error(refused.id, refused.number, str(refused))
        if members is None:
            return await self._answer_one(decoded, caller)
        answers = [answer for member in members if (answer := await self._answer_one(member, caller))]
        return b"[" + b",".join(answers) + b"]" if answers else None

    async def _answer_one(self, message: Any, caller: Caller) -> bytes | None:
        try:
            request = wire.request(message)
        except wire.WireError as refused:
            return wire.error(refused.id, refused.number, str(refused))
        try:
            value = await self.call(request.method, request.params, caller)
            answer = wire.result(request.id, value)
        except wire.WireError as refused:
            answer = wire.error(request.id, refused.number, str(refused))
        except RoomError as refused:
            answer = wire.refusal(request.id, refused)
        except Exception:
            log.exception("verb.failed", method=request.method, role=caller.role)
            answer = wire.error(request.id, wire.INTERNAL_ERROR, "internal error", {"code": Code.INTERNAL})
        return None if request.is_notification else answer

    async def call(self, method: str, params: dict[str, Any], caller: Caller) -> Any:
        """Call one verb for a caller. Raises RoomError, or WireError for an unknown verb or unfit arguments."""
        verb = self._verbs.get(method)
        if verb is None:
            raise wire.WireError(wire.METHOD_NOT_FOUND, f"unknown method {method[:80]}")
        if caller.role not in verb.roles:
            raise NotAllowed(Code.FORBIDDEN, method=method, role=caller.role)
        try:
            arguments = msgspec.convert(params, verb.params)
        except msgspec.ValidationError as error:
            raise wire.WireError(wire.INVALID_PARAMS, str(error)) from error
        domain, _, name = method.partition(".")
        token = current_caller.set(caller)
        try:
            return await getattr(self._services[domain], name)(**msgspec.structs.asdict(arguments))
        finally:
            current_caller.reset(token)
