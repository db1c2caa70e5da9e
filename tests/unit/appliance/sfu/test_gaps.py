from __future__ import annotations

from appliance.sfu.gaps import MAX_GAPS, PATIENCE_S, Gaps


def test_what_is_missing_is_asked_for_until_patience_ends() -> None:
    gaps = Gaps()
    assert gaps.add(65_534, 0.0) == (gaps.highest, False)
    first = gaps.highest
    assert gaps.add(1, 0.01) == (first + 3, True)
    assert gaps.wanted(0.01) == [first + 1, first + 2]
    assert gaps.wanted(0.02) == []
    assert gaps.add(65_535, 0.03) == (first + 1, False)
    assert gaps.wanted(0.2) == [first + 2]
    assert gaps.wanted(0.02 + PATIENCE_S) == []
    assert gaps.is_whole


def test_a_jump_is_no_loss() -> None:
    gaps = Gaps()
    gaps.add(0, 0.0)
    assert gaps.add(MAX_GAPS + 2, 0.01)[1] is False
    assert gaps.is_whole


def test_it_holds_no_more_than_it_may() -> None:
    gaps = Gaps()
    for number in range(0, 4 * MAX_GAPS, 2):
        gaps.add(number, 0.0)
    assert len(gaps.wanted(0.0)) == MAX_GAPS
