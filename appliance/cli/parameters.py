"""KEY=VALUE arguments as the contract's types want them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from typing import Any

import msgspec

from appliance.api.contract import VERBS
from appliance.api.wire import INVALID_PARAMS, METHOD_NOT_FOUND


class BadCall(Exception):
    """What was typed is no call of the contract; `number` is the JSON-RPC error that the room would answer."""

    def __init__(self, number: int, message: str) -> None:
        super().__init__(message)
        self.number = number


def parse(verb: str, arguments: Iterable[str]) -> dict[str, Any]:
    """The parameters of a verb. Raises BadCall.

    Text stays text where the contract takes it, even if it looks like a number; anything else is read as JSON.
    """
    if verb not in VERBS:
        raise BadCall(METHOD_NOT_FOUND, _unknown("unknown verb", verb, VERBS))
    types = {field.name: field.type for field in msgspec.structs.fields(VERBS[verb].params)}
    params: dict[str, Any] = {}
    for argument in arguments:
        key, equals, text = argument.partition("=")
        if not equals:
            raise BadCall(INVALID_PARAMS, f"{argument!r} is not KEY=VALUE")
        if key not in types:
            raise BadCall(INVALID_PARAMS, _unknown(f"unknown parameter of {verb}", key, types))
        params[key] = _value(text, types[key])
    return params


def _value(text: str, kind: Any) -> Any:
    try:
        msgspec.convert(text, kind)
    except msgspec.ValidationError:
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return text
    return text


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    return f"{what}: {name}; " + (f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}")
