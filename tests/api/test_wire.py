import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.api import wire

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")), max_size=8), st.integers(1, 17))
def test_lines_come_out_whole_however_the_bytes_arrive(lines: list[bytes], step: int):
    stream = b"".join(line + b"\n" for line in lines)
    cutter = wire.Lines()
    found = [line for at in range(0, len(stream), step) for line in cutter.feed(stream[at : at + step])]
    assert found == [line for line in lines if line.strip()]


@given(st.binary(max_size=64))
def test_any_bytes_parse_or_are_refused(data: bytes):
    try:
        wire.request(wire.parse(data))
    except wire.WireError as error:
        assert error.number in (wire.PARSE_ERROR, wire.INVALID_REQUEST, wire.INVALID_PARAMS)


@given(JSON)
def test_any_value_is_a_request_or_refused(value: object):
    try:
        request = wire.request(wire.parse(json.dumps(value)))
    except wire.WireError as error:
        assert error.number in (wire.INVALID_REQUEST, wire.INVALID_PARAMS)
    else:
        assert isinstance(request.params, dict)


def test_deep_nesting_is_refused_not_fatal():
    with pytest.raises(wire.WireError):
        wire.parse(b"[" * 100_000 + b"]" * 100_000)


def test_a_line_beyond_the_limit_is_refused_before_it_ends():
    with pytest.raises(wire.MessageTooLarge):
        wire.Lines(limit=10).feed(b"x" * 11)
