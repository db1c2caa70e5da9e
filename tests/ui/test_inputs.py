"""A cable is plugged in: the glass says so, and does what is touched."""

from __future__ import annotations

import pytest

from appliance.api.cast import CastState
from appliance.api.errors import Busy, Code
from tests.ui import scenes
from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role

CARD = {"device_id": "v4l2:card"}


def test_the_card_counts_down(glass: Glass, qtbot) -> None:
    glass.room.change(cast=scenes.incoming(3.4))
    qtbot.waitUntil(lambda: glass.shows("Plugged in: shown in 4 s"))
    assert glass.shows("Cam Link 4K")
    glass.room.change(cast=scenes.incoming(1.2))
    qtbot.waitUntil(lambda: glass.shows("Plugged in: shown in 2 s"))
    glass.room.change(cast=CastState())
    qtbot.waitUntil(lambda: not glass.shows("Cam Link 4K"))


@pytest.mark.parametrize(("verb", "method"), [("Show now", "cast.start_input"), ("Not now", "cast.dismiss_input")])
def test_its_verbs(glass: Glass, qtbot, verb: str, method: str) -> None:
    glass.room.change(cast=scenes.incoming())
    qtbot.waitUntil(lambda: glass.shows(verb))
    glass.touch(verb, Role.Button)
    qtbot.waitUntil(lambda: Call(method, CARD) in glass.room.calls)


def test_what_was_put_off_can_be_shown_from_home(glass: Glass, qtbot) -> None:
    glass.room.change(cast=scenes.incoming(dismissed="asked"))
    qtbot.waitUntil(lambda: glass.shows("Show Cam Link 4K"))
    assert not glass.shows("Not now")
    glass.touch("Show Cam Link 4K", Role.Button)
    qtbot.waitUntil(lambda: Call("cast.start_input", CARD) in glass.room.calls)


def test_a_full_glass_is_said(glass: Glass, qtbot) -> None:
    glass.room.change(cast=scenes.incoming())
    qtbot.waitUntil(lambda: glass.shows("Not now"))
    glass.room.change(cast=scenes.incoming(dismissed="full"))
    qtbot.waitUntil(lambda: glass.shows("Cam Link 4K is not shown: the glass is full. Stop a cast first."))
    glass.room.refusals["cast.start_input"] = Busy(Code.CAST_FULL)
    glass.touch("Show Cam Link 4K", Role.Button)
    qtbot.waitUntil(lambda: glass.shows("The glass is full. Stop a cast first."))
