"""Boards, files taken away and history, as QML sees them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.api.board import BoardState
from appliance.api.errors import Code, Invalid, NotFound
from tests.ui import scenes
from tests.ui.fake_room import FakeRoom
from ui import link
from ui.state import Boards, History, TakeAway


@pytest.fixture
def room(qtbot, tmp_path: Path) -> Iterator[FakeRoom]:
    room = FakeRoom(tmp_path)
    room.results["board.list_boards"] = scenes.boards()
    client = link.Link(tmp_path)
    link.install(client)
    client.open()
    qtbot.waitUntil(lambda: client.connected)
    yield room
    client.close()
    room.stop()
    assert room.violations == []


def test_one_change_is_told_once(qtbot, room: FakeRoom) -> None:
    boards = Boards()
    told: list[str] = []
    boards.changed.connect(lambda: told.append("changed"))
    boards.openChanged.connect(lambda: told.append("open"))
    room.change(board=scenes.board())
    qtbot.waitUntil(lambda: told == ["changed", "open"])
    room.change(board=scenes.board())
    room.amend("board", name="Plans")
    qtbot.waitUntil(lambda: told == ["changed", "open", "changed"])


def test_the_list_is_fetched_when_it_changed_and_when_the_room_is_back(qtbot, room: FakeRoom) -> None:
    boards = Boards()
    room.change(board=BoardState(revision=1))
    qtbot.waitUntil(lambda: room.methods().count("board.list_boards") == 1)
    room.amend("board", name="Plans")
    room.amend("board", revision=2)
    qtbot.waitUntil(lambda: room.methods().count("board.list_boards") == 2)
    with qtbot.waitSignal(boards.listed):
        room.stop()
        room.start()


def test_a_refused_opening_is_told_by_its_code(qtbot, room: FakeRoom) -> None:
    room.refusals["board.open_board"] = NotFound(Code.BOARD_UNKNOWN)
    boards = Boards()
    with qtbot.waitSignal(boards.refused) as refused, qtbot.assertNotEmitted(link.link().refused):
        boards.open("board-0009")
    assert refused.args == ["board.unknown"]


def test_a_preview_is_a_file_of_the_runtime_folder(room: FakeRoom, tmp_path: Path) -> None:
    boards = Boards()
    assert boards.preview("previews/a.png").toLocalFile() == str(tmp_path / "boards" / "previews" / "a.png")
    assert boards.preview("").isEmpty()


def test_a_file_and_its_losses(qtbot, room: FakeRoom) -> None:
    room.results["board.export_board"] = scenes.take_away()
    parcel = TakeAway()
    parcel.make("xopp", "")
    qtbot.waitUntil(lambda: parcel.result == scenes.take_away())
    parcel.forget()
    assert parcel.result is None
    assert "board.cancel_work" not in room.methods(), "there was nothing to cancel"


def test_a_file_that_comes_after_it_was_cancelled_is_not_shown(qtbot, room: FakeRoom) -> None:
    room.results["board.export_board"] = scenes.take_away()
    parcel = TakeAway()
    parcel.make("pdf", "")
    parcel.forget()
    qtbot.waitUntil(lambda: "board.cancel_work" in room.methods())
    qtbot.wait(50)
    assert parcel.result is None


@pytest.mark.parametrize(
    ("code", "told"), [(Code.BOARD_EXPORT_FAILED, "board.export_failed"), (Code.BOARD_CANCELLED, "")]
)
def test_why_there_is_no_file(qtbot, room: FakeRoom, code: Code, told: str) -> None:
    room.refusals["board.export_board"] = Invalid(code)
    parcel = TakeAway()
    parcel.make("pdf", "")
    with qtbot.waitSignal(parcel.changed):
        pass
    assert parcel.property("failure") == told
    assert parcel.property("busy") is False


def test_a_room_that_goes_away_ends_the_waiting(qtbot, room: FakeRoom) -> None:
    room.silent.add("board.export_board")
    parcel = TakeAway()
    parcel.make("pdf", "")
    qtbot.waitUntil(lambda: "board.export_board" in room.methods())
    room.stop()
    qtbot.waitUntil(lambda: parcel.property("failure") == "session.away")


def test_a_long_export_does_not_break_the_connection(qtbot, room: FakeRoom, monkeypatch) -> None:
    monkeypatch.setattr(link, "ANSWER_MS", 50)
    room.silent.add("board.export_board")
    TakeAway().make("pdf", "")
    qtbot.wait(300)
    assert link.link().connected


def test_history(qtbot, room: FakeRoom) -> None:
    room.results["board.replay_board"] = scenes.history("boards/history-1")
    history = History()
    with qtbot.waitSignal(history.ready) as ready:
        history.fetch()
    assert ready.args == ["boards/history-1"]
    assert history.property("endedAt") > history.property("begunAt")
