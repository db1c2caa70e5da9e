"""A board's history, at any of its changes."""

from __future__ import annotations

import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Map

from ui.canvas.replay import BadHistory, Replay, read_updates


def journal(count: int) -> bytes:
    doc: Doc[Any] = Doc()
    updates: list[bytes] = []
    watching = doc.observe(lambda event: updates.append(event.update))
    for number in range(count):
        doc.get("o:first", type=Map)[f"s{number}"] = b"x" * 200
    doc.unobserve(watching)
    records = []
    for update in updates:
        rest = (1).to_bytes(8, "little") + update
        records.append(len(update).to_bytes(4, "little") + zlib.crc32(rest).to_bytes(4, "little") + rest)
    return b"PLJOURN1" + b"".join(records)


def seen(replay: Replay, position: float) -> int:
    return len(replay.seek(position).get("o:first", type=Map))


def test_forwards_and_backwards(tmp_path: Path):
    file = tmp_path / "history"
    file.write_bytes(journal(1000))
    replay = Replay(file)
    assert replay.changes == 1000
    assert [seen(replay, at) for at in (0, 0.5, 0.25, 1, 0.999, 0.1, 0)] == [0, 500, 250, 1000, 999, 100, 0]
    assert seen(replay, -3) == 0
    assert seen(replay, 7) == 1000


def test_a_slider_over_ten_thousand_changes_is_fluent(tmp_path: Path):
    file = tmp_path / "history"
    file.write_bytes(journal(10_000))
    replay = Replay(file)
    while replay.prepare():
        pass
    took = []
    for at in (0.9, 0.2, 0.7, 0.4, 1.0, 0.05):
        begun = time.thread_time()
        replay.seek(at)
        took.append(time.thread_time() - begun)
    assert max(took) < 0.1


def test_a_torn_end_is_left_out(tmp_path: Path):
    data = journal(10)
    assert len(read_updates(data)) == 10
    assert len(read_updates(data[:-5])) == 9
    flipped = bytearray(data)
    flipped[-3] ^= 1
    assert len(read_updates(bytes(flipped))) == 9


def test_what_is_no_history_is_refused(tmp_path: Path):
    with pytest.raises(BadHistory, match="PLJOURN1"):
        read_updates(b"%PDF-1.7")
