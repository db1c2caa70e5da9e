"""Fingers, palms, fists and pens, told apart."""

from __future__ import annotations

import pytest

from ui.canvas.contact import Sample
from ui.canvas.hands import Hands
from ui.canvas.moving import ZOOM_FROM
from ui.canvas.view import View


class Recorded:
    """A session that remembers."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.samples: list[Sample] = []
        self.end = ""

    def feed(self, sample: Sample) -> None:
        self.samples.append(sample)

    def finish(self) -> None:
        self.end = "finished"

    def cancel(self) -> None:
        self.end = "cancelled"


class Glass:
    def __init__(self) -> None:
        self.sessions: list[Recorded] = []
        self.view = View()
        self.view.width, self.view.height = 1920.0, 1080.0
        self.hands = Hands(self.view, self._begin, lambda: None)
        self.hands.pixels_per_mm = 1.0

    def _begin(self, _sample: Sample, is_finger: bool, fist_mm: float) -> Recorded:
        self.sessions.append(Recorded("fist" if fist_mm else "finger" if is_finger else "pen"))
        return self.sessions[-1]

    def press(self, key: int, x: float, t: float, mm: float = 8.0, *, is_touch: bool = True) -> None:
        self.hands.press(key, Sample(x, 500, t), is_touch=is_touch, width_mm=mm)

    def move(self, key: int, x: float, t: float, mm: float = 8.0) -> None:
        self.hands.move(key, Sample(x, 500, t), mm)

    def told(self) -> list[tuple[str, int, str]]:
        return [(one.what, len(one.samples), one.end) for one in self.sessions]


@pytest.fixture
def glass() -> Glass:
    return Glass()


def test_every_sample_of_a_finger_reaches_its_session(glass: Glass):
    glass.press(1, 100, 0)
    for step in range(50):
        glass.move(1, 101 + step, 4 * step)
    glass.hands.release(1)
    assert glass.told() == [("finger", 51, "finished")]


def test_a_palm_does_nothing_and_a_fist_erases(glass: Glass):
    glass.press(1, 100, 0, mm=30)
    glass.move(1, 200, 20, mm=30)
    assert glass.told() == []
    glass.press(2, 900, 1000, mm=60)
    glass.move(2, 950, 1010, mm=60)
    assert glass.told() == [("fist", 2, "")]


def test_a_contact_that_widens_soon_was_a_palm(glass: Glass):
    glass.press(1, 100, 0)
    glass.move(1, 110, 90, mm=30)
    assert glass.told() == [("finger", 1, "cancelled")]


def test_a_contact_that_widens_late_goes_on_writing(glass: Glass):
    glass.press(1, 100, 0)
    glass.move(1, 110, 90)
    glass.move(1, 120, 150, mm=30)
    assert glass.told() == [("finger", 3, "")]


def test_the_hand_that_holds_the_pen_does_not_write(glass: Glass):
    glass.press(1, 500, 0, is_touch=False)
    glass.press(2, 540, 200)
    glass.press(3, 1500, 300)
    assert [one[0] for one in glass.told()] == ["pen", "finger"]
    glass.hands.release(1)
    glass.hands.release(3)
    glass.press(4, 540, 400)
    assert len(glass.sessions) == 2
    glass.press(5, 560, 2000)
    assert len(glass.sessions) == 3


def test_two_fingers_that_land_together_move_the_view(glass: Glass):
    glass.press(1, 800, 0)
    glass.press(2, 1000, 60)
    glass.move(1, 700, 200)
    glass.move(2, 1100, 200)
    glass.hands.follow()
    assert glass.told()[0][2] == "cancelled"
    assert glass.view.zoom == pytest.approx(2.0 / ZOOM_FROM)
    glass.hands.release(1)
    glass.move(2, 1500, 300)
    glass.hands.follow()
    assert glass.view.zoom == pytest.approx(2.0 / ZOOM_FROM)


def test_two_fingers_that_keep_their_distance_only_pan(glass: Glass):
    glass.press(1, 800, 0)
    glass.press(2, 1000, 10)
    for step in range(1, 30):
        glass.move(1, 800 - 5 * step + step % 3, 10 * step)
        glass.move(2, 1000 - 5 * step, 10 * step)
        glass.hands.follow()
    assert glass.view.zoom == 1.0
    assert glass.view.x == pytest.approx(145, abs=2)


def test_two_fingers_that_pan_fast_do_not_zoom_though_they_are_told_of_one_after_the_other(glass: Glass):
    glass.press(1, 1200, 0)
    glass.press(2, 1400, 10)
    for step in range(1, 10):
        glass.move(1, 1200 - 90 * step, 10 * step)
        glass.move(2, 1400 - 90 * step, 10 * step)
        glass.hands.follow()
    assert glass.view.zoom == 1.0
    assert glass.view.x == pytest.approx(810)


def test_two_fingers_that_land_apart_in_time_are_two_writers(glass: Glass):
    glass.press(1, 800, 0)
    glass.press(2, 1000, 120)
    assert [one[2] for one in glass.told()] == ["", ""]
    assert glass.view.zoom == 1.0


def test_no_view_moves_while_somebody_draws(glass: Glass):
    glass.hands.is_ink_down = lambda: True
    glass.press(1, 800, 0)
    glass.press(2, 1000, 30)
    assert [one[2] for one in glass.told()] == ["cancelled", "", ""]
    assert [one[1] for one in glass.told()] == [1, 1, 1]


def test_a_third_finger_makes_writers_of_the_first_two_and_nothing_is_lost(glass: Glass):
    glass.press(1, 100, 0)
    glass.move(1, 110, 10)
    glass.press(2, 500, 20)
    glass.move(1, 120, 30)
    glass.move(2, 510, 30)
    glass.press(3, 900, 40)
    kept = [one for one in glass.told() if one[2] != "cancelled"]
    assert sorted(one[1] for one in kept) == [1, 2, 3]
    assert glass.view.rect == (0, 0, 1920, 1080)


def test_the_system_takes_all_contacts_away(glass: Glass):
    glass.press(1, 100, 0)
    glass.press(2, 900, 500)
    glass.hands.cancel()
    assert {one[2] for one in glass.told()} == {"cancelled"}
    assert glass.hands.contacts == {}
