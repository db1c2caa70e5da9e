"""The board shared into a call, and another service's page on the glass."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from appliance.api.meeting import MeetingState
from appliance.board.document import fill
from appliance.frames import Frame, MailboxReader
from tests.ui import call_scenes as calls
from tests.ui import scenes
from tests.ui.fake_board import FakeBoard
from tests.ui.fake_room import Call
from tests.ui.glass import Glass, Role
from ui.meeting.board import BOARD
from ui.mirror import AT_ONCE_MS

WHITE = b"\xff\xff\xff"


@pytest.fixture
def fake(runtime: Path) -> Iterator[FakeBoard]:
    fake = FakeBoard(runtime)
    fill(fake.doc, scenes.drawing())
    yield fake
    fake.stop()


@pytest.fixture
def sharing(glass: Glass, fake: FakeBoard, qtbot) -> Glass:
    """A call into which the board was shared by one touch of its bar."""
    glass.room.change(board=scenes.board(), meeting=calls.meeting(2))
    qtbot.waitUntil(lambda: glass.shows("Share the board"))
    glass.touch("Share the board")
    qtbot.waitUntil(lambda: Call("meeting.share", {"what": "board", "cast_id": ""}) in glass.room.calls)
    glass.room.change(meeting=calls.meeting(2, shared="board"))
    qtbot.waitUntil(lambda: glass.shows("Stop sharing the board"))
    return glass


def mailbox(glass: Glass) -> Path:
    return glass.room.runtime / "mirror" / BOARD


def newest(glass: Glass) -> Frame | None:
    if not mailbox(glass).exists():
        return None
    reader = MailboxReader(mailbox(glass))
    frame = reader.read()
    reader.close()
    return frame


def pixels(frame: Frame) -> set[bytes]:
    return {bytes(frame.pixels[at : at + 3]) for at in range(0, len(frame.pixels), 4 * 97)}


def colour(frame: Frame, x: int, y: int) -> bytes:
    at = y * frame.stride + x * 4
    return bytes(frame.pixels[at : at + 3])


def is_drawn(glass: Glass) -> bool:
    frame = newest(glass)
    return frame is not None and len(pixels(frame)) > 5


def test_the_board_is_pictured_without_its_tools(sharing: Glass, qtbot) -> None:
    qtbot.waitUntil(lambda: is_drawn(sharing))
    frame = newest(sharing)
    assert frame is not None
    canvas = sharing.canvas
    assert (frame.width, frame.height) == (round(canvas.width()), round(canvas.height()))
    # on the glass the title's bar lies in the corner, in what the others see is only the board's ground
    title = sharing.find("Back", Role.Button).rect.center()
    assert colour(frame, title.x(), title.y()) == WHITE
    glass = sharing.picture()
    assert any(glass.pixelColor(title + QPoint(dx, 0)).lightness() < 200 for dx in range(-12, 12))


def test_a_stroke_is_pictured_at_once_and_nothing_while_nothing_changes(sharing: Glass, qtbot) -> None:
    mirror = sharing.shell.board_mirror
    qtbot.waitUntil(lambda: is_drawn(sharing))
    QTest.qWait(600)
    before = mirror.count
    QTest.qWait(500)
    assert mirror.count == before
    window, left, none = sharing.shell.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, left, none, QPoint(500, 160))
    for step in range(20):
        QTest.mouseMove(window, QPoint(500 + step * 20, 160))
        QTest.qWait(16)
    QTest.mouseRelease(window, left, none, QPoint(880, 160))
    qtbot.waitUntil(lambda: mirror.count > before)

    def drawn() -> bool:
        frame = newest(sharing)
        return frame is not None and any(colour(frame, 700, y) != WHITE for y in range(150, 170))

    qtbot.waitUntil(drawn)


def test_pictures_are_few_whatever_else_moves(sharing: Glass, qtbot) -> None:
    qtbot.waitUntil(lambda: is_drawn(sharing))
    before, end_s = sharing.shell.board_mirror.count, time.monotonic() + 1
    dark = False
    while time.monotonic() < end_s:
        dark = not dark
        sharing.shell.window.update()
        sharing.canvas.view.pan(3, 0)
        sharing.canvas._view_moved()  # pyright: ignore[reportPrivateUsage]
        QTest.qWait(15)
    assert 2 <= sharing.shell.board_mirror.count - before <= 1000 / AT_ONCE_MS + 2


def test_it_goes_on_while_another_page_is_in_view(sharing: Glass, fake: FakeBoard, qtbot) -> None:
    qtbot.waitUntil(lambda: is_drawn(sharing))
    sharing.singleton("Parlor.Flow", "Pages").setProperty("current", "call")
    qtbot.waitUntil(lambda: sharing.shows("This room shares its board"))
    QTest.qWait(700)
    before = sharing.shell.board_mirror.count
    # somebody elsewhere takes everything away
    elements = fake.elements("a")
    with fake.doc.transaction():
        for key in list(elements.keys()):
            del elements[key]

    def is_empty() -> bool:
        frame = newest(sharing)
        return frame is not None and pixels(frame) == {WHITE}

    qtbot.waitUntil(is_empty)
    assert sharing.shell.board_mirror.count > before


def test_nothing_is_pictured_before_and_after(glass: Glass, fake: FakeBoard, qtbot) -> None:
    glass.room.change(board=scenes.board(), meeting=calls.meeting(2))
    glass.singleton("Parlor.Flow", "Pages").setProperty("current", "whiteboard")
    QTest.qWait(400)
    assert glass.shell.board_mirror.count == 0
    assert not mailbox(glass).exists()
    glass.room.change(meeting=calls.meeting(2, shared="board"))
    qtbot.waitUntil(lambda: is_drawn(glass))
    glass.touch("Stop sharing the board")
    qtbot.waitUntil(lambda: Call("meeting.share", {"what": "", "cast_id": ""}) in glass.room.calls)
    glass.room.change(meeting=MeetingState())
    qtbot.waitUntil(lambda: not mailbox(glass).exists())


@pytest.fixture
def page(glass: Glass, runtime: Path, qtbot) -> Iterator[Glass]:
    """Another service's page that somebody must act on."""
    writers = calls.paint_people(runtime, 2)
    glass.room.change(meeting=calls.joining(step="hand_over", window=True, hint="captcha"))
    qtbot.waitUntil(lambda: glass.shows("Page of the meeting"))
    # said in the page's place until its picture comes, and always in the bar
    said = "Tap Join on the page yourself."
    qtbot.waitUntil(lambda: [thing.name for thing in glass.things()].count(said) == 1)
    yield glass
    for writer in writers:
        writer.close()


