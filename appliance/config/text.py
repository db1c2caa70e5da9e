"""Configuration written as TOML: what is in force, and the commented example that the schema yields."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import msgspec

from appliance.config.schema import Config

HEAD = """\
# Configuration of a Parlor room. Every line that begins with "#" and a key shows a default.
# `parlor check-config FILE` tells what is wrong with a file and what is in force.
"""


def resolved(config: Config) -> str:
    """Every value in force."""
    return "\n".join(_table((), config, is_example=False)).lstrip("\n") + "\n"


def example() -> str:
    """Every key, described, with its default commented out."""
    return HEAD + "\n".join(_table((), Config(), is_example=True)) + "\n"


def toml_value(value: Any) -> str:
    """One TOML value; a mapping becomes an inline table."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml_value(key)} = {toml_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, float):
        return repr(value)
    # JSON's strings are TOML's basic strings, but for the one control character that JSON leaves alone
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _table(path: tuple[str, ...], table: msgspec.Struct, *, is_example: bool) -> Iterator[str]:
    values = [(field, getattr(table, field.name)) for field in msgspec.structs.fields(table)]
    keys = [pair for pair in values if not _is_table(pair[0].type)]
    if path and is_example:
        yield ""
        yield from (f"# {line}".rstrip() for line in (inspect.getdoc(table) or "").splitlines())
    if keys:
        yield from [f"[{'.'.join(path)}]"] if is_example else ["", f"[{'.'.join(path)}]"]
    for field, value in keys:
        if is_example and (words := _description(field.type)):
            yield f"# {words}"
        yield f"{'#' if is_example else ''}{field.name} = {toml_value(value)}"
    for field, value in values:
        if isinstance(value, msgspec.Struct):
            yield from _table((*path, field.name), value, is_example=is_example)
        elif _is_table(field.type):
            for name, entry in value.items():
                yield from _table((*path, field.name, name), entry, is_example=is_example)
            if is_example:
                yield from _entry((*path, field.name, "NAME"), get_args(field.type)[1])


def _entry(path: tuple[str, ...], kind: type[msgspec.Struct]) -> Iterator[str]:
    """A table of which there may be several, all of it commented out."""
    yield ""
    yield from (f"# {line}".rstrip() for line in (inspect.getdoc(kind) or "").splitlines())
    yield f"# [{'.'.join(path)}]"
    for field in msgspec.structs.fields(kind):
        if words := _description(field.type):
            yield f"# {words}"
        yield f"# {field.name} = {toml_value('' if field.default is msgspec.NODEFAULT else field.default)}"


def _is_table(kind: Any) -> bool:
    """Whether a field is a table, or a table of named tables."""
    if get_origin(kind) is dict:
        kind = get_args(kind)[1]
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _description(kind: Any) -> str:
    if get_origin(kind) is not Annotated:
        return ""
    return next((meta.description for meta in get_args(kind)[1:] if getattr(meta, "description", None)), "")
