"""Elements as the values of a board's Yjs document, and back; `appliance/board/FORMAT.md` describes them.

A stroke is its packed bytes. Everything else is a small map of plain JSON values with one-letter keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from appliance.ink.element import (
    AS_MADE,
    IDENTITY,
    Affine,
    Align,
    Background,
    Element,
    Figure,
    Image,
    Note,
    Override,
    Shape,
    Stroke,
    Template,
    Text,
)
from appliance.ink.packing import MAX_AUTHOR, MAX_TIME, BadStroke, pack, unpack

Value = bytes | dict[str, Any]

META, PAGES, PEOPLE = "meta", "pages", "people"
MAX_TEXT = 20_000
MAX_SHAPE_POINTS = 1_000
MAX_NUMBER = 1e9
MAX_COLOR = 0xFFFFFFFF
MAX_PDF_PAGE = 100_000
ASSET_CHARACTERS = 64
_BOX = ("x", "y", "w", "h")


class BadRecord(ValueError):
    """A value that is no element of any kind this version knows; the message says why."""


def elements_of(page_id: str) -> str:
    """The root that maps ids to elements of a page."""
    return f"o:{page_id}"


def overrides_of(page_id: str) -> str:
    """The root that maps ids to overrides of a page."""
    return f"x:{page_id}"


def to_value(element: Element) -> Value:
    """What the document holds for an element."""
    match element:
        case Stroke():
            return pack(element)
        case Shape():
            value = _box(element, "shape") | {"s": element.figure, "c": element.color, "b": element.width}
            flat = [number for point in element.points for number in point]
            return value | ({"p": flat} if flat else {}) | ({"f": element.fill} if element.fill & 0xFF else {})
        case Text():
            value = {"k": "text", "x": element.x, "y": element.y, "w": element.w, "t": element.text}
            return value | _made(element) | {"n": element.size, "c": element.color, "a": element.align}
        case Note():
            return _box(element, "note") | {
                "t": element.text, "n": element.size, "c": element.color, "f": element.fill,
            }  # fmt: skip
        case Image():
            return _box(element, "image") | {"i": element.asset, "m": element.mime}


def from_value(value: object) -> Element:
    """The element that a value of the document stands for. Raises BadRecord."""
    if isinstance(value, bytes | bytearray):
        try:
            return unpack(bytes(value))
        except BadStroke as error:
            raise BadRecord(str(error)) from error
    if not isinstance(value, Mapping):
        raise BadRecord("neither a stroke's bytes nor a map")
    made = {"author": _whole(value, "u", MAX_AUTHOR), "created_ms": _whole(value, "d", MAX_TIME)}
    kind = value.get("k")
    if kind == "text":
        align = _one_of(value.get("a", "left"), get_args(Align))
        return Text(
            x=_number(value, "x"), y=_number(value, "y"), w=_number(value, "w", 0), text=_text(value),
            size=_size(value, "n"), color=_whole(value, "c", MAX_COLOR), align=align, **made,
        )  # fmt: skip
    if kind == "shape":
        figure = _one_of(value.get("s"), get_args(Figure))
        # a line without points goes from one corner of its box to the other, which may lie to its left or above it
        box = {name: _number(value, name, 0) for name in _BOX} if figure in ("line", "arrow") else _upright(value)
        return Shape(
            figure=figure, points=_points(value), color=_whole(value, "c", MAX_COLOR), width=abs(_number(value, "b")),
            fill=_whole(value, "f", MAX_COLOR), **box, **made,
        )  # fmt: skip
    if kind == "note":
        return Note(
            text=_text(value), size=_size(value, "n"), color=_whole(value, "c", MAX_COLOR),
            fill=_whole(value, "f", MAX_COLOR), **_upright(value), **made,
        )  # fmt: skip
    if kind == "image":
        return Image(asset=_asset(value.get("i")), mime=_mime(value), **_upright(value), **made)
    raise BadRecord(f"an element of the unknown kind {str(kind)[:32]!r}")


def override_to_value(override: Override) -> dict[str, Any]:
    """What the document holds for an override."""
    value: dict[str, Any] = {}
    if override.affine != IDENTITY:
        value["m"] = list(override.affine)
    if override.color is not None:
        value["c"] = override.color
    if override.z is not None:
        value["z"] = override.z
    if override.group:
        value["g"] = override.group
    if override.locked:
        value["l"] = True
    return value


def override_from_value(value: object) -> Override:
    """The override that a value stands for; None stands for none. Raises BadRecord."""
    if value is None:
        return AS_MADE
    if not isinstance(value, Mapping):
        raise BadRecord("an override is a map")
    matrix = value.get("m")
    if matrix is not None and (not isinstance(matrix, list | tuple) or len(matrix) != 6):
        raise BadRecord("an override's matrix has six numbers")
    group = value.get("g", "")
    if not isinstance(group, str):
        raise BadRecord("a group is named by a text")
    return Override(
        # painters look whether it is this very object
        affine=IDENTITY if matrix is None else Affine(*(_checked(number) for number in matrix)),
        color=_whole(value, "c", MAX_COLOR) if "c" in value else None,
        # orders are times unless they were changed
        z=_checked(value["z"], MAX_TIME) if "z" in value else None,
        group=group[:32],
        locked=bool(value.get("l", False)),
    )


def page_to_value(index: float, size: tuple[float, float] | None, background: Background) -> dict[str, Any]:
    """What the document holds for a page; pages are ordered by their index."""
    value: dict[str, Any] = {"i": index, "t": background.template, "s": background.spacing}
    if size is not None:
        value["z"] = list(size)
    if background.asset:
        value |= {"a": background.asset, "m": background.mime, "n": background.page}
    return value


def page_from_value(value: object) -> tuple[float, tuple[float, float] | None, Background]:
    """Index, size and background of a page. Raises BadRecord."""
    if not isinstance(value, Mapping):
        raise BadRecord("a page is a map")
    size = value.get("z")
    if size is not None and not (isinstance(size, list | tuple) and len(size) == 2):
        raise BadRecord("a page's size has two numbers")
    background = Background(
        template=_one_of(value.get("t", "plain"), get_args(Template)),
        spacing=_size(value, "s", 48.0),
        asset=_asset(value["a"]) if "a" in value else "",
        mime=_mime(value),
        page=_whole(value, "n", MAX_PDF_PAGE),
    )
    bounded = (_checked(size[0]), _checked(size[1])) if size is not None else None
    if bounded is not None and min(bounded) <= 0:
        raise BadRecord("a page's width and height are above 0")
    return _number(value, "i", 0), bounded, background


def _box(element: Shape | Note | Image, kind: str) -> dict[str, Any]:
    return {"k": kind, "x": element.x, "y": element.y, "w": element.w, "h": element.h} | _made(element)


def _made(element: Shape | Text | Note | Image) -> dict[str, Any]:
    return {"u": element.author, "d": element.created_ms}


def _upright(value: Mapping[str, Any]) -> dict[str, float]:
    """The box with its corner at the top left, whichever corner it was drawn from."""
    x, y, w, h = (_number(value, name, 0) for name in _BOX)
    return {"x": min(x, x + w), "y": min(y, y + h), "w": abs(w), "h": abs(h)}


def _checked(number: object, most: float = MAX_NUMBER) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float) or number != number:  # noqa: PLR0124
        raise BadRecord("not a number")
    if abs(number) > most:
        raise BadRecord(f"a number beyond {most:g}")
    return float(number)


def _number(value: Mapping[str, Any], name: str, default: float | None = None) -> float:
    found = value.get(name, default)
    if found is None:
        raise BadRecord(f"{name} is missing")
    return _checked(found)


def _size(value: Mapping[str, Any], name: str, default: float | None = None) -> float:
    found = _number(value, name, default)
    if found <= 0:
        raise BadRecord(f"{name} is not above 0")
    return found


def _whole(value: Mapping[str, Any], name: str, most: int) -> int:
    found = value.get(name, 0)
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= most:
        raise BadRecord(f"{name} is no whole number up to {most}")
    return int(found)


def _mime(value: Mapping[str, Any]) -> str:
    found = value.get("m", "")
    if not isinstance(found, str):
        raise BadRecord("a MIME type is a text")
    return found[:32]


def _text(value: Mapping[str, Any]) -> str:
    found = value.get("t", "")
    if not isinstance(found, str) or len(found) > MAX_TEXT:
        raise BadRecord(f"text of at most {MAX_TEXT} characters")
    return found


def _points(value: Mapping[str, Any]) -> tuple[tuple[float, float], ...]:
    flat = value.get("p", [])
    if not isinstance(flat, list | tuple) or len(flat) % 2 or len(flat) > 2 * MAX_SHAPE_POINTS:
        raise BadRecord("points are pairs of numbers")
    numbers = [_checked(number) for number in flat]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _asset(value: object) -> str:
    if not isinstance(value, str) or len(value) != ASSET_CHARACTERS or set(value) - set("0123456789abcdef"):
        raise BadRecord("an asset is named by a SHA-256 in hex")
    return value


def _one_of(value: object, known: tuple[Any, ...]) -> Any:
    if value not in known:
        raise BadRecord(f"{str(value)[:32]!r} is none of {', '.join(known)}")
    return value
