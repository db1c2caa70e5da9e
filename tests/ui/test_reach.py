"""Everything on the glass has a name and a role, and is large enough to touch and to read."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from tests.ui import scenes
from tests.ui.glass import Glass, Role, Thing

TOUCHED = {Role.Button, Role.RadioButton, Role.CheckBox, Role.Slider, Role.EditableText}
VERBS = {"Stop", "Whiteboard", "Cast", "Meet", "More"}

PAGES: dict[str, Callable[[Glass], object]] = {
    "home": lambda _: None,
    "cast": lambda glass: glass.touch("Cast"),
    "cast-live": lambda glass: glass.room.change(cast=scenes.cast()),
    "whiteboard": lambda glass: glass.touch("Whiteboard"),
    "meet": lambda glass: glass.touch("Meet"),
    "settings": lambda glass: glass.touch("More"),
    "sound": lambda glass: (glass.touch("More"), QTest.qWait(50), glass.touch("Sound")),
    "camera": lambda glass: (glass.touch("More"), QTest.qWait(50), glass.touch("Camera")),
    "devices": lambda glass: (glass.touch("More"), QTest.qWait(50), glass.touch("Devices")),
}


@pytest.fixture(params=PAGES)
def page(glass: Glass, request) -> Glass:
    PAGES[request.param](glass)
    QTest.qWait(150)
    return glass


def touched(glass: Glass) -> list[Thing]:
    return [thing for thing in glass.things() if thing.role in TOUCHED]


def millimetres(glass: Glass, pixels: float) -> float:
    return pixels / glass.singleton("Parlor.Theme", "Panel").property("pixelsPerMm")


def test_every_control_has_a_name(page: Glass) -> None:
    controls = touched(page)
    assert controls
    assert [thing for thing in controls if not thing.name.strip()] == []


def test_every_control_is_large_enough(page: Glass) -> None:
    for thing in touched(page):
        least = 32 if thing.name in VERBS else 24
        assert millimetres(page, min(thing.rect.width(), thing.rect.height())) >= least, thing


def test_controls_keep_their_distance(page: Glass) -> None:
    rects = [thing.rect for thing in touched(page)]
    for at, one in enumerate(rects):
        for other in rects[at + 1 :]:
            assert millimetres(page, distance(one, other)) >= 8, (one, other)


def test_everything_is_on_the_glass(page: Glass) -> None:
    glass = QRect(0, 0, page.shell.window.width(), page.shell.window.height())
    assert [thing for thing in page.things() if thing.name and not glass.contains(thing.rect)] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text", "ground"), ("text", "surface"), ("text", "inset"), ("quiet", "ground"), ("quiet", "surface"),
        ("quiet", "inset"), ("accent", "surface"), ("accentInk", "accent"), ("accentGroundInk", "accentGround"),
        ("stopInk", "stop"), ("stop", "night"), ("amberInk", "amberGround"), ("greenInk", "greenGround"),
        ("barInk", "night"), ("barQuiet", "night"),
    ],
)  # fmt: skip
def test_far_text_has_contrast(glass: Glass, qtbot, theme: str, ink: str, ground: str) -> None:
    glass.room.amend("settings", theme=theme)
    color = glass.singleton("Parlor.Theme", "Color")
    qtbot.waitUntil(lambda: color.property("dark") is (theme == "dark"))
    light, dark = sorted((luminance(color.property(name)) for name in (ink, ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_the_smallest_text_is_readable_at_three_metres(glass: Glass) -> None:
    sizes = glass.singleton("Parlor.Theme", "Type")
    for name in ("caption", "body", "lead", "title", "headline", "code", "clock"):
        cap_mm = millimetres(glass, sizes.property(name) * sizes.property("capHeight"))
        assert math.degrees(math.atan(cap_mm / 3000)) * 60 >= 15.5, name


def test_a_window_shows_the_same_as_the_panel(glass: Glass, qtbot) -> None:
    code = glass.find("Code 482913").rect
    glass.shell.window.resize(960, 540)
    qtbot.waitUntil(lambda: glass.find("Code 482913").rect.width() < code.width() * 0.55)
    smaller = glass.find("Code 482913").rect
    assert abs(smaller.x() - code.x() / 2) < 20


def distance(one: QRect, other: QRect) -> float:
    across = max(one.left() - other.right() - 1, other.left() - one.right() - 1, 0)
    down = max(one.top() - other.bottom() - 1, other.top() - one.bottom() - 1, 0)
    return math.hypot(across, down)


def luminance(color: QColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
