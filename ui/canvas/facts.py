"""What a canvas tells QML about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QRectF


@dataclass(slots=True)
class Facts:
    """One value a property; the names of a group change together."""

    is_connected: bool = False
    is_stored: bool = True
    is_busy: bool = False
    trouble: str = ""
    look_only: bool = False
    has_stylus: bool = False
    replaying: bool = False
    people: list[dict[str, Any]] = field(default_factory=list)
    page_id: str = ""
    page_ids: list[str] = field(default_factory=list)
    dark: bool = False
    template: str = "plain"
    zoom: float = 1.0
    view_rect: QRectF = field(default_factory=QRectF)
    content_rect: QRectF = field(default_factory=QRectF)
    editing: bool = False
    editing_rect: QRectF = field(default_factory=QRectF)
    editing_text: str = ""
    editing_kind: str = "text"
    editing_color: int = 0x1A1A1AFF
    editing_pixel_size: float = 32.0


SIGNAL_OF = {
    "is_connected": "statusChanged",
    "is_stored": "statusChanged",
    "is_busy": "statusChanged",
    "trouble": "statusChanged",
    "look_only": "statusChanged",
    "has_stylus": "statusChanged",
    "replaying": "statusChanged",
    "people": "peopleChanged",
    "page_id": "pagesChanged",
    "page_ids": "pagesChanged",
    "dark": "pagesChanged",
    "template": "pagesChanged",
    "zoom": "viewChanged",
    "view_rect": "viewChanged",
    "content_rect": "viewChanged",
}
"""Signal of a fact; editing_* are told by that of their first word."""


def signal_of(name: str) -> str:
    """The signal that tells of a fact."""
    return SIGNAL_OF.get(name) or f"{name.split('_', maxsplit=1)[0]}Changed"
