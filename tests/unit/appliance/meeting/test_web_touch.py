"""Fingers as the browser takes them."""

from __future__ import annotations

from appliance.api.meeting import TouchPoint
from appliance.meeting.web.touch import Fingers, key_events


def finger(number: int, x: float, y: float) -> TouchPoint:
    return TouchPoint(id=number, x=x, y=y)


def test_fingers_begin_move_and_end() -> None:
    fingers = Fingers()
    size = (1000, 500)
    assert fingers.change([], size) is None
    begun = fingers.change([finger(1, 0.5, 0.5)], size)
    assert begun == {"type": "touchStart", "touchPoints": [{"id": 1, "x": 500.0, "y": 250.0}]}
    assert fingers.change([finger(1, 0.6, 0.5)], size)["type"] == "touchMove"
    assert fingers.change([finger(1, 0.6, 0.5), finger(2, 0, 0)], size)["type"] == "touchStart"
    assert fingers.change([finger(2, 0, 0)], size)["type"] == "touchMove"
    assert fingers.change([], size) == {"type": "touchEnd", "touchPoints": []}
    assert fingers.change([], size) is None


def test_enter_types_a_line_end() -> None:
    down, up = key_events("enter")
    assert (down["type"], down["text"], up["type"]) == ("keyDown", "\r", "keyUp")
    assert "text" not in key_events("left")[0]
