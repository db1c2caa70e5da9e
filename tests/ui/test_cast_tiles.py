"""What the room is told of how large its casts are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from appliance.api.cast import CastState
from appliance.api.power import PowerState
from appliance.frames import MailboxWriter
from tests.ui import scenes
from tests.ui.fake_room import FakeRoom
from tests.ui.glass import Glass
from tests.ui.wall import pictures
from ui.shell import Shell

Tiles = dict[str, list[int]]


@pytest.fixture
def writers(runtime: Path) -> Iterator[list[MailboxWriter]]:
    with pictures(runtime) as found:
        yield found


def told(glass: Glass) -> list[Tiles]:
    """What was said, those that are not drawn left out as the room leaves them out."""
    said = [call.params["tiles"] for call in glass.room.calls if call.method == "cast.set_tiles"]
    return [{cast_id: size for cast_id, size in tiles.items() if all(size)} for tiles in said]


def last(glass: Glass) -> Tiles | None:
    return told(glass)[-1] if told(glass) else None


def test_one_has_the_glass_two_a_half_each(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(1))
    qtbot.waitUntil(lambda: last(glass) == {"ca0": [1920, 1080]})
    glass.room.change(cast=scenes.casts(2))
    qtbot.waitUntil(lambda: last(glass) == {"ca0": [957, 1080], "ca1": [957, 1080]})


def test_a_big_one_and_its_strip(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(6, enlarged=3))
    qtbot.waitUntil(lambda: last(glass) is not None)
    tiles = last(glass)
    assert tiles is not None
    assert tiles["ca3"] == [1531, 1080]
    assert {tuple(size) for cast_id, size in tiles.items() if cast_id != "ca3"} == {(384, 212)}
    assert len(tiles) == 6


def test_it_is_said_once_after_many_changes(glass: Glass, qtbot, writers) -> None:
    for count in (1, 2, 3, 4, 5, 6):
        glass.room.change(cast=scenes.casts(count))
    qtbot.waitUntil(lambda: len(last(glass) or {}) == 6)
    qtbot.wait(300)
    assert len(told(glass)) == 1


def test_measurements_of_the_network_say_nothing(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(2))
    qtbot.waitUntil(lambda: len(last(glass) or {}) == 2)
    for _ in range(3):
        glass.room.change(cast=scenes.casts(2, quality=scenes.POOR))
        glass.room.change(cast=scenes.casts(2, muted=True))
    qtbot.wait(300)
    assert len(told(glass)) == 1


def test_what_another_page_covers_is_not_drawn(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(2))
    qtbot.waitUntil(lambda: len(last(glass) or {}) == 2)
    glass.touch("Back")
    qtbot.waitUntil(lambda: last(glass) == {})
    glass.room.change(cast=scenes.casts(3))
    # the new one does not know it yet
    qtbot.waitUntil(lambda: told(glass)[-2:] == [{}, {}])
    glass.touch("Cast")
    qtbot.waitUntil(lambda: len(last(glass) or {}) == 3)


def test_a_glass_asleep_draws_nothing(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(1))
    qtbot.waitUntil(lambda: len(last(glass) or {}) == 1)
    glass.room.change(power=scenes.asleep())
    qtbot.waitUntil(lambda: last(glass) == {})
    glass.room.change(power=PowerState(asleep=False))
    qtbot.waitUntil(lambda: glass.shows("Maria's laptop is casting"))
    glass.touch("Cast")
    qtbot.waitUntil(lambda: last(glass) == {"ca0": [1920, 1080]})


def test_a_room_that_comes_back_is_told_again(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(2))
    qtbot.waitUntil(lambda: len(last(glass) or {}) == 2)
    glass.room.stop()
    glass.room.calls.clear()
    glass.room.state = msgspec.structs.replace(scenes.room(), cast=scenes.casts(2))
    glass.room.start()
    qtbot.waitUntil(lambda: len(last(glass) or {}) == 2)


def test_a_cast_that_comes_back_is_told_again(glass: Glass, qtbot, writers) -> None:
    glass.room.change(cast=scenes.casts(1))
    qtbot.waitUntil(lambda: len(told(glass)) == 1)
    glass.room.change(cast=scenes.casts(1, phase="reconnecting"))
    glass.room.change(cast=scenes.casts(1))
    qtbot.waitUntil(lambda: len(told(glass)) == 2)
    assert last(glass) == {"ca0": [1920, 1080]}


def test_without_casts_nothing_is_said(glass: Glass, qtbot, writers) -> None:
    glass.touch("Cast")
    qtbot.wait(200)
    assert told(glass) == []
    glass.room.change(cast=scenes.casts(1))
    qtbot.waitUntil(lambda: len(told(glass)) == 1)
    glass.room.change(cast=CastState())
    qtbot.waitUntil(lambda: glass.shows("09:41") or glass.shows("1. Open this address in your laptop's browser"))
    qtbot.wait(200)
    assert len(told(glass)) == 1


def test_annotating_draws_one_alone(glass: Glass, qtbot, writers) -> None:
    glass.room.change(board=scenes.board(), cast=scenes.casts(3))
    qtbot.waitUntil(lambda: glass.shows("Annotate Jonas"))
    glass.touch("Annotate Jonas")
    qtbot.waitUntil(lambda: last(glass) == {"ca1": [1920, 1080]})


def test_a_glass_with_a_gpu_asks_for_whole_pictures_where_it_draws(
    qtbot, room: FakeRoom, new_shell: Callable[[], Shell], monkeypatch: pytest.MonkeyPatch, writers
) -> None:
    monkeypatch.setattr("ui.shell.is_software", lambda _window: False)
    glass = Glass(new_shell(), room)
    qtbot.waitUntil(lambda: "glass.attach" in room.methods())
    room.change(cast=scenes.casts(2))
    qtbot.waitUntil(lambda: last(glass) == {"ca0": [1920, 1080], "ca1": [1920, 1080]})
    glass.touch("Back")
    qtbot.waitUntil(lambda: last(glass) == {})
