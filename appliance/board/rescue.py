"""Ink of those who vanished goes into the document, until they are back with the whole of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from pycrdt import Doc, Map

from appliance.board.screening import read_state_vector
from appliance.ink.record import elements_of

MOST_CLIENT = 0xFFFF
"""Of two clients that set the same key unknown to each other the one with the higher id wins, and clients choose their
ids among billions: whoever drew a stroke and finishes it elsewhere wins over what was rescued of it here."""


def rescuing(strokes: Sequence[tuple[str, str, bytes]]) -> Callable[[Doc[Any]], None]:
    """Work that adds strokes (page, id, packed) that are not in a document."""

    def add(doc: Doc[Any]) -> None:
        missing = [one for one in strokes if one[1] not in doc.get(elements_of(one[0]), type=Map)]
        if not missing:
            return
        rescuer: Doc[Any] = Doc(client_id=_unused(read_state_vector(doc.get_state())))
        for page_id, stroke_id, packed in missing:
            rescuer.get(elements_of(page_id), type=Map)[stroke_id] = packed
        doc.apply_update(rescuer.get_update())

    return add


def _unused(clocks: dict[int, int]) -> int:
    """A low client id; one that was used would speak for its changes again."""
    while (client := secrets.randbelow(MOST_CLIENT) + 1) in clocks:
        pass
    return client
