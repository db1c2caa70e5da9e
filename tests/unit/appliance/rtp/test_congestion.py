from __future__ import annotations

from struct import unpack, unpack_from

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.rtp.congestion import MAX_PACKETS, ArrivalLog


def read(fci: bytes) -> tuple[int, int, dict[int, float]]:
    """Base sequence, count and arrivals in seconds, read as section 3.1 of the draft says."""
    base, status_count, word = unpack("!HHL", fci[:8])
    reference, count = word >> 8, word & 0xFF
    symbols: list[int] = []
    at = 8
    while len(symbols) < status_count:
        (chunk,) = unpack_from("!H", fci, at)
        at += 2
        assert chunk >> 14 == 0b11, "a status vector of two-bit symbols"
        symbols += [chunk >> shift & 3 for shift in range(12, -1, -2)]
    ticks = reference * 256
    arrivals = {}
    for place, symbol in enumerate(symbols[:status_count]):
        if symbol == 1:
            ticks += fci[at]
            at += 1
        elif symbol == 2:
            ticks += unpack_from("!h", fci, at)[0]
            at += 2
        else:
            assert symbol == 0
            continue
        arrivals[base + place & 0xFFFF] = ticks / 4000
    assert not any(fci[at:])
    assert len(fci) % 4 == 0
    return base, count, arrivals


def test_nothing_came_nothing_is_said() -> None:
    assert ArrivalLog().feedback() is None


def test_arrivals_come_out_as_they_went_in() -> None:
    log = ArrivalLog()
    sent = {65_534: 100.0, 65_535: 100.001, 0: 100.0005, 3: 100.25, 4: 100.2501}
    for sequence, now_s in sent.items():
        log.add(sequence, now_s)
    fci = log.feedback()
    assert fci is not None
    base, count, arrivals = read(fci)
    assert (base, count) == (65_534, 0)
    assert arrivals.keys() == sent.keys()
    for sequence, now_s in sent.items():
        assert arrivals[sequence] == pytest.approx(now_s, abs=0.0002)
    assert log.feedback() is None


def test_what_stays_away_between_two_messages_is_told_as_lost() -> None:
    log = ArrivalLog()
    log.add(10, 1.0)
    log.feedback()
    log.add(13, 1.1)
    fci = log.feedback()
    assert fci is not None
    base, count, arrivals = read(fci)
    assert (base, count) == (11, 1)
    assert list(arrivals) == [13]
    log.add(12, 1.2)
    assert log.feedback() is None, "too late to tell"


@given(st.lists(st.tuples(st.integers(0, 65_535), st.floats(0, 10_000)), max_size=60))
def test_any_input_gives_well_formed_messages_of_bounded_size(arrivals: list[tuple[int, float]]) -> None:
    log = ArrivalLog()
    for sequence, now_s in arrivals:
        log.add(sequence, now_s)
    for _ in range(len(arrivals) + 1):
        if (fci := log.feedback()) is None:
            break
        read(fci)
        assert len(fci) <= 8 + 2 * (MAX_PACKETS // 7 + 1) + 2 * MAX_PACKETS + 4
    assert log.feedback() is None
