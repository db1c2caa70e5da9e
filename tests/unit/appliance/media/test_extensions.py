from __future__ import annotations

from contextlib import suppress

import pytest
from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import pack_header_extensions
from hypothesis import given
from hypothesis import strategies as st

from appliance.media.extensions import ARRIVAL_URI, COLOUR_URI, Colour, ExtensionReader


def reader() -> ExtensionReader:
    made = ExtensionReader()
    made.configure(
        RTCRtpParameters(
            headerExtensions=[
                RTCRtpHeaderExtensionParameters(id=4, uri=ARRIVAL_URI),
                RTCRtpHeaderExtensionParameters(id=8, uri=COLOUR_URI),
            ]
        )
    )
    return made


def test_the_two_that_are_used_are_read() -> None:
    profile, value = pack_header_extensions([(4, b"\x12\x34"), (8, bytes([1, 13, 1, 0x20])), (9, b"?")])
    found = reader().get(profile, value)
    assert found.transport_sequence_number == 0x1234
    assert found.colour == Colour(matrix=1, range=2)


def test_wrong_sizes_are_no_values() -> None:
    profile, value = pack_header_extensions([(4, b"\x12"), (8, bytes(3))])
    found = reader().get(profile, value)
    assert found.transport_sequence_number is None
    assert found.colour is None


@given(st.sampled_from([0xBEDE, 0x1000, 7]), st.binary(max_size=64))
def test_garbage_is_read_or_refused(profile: int, value: bytes) -> None:
    with suppress(ValueError):
        found = reader().get(profile, value)
        assert found.colour is None or found.colour.range in range(4)


def test_a_truncated_one_is_refused() -> None:
    with pytest.raises(ValueError, match="truncated"):
        reader().get(0xBEDE, b"\x4f\x00")
