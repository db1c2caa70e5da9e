"""XML from strangers: parsed by expat, with bounded depth and without outside entities.

Entities of a file's own are taken if they are short and plain, as drawing programs write them; anything that could grow
refuses the file. defusedxml would refuse those too, and parses in Python ten times slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from appliance.board import progress
from appliance.board.parcel import MAX_DEPTH, BadFile

MAX_ENTITIES = 200
MAX_ENTITY_CHARACTERS = 2_000
MAX_NODES = 3_000_000
MAX_ATTRIBUTES = 1_000
PIECE_BYTES = 1 << 18

_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));")


class Handler:
    """What is told of a document; names come without their namespaces."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Characters between tags; what lies between two tags may come in a few pieces."""


Kind = TypeVar("Kind", bound=Handler)


def parse(data: bytes, new_handler: Callable[[], Kind]) -> Kind:
    """The handler, told all of a document. Raises BadFile.

    If characters that XML forbids are what is wrong, a fresh handler is told the document without them.
    """
    handler = new_handler()
    try:
        parser = _parser(handler)
        for begin in progress.over(range(0, len(data), PIECE_BYTES)):
            parser.Parse(data[begin : begin + PIECE_BYTES], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        clean = _sanitised(data)
        if clean != data:
            return parse(clean, new_handler)
        raise BadFile("damaged", f"it is no well-formed XML ({_words(error)})") from error
    except (LookupError, UnicodeError) as error:
        raise BadFile("unsupported", "it is written in an encoding that is not known") from error
    return handler


def _sanitised(data: bytes) -> bytes:
    """The document without characters that XML forbids but programs have been seen to write."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] in (b"<\0?\0", b"\0<\0?"):
        return data
    return _NOT_XML.sub(b"", data)


def root_name(data: bytes) -> str:
    """The name of a document's root element; empty for what does not begin as XML."""
    found: list[str] = []

    class Root(Handler):
        def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
            found.append(name)
            raise StopIteration

    parser = _parser(Root())
    with suppress(expat.ExpatError, StopIteration, LookupError, ValueError, BadFile):
        parser.Parse(data[: 1 << 20], False)
    return found[0] if found else ""


def tree(data: bytes) -> Element:
    """A whole document as a tree, its names without namespaces (attributes: xlink:href is href). Raises BadFile."""
    return parse(data, _Tree).close()


class _Tree(Handler):
    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._nodes = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise BadFile("too_many", f"it has more than {MAX_NODES:,} XML elements")
        self._builder.start(name, attributes)

    def end(self, name: str) -> None:
        self._builder.end(name)

    def data(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> Element:
        return self._builder.close()


def _parser(handler: Handler) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.buffer_size = 1 << 20
    depth = entities = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise BadFile("too_large", f"its XML is nested more than {MAX_DEPTH} deep")
        if len(attributes) > MAX_ATTRIBUTES:
            raise BadFile("too_large", f"an XML element has more than {MAX_ATTRIBUTES} attributes")
        handler.start(name.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(name.rpartition("}")[2])

    def declared(name: str, _is_parameter: int, value: str | None, *_outside: Any) -> None:
        nonlocal entities
        entities += 1
        is_plain = value is None or ("&" not in value and "<" not in value and len(value) <= MAX_ENTITY_CHARACTERS)
        if not is_plain or entities > MAX_ENTITIES:
            raise BadFile("too_large", f"its XML entity {name[:32]!r} may grow without bound")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.data
    parser.EntityDeclHandler = declared
    parser.ExternalEntityRefHandler = lambda *_: 1  # passed over: nothing outside the file is read
    return parser


def _words(error: expat.ExpatError) -> str:
    return f"{expat.ErrorString(error.code)}, line {error.lineno}"
