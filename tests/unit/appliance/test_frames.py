import multiprocessing
import struct
from pathlib import Path

import pytest

from appliance.frames import MailboxError, MailboxReader, MailboxWriter, PixelFormat


def test_the_newest_frame_is_read_with_its_shape(tmp_path: Path):
    writer = MailboxWriter(tmp_path / "cast", capacity=64)
    reader = MailboxReader(tmp_path / "cast")
    assert reader.read() is None
    writer.publish(2, 1, 8, PixelFormat.BGRX, b"abcdefgh")
    writer.publish(1, 2, 4, PixelFormat.BGRX, b"ABCD", b"EFGH")
    frame = reader.read()
    assert frame is not None
    assert (frame.sequence, frame.width, frame.height, frame.stride, frame.format) == (2, 1, 2, 4, PixelFormat.BGRX)
    assert bytes(frame.pixels) == b"ABCDEFGH"
    assert reader.read(newer_than=frame.sequence) is None


def test_closing_tells_readers_and_removes_the_file(tmp_path: Path):
    writer = MailboxWriter(tmp_path / "cast", capacity=64)
    reader = MailboxReader(tmp_path / "cast")
    assert not reader.closed
    writer.close()
    assert reader.closed
    assert not (tmp_path / "cast").exists()


def test_a_frame_too_large_is_refused_by_name(tmp_path: Path):
    writer = MailboxWriter(tmp_path / "cast", capacity=4)
    with pytest.raises(MailboxError, match="5 bytes does not fit in 4"):
        writer.publish(1, 1, 4, PixelFormat.BGRX, b"abcde")


@pytest.mark.parametrize("content", [b"", b"PLFR", b"x" * 400, struct.pack("<4sIQQB", b"PLFR", 1, 1 << 40, 1, 0) * 9])
def test_a_file_that_is_no_mailbox_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "junk").write_bytes(content)
    with pytest.raises(MailboxError):
        MailboxReader(tmp_path / "junk")


def _write_forever(path: str) -> None:
    writer = MailboxWriter(Path(path), capacity=400_000)
    shade = 0
    while True:
        shade = (shade + 1) % 256
        writer.publish(100, 1000, 400, PixelFormat.BGRX, bytes([shade]) * 400_000)


def test_a_reader_beside_a_racing_writer_never_sees_a_torn_frame(tmp_path: Path):
    process = multiprocessing.get_context("spawn").Process(
        target=_write_forever, args=(str(tmp_path / "cast"),), daemon=True
    )
    process.start()
    try:
        while not (tmp_path / "cast").exists():
            pass
        reader = MailboxReader(tmp_path / "cast")
        seen = 0
        newest = 0
        while seen < 200:
            frame = reader.read(newest)
            if frame is None:
                continue
            newest = frame.sequence
            seen += 1
            assert frame.pixels.count(frame.pixels[:1]) == len(frame.pixels)
    finally:
        process.kill()
        process.join()
