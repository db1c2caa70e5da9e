"""Every format's everything, counted by hand; and the same files broken in every way that comes to mind."""

from __future__ import annotations

import json
import random
import re
import time
from typing import Any

import numpy as np
import pytest

from appliance.board import formats
from appliance.board.parcel import BadFile, Imported
from appliance.board.survey import survey
from appliance.ink.record import from_value, to_value
from tests.board.files import CORPUS, png

ROUNDS = 60
SLOWEST_S = 2.0
NUMBERS = [b"1e308", b"-1e308", b"NaN", b"inf", b"1e400", b"0", b"-1", b"9" * 20, b"", b"1,5", b"0x10", b"#zz"]
PATHS = [
    b"M",
    b"L1",
    b"a1 1 0 11 5",
    b"m0 0 a1e308 1e-308 0 0 0 1e300 1",
    b"C1e308 1e308 1 1 1 1",
    b"matrix(1 2)",
    b"url(#a)",
]
VALUES: list[Any] = [
    None, True, -1, 0, 1e308, -1e308, 2**63, "", "x" * 5000, [], {}, [[]], [[1]], [None], {"x": 1}, "NaN", "data:,",
    "\ud800", [[1, 2, 3]] * 3, "#", "url(#a)", "data:image/png;base64,AAAA",
]  # fmt: skip


@pytest.mark.parametrize("name", CORPUS)
def test_counts_are_those_of_the_source(name: str) -> None:
    data, expected = CORPUS[name]
    found = survey(data, name)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("name", CORPUS)
def test_everything_that_was_read_can_be_kept(name: str) -> None:
    board = formats.read(CORPUS[name][0], name).board
    orders = [placed.order for page in board.pages for placed in page.elements]
    assert orders == sorted(orders)
    for page in board.pages:
        for placed in page.elements:
            kept = from_value(to_value(placed.element))
            assert type(kept) is type(placed.element)
    named = {getattr(placed.element, "asset", "") for page in board.pages for placed in page.elements} - {""}
    assert named <= set(board.assets)


@pytest.mark.parametrize("name", CORPUS)
def test_broken_files_are_read_or_refused_in_time(name: str) -> None:
    chance = random.Random(name)
    read = 0
    for _ in range(ROUNDS):
        data = _broken(CORPUS[name][0], chance)
        begun = time.process_time()
        try:
            found = formats.read(data, name)
        except BadFile as refusal:
            assert str(refusal).startswith(f"{name}: ")
        else:
            read += 1
            _check(found)
        assert time.process_time() - begun < SLOWEST_S
    assert read < ROUNDS
    assert read or name == "picture.png"  # whose every bit is needed


def _check(found: Imported) -> None:
    for page in found.board.pages:
        for placed in page.elements:
            from_value(to_value(placed.element))
            assert np.isfinite(placed.override.affine).all()


def _broken(data: bytes, chance: random.Random) -> bytes:
    how = chance.random()
    if data.startswith(b"{") and how < 0.7:
        return _other_json(json.loads(data), chance)
    if data.startswith(b"<") and how < 0.7:
        return _other_xml(data, chance)
    if how < 0.85:
        return data[: chance.randrange(len(data))]
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _other_json(document: Any, chance: random.Random) -> bytes:
    places: list[tuple[Any, Any]] = []
    pile = [document]
    while pile:
        held = pile.pop()
        keys = held if isinstance(held, dict) else range(len(held))
        places += [(held, key) for key in keys]
        pile += [held[key] for key in keys if isinstance(held[key], dict | list)]
    for holder, key in chance.sample(places, min(len(places), chance.randint(1, 6))):
        holder[key] = chance.choice(VALUES)
    return json.dumps(document).encode()


def _other_xml(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 6)):
        found = chance.choice(list(re.finditer(rb'-?\d+\.?\d*|"[^"<>]*"', data)))
        value = chance.choice(NUMBERS)
        if found.group().startswith(b'"'):
            value = b'"' + chance.choice(NUMBERS + PATHS) + b'"'
        data = data[: found.start()] + value + data[found.end() :]
    return data


def test_a_file_is_known_by_its_content_whatever_its_name() -> None:
    for name, (data, _) in CORPUS.items():
        assert formats.recognise(data, "anything").name == formats.recognise(data, name).name


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("notes.txt", b"hello", "not_a_board_file"),
        ("empty.xopp", b"", "damaged"),
        ("sketch.rnote", b"\x1f\x8bwhatever", "unsupported"),
        ("page.xopp", b"\x1f\x8b\x08\x00cut off", "damaged"),
        ("page.svg", b"<svg><g></svg>", "damaged"),
        ("page.excalidraw", b'{"type":"excalidraw","elements":[', "damaged"),
        ("later.tldr", b'{"tldrawFileFormatVersion":2,"records":[]}', "unsupported"),
        ("page.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("wide.png", png(1, 1).replace(b"\0\0\0\1\0\0\0\1\x08", b"\0\0\xff\xff\0\0\xff\xff\x08"), "too_large"),
        ("page.html", b"<html><body>hello</body></html>", "not_a_board_file"),
    ],
)
def test_what_is_refused_says_which_file_and_why(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(BadFile) as refusal:
        formats.read(data, name)
    assert refusal.value.reason == reason
    assert str(refusal.value).startswith(f"{name}: ")
