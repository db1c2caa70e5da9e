"""Files on memory sticks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.fake_room import FakeRoom
from tests.ui.scenes import board
from ui import link, sticks


def test_only_files_for_boards_are_found_and_links_are_not_followed(tmp_path: Path) -> None:
    for name in (
        "b.PDF",
        "a.xopp",
        "notes.txt",
        ".hidden.pdf",
        "one/two/three/deep.svg",
        "one/two/three/four/too-deep.svg",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"12345")
    (tmp_path / ".trash").mkdir()
    (tmp_path / ".trash" / "old.pdf").write_bytes(b"1")
    (tmp_path / "passwd.pdf").symlink_to("/etc/passwd")
    found = {file.name: file.size_bytes for file in sticks.files_below(tmp_path)}
    assert found == {"b.PDF": 5, "a.xopp": 5, "deep.svg": 5}


def test_a_stick_full_of_files_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sticks, "MOST_LOOKED_AT", 20)
    for at in range(60):
        (tmp_path / f"{at}.pdf").touch()
    assert len(list(sticks.files_below(tmp_path))) == 20


def test_only_places_of_sticks_are_looked_at() -> None:
    assert all(f"{root}/".startswith(("/media/", "/run/media/", "/mnt/")) for root in sticks.mounted())


@pytest.fixture
def bringing(qtbot, tmp_path: Path):
    room = FakeRoom(tmp_path / "runtime")
    room.change(board=board())
    client = link.Link(room.runtime)
    link.install(client)
    client.open()
    qtbot.waitUntil(lambda: client.connected)
    yield room, sticks.Sticks()
    client.close()
    room.stop()


def test_a_file_that_is_too_large_never_reaches_the_room(qtbot, bringing, tmp_path: Path, monkeypatch) -> None:
    room, stick = bringing
    monkeypatch.setattr(sticks, "MOST_BYTES", 10)
    (tmp_path / "big.pdf").write_bytes(b"12345678901")
    with qtbot.waitSignal(stick.failed) as failed:
        stick.bring(str(tmp_path / "big.pdf"))
    assert failed.args == ["board.too_large", "big.pdf", ""]
    assert list((room.runtime / "boards" / "inbox").iterdir()) == []


def test_a_stick_pulled_out_is_told(qtbot, bringing, tmp_path: Path) -> None:
    room, stick = bringing
    with qtbot.waitSignal(stick.failed) as failed:
        stick.bring(str(tmp_path / "gone.pdf"))
    assert failed.args == ["board.bad_file", "gone.pdf", ""]
    assert "board.import_file" not in room.methods()


def test_two_files_of_one_name_do_not_meet(qtbot, bringing, tmp_path: Path) -> None:
    room, stick = bringing
    (tmp_path / "plan.pdf").write_bytes(b"1")
    for _ in range(2):
        with qtbot.waitSignal(stick.imported):
            stick.bring(str(tmp_path / "plan.pdf"))
    names = [call.params["name"] for call in room.calls if call.method == "board.import_file"]
    assert len(set(names)) == 2
    assert all(str(name).endswith("-plan.pdf") for name in names)