def points(glass: Glass) -> list[list[dict[str, float]]]:
    return [call.params["points"] for call in glass.room.calls if call.method == "meeting.touch_page"]


def test_a_page_says_what_it_waits_for_and_takes_fingers(page: Glass, qtbot) -> None:
    assert page.shows("The page wants to see that a person is here: answer it, then tap Join.")
    assert page.shows("Cancel")
    area = page.find("Page of the meeting").rect
    page.touch_at(area.center())
    qtbot.waitUntil(lambda: len(points(page)) >= 2)
    first, *_, last = points(page)
    assert last == []
    assert abs(first[0]["x"] - 0.5) < 0.01
    assert abs(first[0]["y"] - 0.5) < 0.01
    # the page is made as large as there is room for it
    wanted = Call("meeting.set_tiles", {"tiles": {"call-web": [area.width(), area.height()]}})
    qtbot.waitUntil(lambda: wanted in page.room.calls)


def test_keys_go_to_a_field_of_the_page(page: Glass, qtbot) -> None:
    call = page.room.state.meeting.call
    assert call is not None
    page.room.change(meeting=MeetingState(call=msgspec.structs.replace(call, typing=True)))
    QTest.qWait(150)
    for key in (Qt.Key.Key_H, Qt.Key.Key_I):
        QTest.keyClick(page.shell.window, key)
    QTest.keyClick(page.shell.window, Qt.Key.Key_Backspace)
    QTest.keyClick(page.shell.window, Qt.Key.Key_Return)
    wanted = [
        Call("meeting.type_page", {"text": "h"}),
        Call("meeting.type_page", {"text": "i"}),
        Call("meeting.press_page_key", {"key": "backspace"}),
        Call("meeting.press_page_key", {"key": "enter"}),
    ]
    qtbot.waitUntil(lambda: [one for one in page.room.calls if "page" in one.method][-4:] == wanted)
