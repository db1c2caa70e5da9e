"""The published schema of the contract: `python -m appliance.api.schema` prints it.

`schema.json` beside this file is its committed output; a test holds the two together, so that a change of the API
shows as a change of that file.
"""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from appliance.api.contract import EVENTS, VERBS, event_name
from appliance.api.errors import Code
from appliance.api.room import API_VERSION
from appliance.api.state import READERS, RoomState


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the state, verbs and events, with roles and error codes."""
    params = {verb.name: verb.params for verb in VERBS.values()}
    returns = {verb.name: verb.returns for verb in VERBS.values()}
    shapes, definitions = msgspec.json.schema_components(
        [RoomState, *params.values(), *returns.values(), *EVENTS], ref_template="#/$defs/{name}"
    )
    remaining = iter(shapes)
    state = next(remaining)
    taken = {name: next(remaining) for name in params}
    given = {name: next(remaining) for name in returns}
    events = {event_name(event): next(remaining) for event in EVENTS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "api_version": API_VERSION,
        "state": state,
        "readers": {domain: sorted(roles) for domain, roles in READERS.items()},
        "verbs": {
            name: {"params": taken[name], "result": given[name], "roles": sorted(verb.roles), "doc": verb.doc}
            for name, verb in VERBS.items()
        },
        "events": {event_name(e): {"params": events[event_name(e)], "roles": sorted(EVENTS[e])} for e in EVENTS},
        "errors": sorted(Code),
        "$defs": definitions,
    }


def text() -> bytes:
    """The schema as it is committed."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(text())
