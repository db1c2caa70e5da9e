from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from appliance.media.delay import MAX_WAITING, Delay


class Wall:
    """Where pictures are shown; a picture may take its time."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, float, str]] = []
        self.takes_s = 0.0
        self.delay = Delay(self._show)

    def _show(self, picture: int) -> None:
        self.seen.append((picture, time.monotonic(), threading.current_thread().name))
        time.sleep(self.takes_s)

    @property
    def pictures(self) -> list[int]:
        return [picture for picture, _, _ in self.seen]


@pytest.fixture
def wall() -> Iterator[Wall]:
    made = Wall()
    yield made
    made.delay.close()


def test_what_is_due_is_shown_at_once_in_its_own_thread_and_starts_none(wall: Wall) -> None:
    for picture in range(5):
        wall.delay.put(picture, time.monotonic())
        assert wall.pictures == list(range(picture + 1))
    assert {thread for _, _, thread in wall.seen} == {threading.current_thread().name}
    assert "delay" not in {thread.name for thread in threading.enumerate()}


def test_pictures_at_60_a_second_keep_their_rhythm(wall: Wall) -> None:
    began_s = time.monotonic()
    due = [began_s + 0.03 + at / 60 for at in range(60)]
    for at, due_s in enumerate(due):
        time.sleep(max(0.0, began_s + at / 60 - time.monotonic()))
        wall.delay.put(at, due_s)
    time.sleep(0.06)
    assert wall.pictures == sorted(wall.pictures)
    assert len(wall.seen) >= 57, "none is left out but where this machine was away"
    late = sorted(shown_s - due[picture] for picture, shown_s, _ in wall.seen)
    assert late[0] >= 0
    assert late[len(late) // 2] < 0.004


def test_the_newest_wins_where_several_are_due(wall: Wall) -> None:
    wall.takes_s = 0.05
    now_s = time.monotonic()
    for picture in range(4):
        wall.delay.put(picture, now_s + 0.01 + picture * 0.005)
    time.sleep(0.2)
    assert wall.pictures == [0, 3]


def test_none_overtakes_those_that_wait(wall: Wall) -> None:
    wall.delay.put(1, time.monotonic() + 0.03)
    wall.delay.put(2, time.monotonic())
    time.sleep(0.08)
    assert wall.pictures == [2]
    wall.delay.put(3, time.monotonic())
    assert wall.pictures == [2, 3]


def test_it_never_grows(wall: Wall) -> None:
    soon_s = time.monotonic() + 0.1
    for picture in range(1000):
        wall.delay.put(picture, soon_s + picture / 10_000)
        assert len(wall.delay._waiting) <= MAX_WAITING
    time.sleep(0.35)
    assert wall.pictures[-1] == 999
    assert len(wall.pictures) <= MAX_WAITING


def test_nothing_is_shown_once_it_is_closed(wall: Wall) -> None:
    wall.delay.put(1, time.monotonic() + 0.02)
    wall.delay.close()
    wall.delay.put(2, time.monotonic())
    time.sleep(0.05)
    assert wall.seen == []
    assert "delay" not in {thread.name for thread in threading.enumerate()}
