from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from appliance.board.exporting import digits

NEAR = some.integers(-30_000, 30_000)
ANY = some.integers(-digits.MOST, digits.MOST)


@given(some.lists(some.tuples(NEAR | ANY, NEAR), min_size=1, max_size=50))
def test_rows_read_as_if_each_number_had_been_formatted(pairs: list[tuple[int, int]]) -> None:
    x, y = np.array(pairs, np.int64).T
    found = digits.text(digits.rows([x, y], [(" -", " "), (" -", " ")], ["", " l"]))
    assert found.decode() == "".join(f" {a} {b} l" for a, b in pairs)


@given(some.lists(some.tuples(NEAR, ANY), min_size=1, max_size=50))
def test_a_minus_may_be_all_that_lies_between_two_numbers(pairs: list[tuple[int, int]]) -> None:
    x, y = np.array(pairs, np.int64).T
    found = digits.text(digits.rows([x, y], [("-", " "), ("-", " ")], ["", ""]))
    assert found.decode() == "".join(f"{'' if n < 0 else ' '}{n}" for pair in pairs for n in pair)


def test_numbers_too_far_away_are_written_as_the_furthest() -> None:
    found = digits.text(digits.rows([np.array([10**12, -(10**12), 9999, 10_000])], [("-", " ")], [""]))
    assert found == b" 99999999-99999999 9999 10000"


def test_no_numbers_are_no_text() -> None:
    assert digits.text(digits.rows([np.zeros(0, np.int64)], [("-", " ")], [""])) == b""
