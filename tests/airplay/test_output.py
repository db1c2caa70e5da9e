"""What the helper prints, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.cast.airplay.output import Begun, Complained, Ended, Fact, Output, Serving
from appliance.cast.airplay.uxplay import MAX_NAME_BYTES, label, receiver_name

TRANSCRIPT = Path(__file__).with_name("uxplay-1.62.txt")
"""Of the real one: a sender mirrors, says goodbye and goes; then mirrors again and is gone."""


def facts(*lines: str) -> list[Fact]:
    output = Output()
    return [fact for line in lines if (fact := output.read(line)) is not None]


def test_two_sessions_with_the_real_one() -> None:
    assert facts(*TRANSCRIPT.read_text().splitlines()) == [Serving(), *[Begun("Anna's iPad (2) <é>"), Ended()] * 2]


def test_it_begins_before_the_first_key_frame_can_have_come() -> None:
    lines = TRANSCRIPT.read_text().splitlines()
    output = Output()
    begun = next(at for at, line in enumerate(lines) if isinstance(output.read(line), Begun))
    assert begun < next(at for at, line in enumerate(lines) if "accepting client" in line)


def test_names_of_later_versions() -> None:
    lines = (
        "connection request from Anna's (new) iPad (iPad8,1) with deviceID = 11:22:33:44:55:66",
        "Begin streaming to GStreamer video pipeline",
        "*** ERROR lost connection with client (network problem?)",
    )
    assert facts(*lines) == [Begun("Anna's (new) iPad"), Ended()]


def test_a_second_size_is_no_second_beginning() -> None:
    again = "begin video stream wxh = 1280x720; source 1280x720"
    assert facts("raop_rtp_mirror starting mirroring", again, again) == [Begun("")]


def test_names_are_tidied_and_cut() -> None:
    lines = ("\t<key>name</key>", f"\t<string>a\u202eb\tc {'x' * 80}</string>", "raop_rtp_mirror starting mirroring")
    (begun,) = facts(*lines)
    assert begun == Begun(("a b c " + "x" * 80)[:48])


def test_a_name_is_not_kept_for_the_next_sender() -> None:
    lines = (
        "\t<key>name</key>",
        "\t<string>Anna</string>",
        "raop_rtp_mirror starting mirroring",
        "raop_rtp_mirror exiting TCP thread",
        "raop_rtp_mirror starting mirroring",
    )
    assert facts(*lines) == [Begun("Anna"), Ended(), Begun("")]


@pytest.mark.parametrize(
    ("lines", "trouble"),
    [
        (["No DNS-SD Server found (DNSServiceRegister call returned kDNSServiceErr_Unknown)"], "airplay.no_discovery"),
        (["Error initialising socket 98", "No DNS-SD Server found (…)"], "airplay.port_taken"),
        (["gst_parse_launch error (audio 1):", 'no element "avdec_aac"'], "airplay.missing_plugin"),
    ],
)
def test_complaints(lines: list[str], trouble: str) -> None:
    assert facts(*lines) == [Complained(trouble)]  # type: ignore[arg-type]


def test_a_sender_cannot_complain_in_the_helpers_name() -> None:
    assert facts("\t<key>name</key>", "\t<string>No DNS-SD Server found</string>") == []


@pytest.mark.parametrize(
    ("room", "number", "name"),
    [
        ("Lighthouse", 0, "Lighthouse"),
        ("Lighthouse", 1, "Lighthouse · 2"),
        ("灯塔会议室" * 6, 0, ("灯塔会议室" * 6)[:16]),
        ("灯塔会议室" * 6, 2, ("灯塔会议室" * 6)[:15] + " · 3"),
        ("--nohold", 0, "nohold"),
        ("—", 0, "—"),
        ("-", 0, "Parlor"),
    ],
)
def test_names_fit_into_a_dns_label_and_are_no_options(room: str, number: int, name: str) -> None:
    assert receiver_name(room, number) == name
    assert label(name) == name
    assert len(name.encode()) <= MAX_NAME_BYTES
