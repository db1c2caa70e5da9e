"""Holding a table against the schema: every problem at once, each with its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from appliance.config.lines import Path as KeyPath
from appliance.config.schema import Config


class Place(NamedTuple):
    """Where a key stands."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def problems(table: Mapping[str, Any], places: Mapping[KeyPath, Place]) -> list[str]:
    """A line for everything that is wrong with the merged table, in the order of the files; empty when it is good."""
    found = list(_struct(table, Config, ()))
    order = list(places)
    found.sort(key=lambda problem: order.index(problem[0]) if problem[0] in places else -1)
    return [f"{place}: {words}" if (place := _nearest(path, places)) else words for path, words in found]


def _nearest(path: KeyPath, places: Mapping[KeyPath, Place]) -> Place | None:
    """Where a key stands, or the table that lacks it."""
    return next((places[path[:length]] for length in range(len(path), 0, -1) if path[:length] in places), None)


def _struct(table: Mapping[str, Any], kind: type[msgspec.Struct], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    fields = {field.name: field.type for field in msgspec.structs.fields(kind)}
    is_sound = True
    for key, value in table.items():
        for problem in _field(value, fields, (*path, key)):
            is_sound = False
            yield problem
    if not is_sound:
        return
    try:
        msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        words = _words(error)
        if missing := re.fullmatch(r"Object missing required field `(\w+)`", words):
            yield path, f"{_dotted((*path, missing[1]))}: is needed"
            return
        key, _, words = words.partition(": ")
        yield (*path, key), f"{_dotted((*path, key))}: {words}"


def _field(value: Any, fields: Mapping[str, Any], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    name = str(path[-1])
    if name not in fields:
        near = difflib.get_close_matches(name, fields, 1)
        hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(fields)}"
        yield path, f"unknown key {_dotted(path)}; {hint}"
        return
    kind = fields[name]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if isinstance(value, Mapping):
            yield from _struct(value, kind, path)
        else:
            yield path, f"{_dotted(path)}: expected a table, got {_shown(value)}"
        return
    if isinstance(value, Mapping) and (entry := _entry(kind)) is not None:
        yield from _entries(value, *entry, path)
        return
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        yield path, f"{_dotted(path)}: {_expected(kind, error)}, got {_shown(value)}"


def _entry(kind: Any) -> tuple[Any, type[msgspec.Struct]] | None:
    """The key and the struct of a table of tables."""
    if get_origin(kind) is not dict:
        return None
    key, value = get_args(kind)
    return (key, value) if isinstance(value, type) and issubclass(value, msgspec.Struct) else None


def _entries(
    table: Mapping[str, Any], name: Any, kind: type[msgspec.Struct], path: KeyPath
) -> Iterator[tuple[KeyPath, str]]:
    for key, value in table.items():
        try:
            msgspec.convert(key, name)
        except msgspec.ValidationError:
            yield (*path, key), f"{_dotted((*path, key))}: names are of small letters, digits, - and _, at most 32"
            continue
        if isinstance(value, Mapping):
            yield from _struct(value, kind, (*path, key))
        else:
            yield (*path, key), f"{_dotted((*path, key))}: expected a table, got {_shown(value)}"


def _expected(kind: Any, error: msgspec.ValidationError) -> str:
    bare = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if get_origin(bare) is Literal:
        return "expected one of " + ", ".join(f'"{choice}"' for choice in get_args(bare))
    words = re.sub(r", got `[^`]*`", "", _words(error))
    names = {
        "str": "text",
        "int": "a whole number",
        "float": "a number",
        "bool": "true or false",
        "array": "a list",
        "object": "a table",
    }
    return re.sub(
        r"`([\w |]+)`",
        lambda match: " or ".join(names.get(name, name) for name in match[1].split(" | ")),
        words[:1].lower() + words[1:],
    )


def _words(error: msgspec.ValidationError) -> str:
    return re.sub(r" - at `[^`]*`$", "", str(error))


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a table"
    text = msgspec.json.encode(value).decode() if isinstance(value, str | bool | list) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _dotted(path: KeyPath) -> str:
    return ".".join(str(part) for part in path)
