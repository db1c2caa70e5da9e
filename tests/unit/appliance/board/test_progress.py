"""How much of a job is done."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from appliance.board import formats, progress
from appliance.ink.element import Board, Page, Placed, Stroke, new_id


def test_loops_inside_each_other_divide_their_part() -> None:
    told: list[float] = []
    with progress.telling(told.append):
        with progress.part(0.0, 0.5):
            for weight in progress.over([1, 3], [1, 3]):
                for _ in progress.over(range(weight)):
                    pass
        with progress.part(0.5, 1.0):
            progress.at(0.5)
    assert told == pytest.approx([0.125, 0.25, 0.375, 0.5, 0.75, 1.0])


def test_nobody_hears_the_same_twice_or_less_than_before() -> None:
    told: list[float] = []
    with progress.telling(told.append):
        for _ in progress.over(range(100_000)):
            pass
        progress.at(0.3)
    assert len(told) <= 200
    assert all(before < after for before, after in pairwise(told))


def test_where_nobody_listens_things_come_all_the_same() -> None:
    with progress.part(0.2, 0.3):
        assert list(progress.over("abc")) == ["a", "b", "c"]


def test_a_part_that_fails_gives_its_place_back() -> None:
    told: list[float] = []
    with progress.telling(told.append):
        with pytest.raises(ValueError, match="broken"), progress.part(0.0, 0.1):
            raise ValueError("broken")
        progress.at(1.0)
    assert told[-1] == 1.0


def _board(count: int) -> Board:
    random = np.random.default_rng(1)
    strokes = [
        Stroke(points=random.random((30, 2), np.float32) * 900, color=0xFF, width=3, created_ms=at + 1)
        for at in range(count)
    ]
    return Board(pages=(Page(id="one", elements=tuple(Placed(id=new_id(), element=one) for one in strokes)),))


@pytest.mark.parametrize("kind", ["pdf", "png", "svg", "excalidraw", "xopp", "inkml", "board"])
def test_every_writer_counts_its_own_loop(kind: str) -> None:
    few, many = (_told(lambda count=count: formats.write(_board(count), kind)) for count in (1, 6000))
    assert len(many) > len(few)
    assert len(many) >= 5


@pytest.mark.parametrize("kind", ["svg", "excalidraw", "xopp", "inkml"])
def test_every_reader_counts_its_own_loop(kind: str) -> None:
    data = formats.write(_board(3000 if kind == "xopp" else 400), kind).data
    assert len(_told(lambda: formats.read(data, f"x.{kind}"))) >= 5


def _told(work) -> list[float]:
    told: list[float] = []
    with progress.telling(told.append):
        work()
    assert all(0 <= before < after <= 1 for before, after in pairwise(told))
    return told
