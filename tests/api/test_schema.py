"""The published schema is the contract's."""

from __future__ import annotations

from pathlib import Path

import msgspec

from appliance import api
from appliance.api import schema
from appliance.api.contract import VERBS

PUBLISHED = Path(api.__file__).with_name("schema.json")


def test_published_schema_is_current() -> None:
    assert PUBLISHED.read_bytes() == schema.text(), (
        "the contract changed: python -m appliance.api.schema > appliance/api/schema.json, and read the difference"
    )


def test_every_verb_is_published_with_its_roles_and_words() -> None:
    verbs = msgspec.json.decode(PUBLISHED.read_bytes())["verbs"]
    assert verbs.keys() == VERBS.keys()
    for name, verb in verbs.items():
        assert verb["roles"], f"nobody may call {name}"
        assert verb["doc"], f"{name} says nothing of itself"


def test_every_reference_leads_somewhere() -> None:
    document = msgspec.json.decode(PUBLISHED.read_bytes())
    assert references(document) <= {f"#/$defs/{name}" for name in document["$defs"]}


def references(part: object) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set[str]()
        return own.union(*(references(value) for value in part.values()))
    return set[str]().union(*map(references, part)) if isinstance(part, list) else set()
