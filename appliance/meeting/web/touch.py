"""Fingers and keys of the glass, as the browser takes them."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from appliance.api.meeting import PageKey, TouchPoint

TouchKind = Literal["touchStart", "touchMove", "touchEnd"]


class Key(NamedTuple):
    """As DOM events name it (UI Events)."""

    name: str
    code: int


KEYS: dict[PageKey, Key] = {
    "backspace": Key("Backspace", 8), "tab": Key("Tab", 9), "enter": Key("Enter", 13), "escape": Key("Escape", 27),
    "left": Key("ArrowLeft", 37), "up": Key("ArrowUp", 38), "right": Key("ArrowRight", 39),
    "down": Key("ArrowDown", 40),
}  # fmt: skip


class Fingers:
    """Turns all fingers that are down now into what has changed."""

    def __init__(self) -> None:
        self._down: set[int] = set()

    def change(self, points: list[TouchPoint], size: tuple[int, int]) -> dict[str, Any] | None:
        """The parameters of Input.dispatchTouchEvent; None where nothing is down, as before."""
        if not points and not self._down:
            return None
        down = {point.id for point in points}
        kind: TouchKind = "touchEnd" if not down else "touchStart" if down - self._down else "touchMove"
        self._down = down
        width, height = size
        touches = [{"id": each.id, "x": each.x * width, "y": each.y * height} for each in points]
        return {"type": kind, "touchPoints": touches}


def key_events(key: PageKey) -> list[dict[str, Any]]:
    """The parameters of Input.dispatchKeyEvent, down and up."""
    name, code = KEYS[key]
    event = {"key": name, "code": name, "windowsVirtualKeyCode": code}
    typed = {"text": "\r"} if key == "enter" else {}
    return [{"type": "keyDown", **event, **typed}, {"type": "keyUp", **event}]
