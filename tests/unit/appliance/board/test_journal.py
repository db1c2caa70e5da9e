"""Journals as bytes: whole, torn, and damaged in the middle."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from appliance.board import journal

PAYLOADS = st.lists(st.binary(max_size=40), min_size=1, max_size=8)


def whole(payloads: list[bytes]) -> bytes:
    return journal.MAGIC + b"".join(
        journal.encode(payload, 1_700_000_000_000 + n) for n, payload in enumerate(payloads)
    )


@given(PAYLOADS)
def test_what_was_written_is_read(payloads: list[bytes]) -> None:
    data = whole(payloads)
    found = journal.read(data)
    assert [record.payload for record in found.records] == payloads
    assert [record.time_ms for record in found.records] == [1_700_000_000_000 + n for n in range(len(payloads))]
    assert (found.whole_bytes, found.gaps) == (len(data), 0)


@given(PAYLOADS, st.data())
def test_a_torn_tail_costs_nothing_before_it(payloads: list[bytes], data: st.DataObject) -> None:
    complete = whole(payloads[:-1])
    written = whole(payloads)
    cut = data.draw(st.integers(len(complete), len(written) - 1))
    found = journal.read(written[:cut])
    assert [record.payload for record in found.records] == payloads[:-1]
    assert (found.whole_bytes, found.gaps) == (len(complete), 0)


def test_a_flipped_bit_costs_its_record_alone() -> None:
    random.seed(3)
    payloads = [random.randbytes(60) for _ in range(9)]
    written = whole(payloads)
    starts = [len(whole(payloads[:number])) for number in range(9)]
    for _ in range(300):
        at = random.randrange(len(journal.MAGIC), starts[8])
        damaged = bytearray(written)
        damaged[at] ^= 1 << random.randrange(8)
        found = journal.read(bytes(damaged))
        hit = sum(start <= at for start in starts) - 1
        assert [record.payload for record in found.records] == payloads[:hit] + payloads[hit + 1 :]
        assert (found.whole_bytes, found.gaps) == (len(written), 1)


def test_a_damaged_beginning_costs_nothing() -> None:
    payloads = [b"one", b"two"]
    found = journal.read(b"XXXXXXXX" + whole(payloads)[8:])
    assert [record.payload for record in found.records] == payloads
    assert found.gaps == 1


@given(st.binary(max_size=300))
def test_rubbish_holds_nothing_and_is_no_error(data: bytes) -> None:
    assert journal.read(data).records == []
