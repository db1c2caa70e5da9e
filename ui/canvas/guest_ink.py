"""GuestInk: ink that somebody else is drawing, as it comes."""

from __future__ import annotations

import logging

from appliance.ink.message import BadMessage, Wet, WetState
from appliance.ink.packing import BadStroke, unpack
from ui.canvas.desk import Desk
from ui.canvas.wet import WetStroke

_TOOLS = {WetState.LASER: "laser", WetState.VANISHING: "vanishing"}
_log = logging.getLogger(__name__)


class GuestInk:
    """Shows it on the page that is open; what cannot be followed is seen once its stroke is in the document."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take(self, wet: Wet) -> None:
        """Show some more of a stroke."""
        desk = self._desk
        if wet.page_id != desk.page_id or desk.doc is None:
            return
        ink, stroke = desk.wet, desk.wet.strokes.get(wet.stroke_id)
        if wet.state in (WetState.CANCELLED, WetState.ENDED):
            if stroke is not None:
                (ink.cancel if wet.state == WetState.CANCELLED else ink.end)(stroke)
            return
        try:
            part = unpack(wet.packed) if wet.packed else None
        except (BadStroke, BadMessage) as error:
            _log.warning("wet ink that nobody can read: %s", error)
            return
        if part is None or wet.stroke_id in desk.sheet.values:
            return
        if stroke is None:
            if wet.start:
                return
            tool = _TOOLS.get(wet.state, part.tool)
            stroke = WetStroke(id=wet.stroke_id, tool=tool, color=part.color, width=part.width)
            ink.begin(stroke)
        if wet.start != stroke.received:
            return
        factors = part.factors.tolist() if part.factors is not None else [1.0] * len(part.points)
        stroke.points += [(x, y, factor) for (x, y), factor in zip(part.points.tolist(), factors, strict=True)]
        stroke.received += len(part.points)
        ink.advance(stroke)
