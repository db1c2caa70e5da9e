"""Messages: what lib0 says of their numbers and texts, and that hostile bytes end in BadMessage alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.ink import message
from appliance.ink.message import (
    MAX_WET_BYTES,
    BadMessage,
    Kind,
    Permission,
    Reader,
    SyncStep,
    Wet,
    WetState,
    read_wet,
)


@given(st.integers(0, 2**53 - 1))
def test_numbers_come_back(value: int) -> None:
    assert Reader(message.number(value)).number() == value


@pytest.mark.parametrize(
    ("value", "data"), [(0, "00"), (127, "7f"), (128, "8001"), (300, "ac02"), (2**32, "8080808010")]
)
def test_numbers_are_lib0s(value: int, data: str) -> None:
    assert message.number(value).hex() == data


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff" * 8, b"\x80" * 60 + b"\x01"])
def test_numbers_that_never_end_are_refused(data: bytes) -> None:
    with pytest.raises(BadMessage):
        Reader(data).number()


def test_a_number_beyond_53_bits_is_refused() -> None:
    with pytest.raises(BadMessage):
        Reader(message.number(2**53)).number()


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_texts_come_back(value: str) -> None:
    assert Reader(message.text(value)).text() == value


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (message.chunk(b"a" * 257), "more than 256"),
        (message.chunk(b"\xff\xfe"), "no UTF-8"),
        (message.number(5) + b"four", "cut off"),
        (message.number(2**40) + b"far", "cut off"),
    ],
)
def test_bad_texts_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadMessage, match=words):
        Reader(data).text()


@given(
    st.builds(
        Wet,
        page_id=st.text("abc_-", max_size=32),
        stroke_id=st.text("abc_-", max_size=32),
        start=st.integers(0, 2**40),
        state=st.sampled_from(WetState),
        packed=st.binary(max_size=300),
    )
)
def test_wet_ink_comes_back(wet: Wet) -> None:
    reader = Reader(wet.encode())
    assert reader.kind() == Kind.WET
    assert read_wet(reader) == wet


def test_wet_ink_of_an_unknown_state_or_too_long_is_refused() -> None:
    def sent(state: int, packed: bytes) -> Reader:
        return Reader(
            b"".join(
                (message.text("p"), message.text("s"), message.number(0), message.number(state), message.chunk(packed))
            )
        )

    assert read_wet(sent(0, b"x" * MAX_WET_BYTES)).state is WetState.DRAWING
    with pytest.raises(BadMessage):
        read_wet(sent(0, b"x" * (MAX_WET_BYTES + 1)))
    with pytest.raises(BadMessage):
        read_wet(sent(len(WetState), b""))


@settings(max_examples=300)
@given(st.binary(max_size=60))
def test_hostile_bytes_are_refused_or_read(data: bytes) -> None:
    for read in (Reader.number, Reader.chunk, Reader.text, Reader.kind, read_wet):
        try:
            read(Reader(data))
        except BadMessage:
            continue


def test_messages_are_those_of_the_protocol() -> None:
    assert message.sync(SyncStep.STATE_VECTOR, b"\x00") == bytes((0, 0, 1, 0))
    assert message.sync(SyncStep.UPDATE, b"abc") == bytes((0, 2, 3)) + b"abc"
    assert message.awareness(b"xy") == bytes((1, 2)) + b"xy"
    assert message.join("board") == bytes((100, 5)) + b"board"
    assert message.stored(300) == bytes((102, 0xAC, 0x02))
    assert message.permission(Permission.REVOKED) == bytes((103, 2))


def test_a_reader_goes_on_where_it_stopped() -> None:
    reader = Reader(message.number(7) + message.text("seven") + message.chunk(b"\x00\x01") + message.number(8))
    assert (reader.number(), reader.text(), reader.chunk(), reader.number()) == (7, "seven", b"\x00\x01", 8)
    with pytest.raises(BadMessage):
        reader.number()
