"""Files made to exhaust whoever reads them: all are refused or read within seconds."""

from __future__ import annotations

import gzip
import json
import time

import pytest

from appliance.board import formats, parcel
from appliance.board.parcel import BadFile, Imported
from tests.board.files import excalidraw, excalidraw_element, tldr

XML = b'<?xml version="1.0"?>'
SLOWEST_S = 4.0


def _read(data: bytes, name: str) -> Imported | BadFile:
    begun = time.process_time()
    try:
        return formats.read(data, name)
    except BadFile as refusal:
        return refusal
    finally:
        assert time.process_time() - begun < SLOWEST_S


def _refused(data: bytes, name: str) -> str:
    found = _read(data, name)
    assert isinstance(found, BadFile)
    return found.reason


def test_billion_laughs() -> None:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10))
    document = XML + b'<!DOCTYPE s [<!ENTITY a0 "ha">' + entities + b"]><svg><text>&a9;</text></svg>"
    assert _refused(document, "x.svg") == "too_large"


def test_quadratic_growth_of_one_entity() -> None:
    entity = b'<!DOCTYPE s [<!ENTITY a "' + b"x" * 1900 + b'">]>'
    assert _refused(XML + entity + b"<svg><text>" + b"&a;" * 300_000 + b"</text></svg>", "x.svg") == "damaged"


def test_entities_outside_of_the_file_are_not_read() -> None:
    document = XML + b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>a&x;b</text></svg>'
    found = _read(document, "x.svg")
    assert isinstance(found, Imported)
    assert "root" not in str(found.board)


def test_references_that_multiply() -> None:
    groups = b"".join(b'<g id="g%d">' % i + b'<use href="#g%d"/>' % (i - 1) * 10 + b"</g>" for i in range(1, 9))
    document = b'<svg><g id="g0"><rect width="1" height="1"/></g>' + groups + b"</svg>"
    assert _refused(document, "x.svg") == "too_many"
    assert _refused(b'<svg><g id="g"><use href="#g"/></g></svg>', "x.svg") == "too_many"


@pytest.mark.parametrize(
    "inner",
    [
        b'<path stroke="red" d="M0 0a' + b"2" * 100_000 + b'"/>',
        b'<path d="' + b"a1 0 0 0 0 0 5" * 20_000 + b'"/>',
        b'<path stroke="red" d="M0 0' + b"c1 0 0 0 0 1e9" * 20_000 + b'"/>',
        b'<g transform="' + b"a" * 200_000 + b'"/>',
        b'<g transform="' + b"a(" * 100_000 + b'"/>',
        b"<style>" + b"a" * 500_000 + b"</style>",
        b"<style>" + b"/*" * 300_000 + b"</style>",
        b"<!-- application/vnd.excalidraw+json payload-start -->" + b" " * 2_000_000,
        b"<g>" * 100_000 + b"</g>" * 100_000,
    ],
    ids=["digits", "arcs", "curves", "letters", "brackets", "css", "comments", "payload", "depth"],
)
def test_words_that_lead_searches_astray(inner: bytes) -> None:
    _read(b"<svg>" + inner + b"</svg>", "x.svg")


def test_strokes_without_points_are_counted_too() -> None:
    strokes = b'<stroke tool="pen" color="red" width="1"></stroke>' * 250_000
    document = XML + b'<xournal><page width="1" height="1"><layer>' + strokes + b"</layer></page></xournal>"
    assert _refused(gzip.compress(document, 1), "x.xopp") == "too_many"


def test_a_stroke_of_millions_of_points() -> None:
    stroke = b'<stroke tool="pen" color="red" width="1">' + b"1 2 " * 10_000_000 + b"</stroke>"
    document = XML + b'<xournal><page width="1" height="1"><layer>' + stroke + b"</layer></page></xournal>"
    assert _refused(gzip.compress(document, 1), "x.xopp") == "too_large"


def test_a_file_that_inflates_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcel, "MAX_INFLATED_BYTES", 1 << 20)
    assert _refused(gzip.compress(b" " * (2 << 20), 1), "x.xopp") == "too_large"


def test_too_many_pages() -> None:
    document = XML + b"<xournal>" + b'<page width="1" height="1"/>' * 501 + b"</xournal>"
    assert _refused(document, "x.xopp") == "too_many"


def test_json_nested_without_end() -> None:
    nested = b'{"type":"excalidraw","elements":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}"
    assert _refused(nested, "x.excalidraw") == "too_large"


def test_shapes_nested_in_themselves_are_told() -> None:
    def group(name: str, parent: str) -> dict[str, object]:
        return {"id": f"shape:{name}", "typeName": "shape", "type": "group", "parentId": parent, "props": {}}

    found = _read(tldr(group("a", "shape:b"), group("b", "shape:a")), "x.tldr")
    assert isinstance(found, Imported)
    assert [(part.what, part.reason, part.count) for part in found.lost] == [("element", "damaged", 2)]
    deep = [group(str(i), f"shape:{i - 1}" if i else "page:p") for i in range(5_000)]
    assert _refused(tldr(*deep), "x.tldr") == "too_large"


def test_numbers_beyond_all_bounds_are_told() -> None:
    far = excalidraw_element("freedraw", x=1e308, points=[[1e308, 0], [-1e308, 5]], strokeWidth=1e308)
    nowhere = json.loads(json.dumps(far)) | {"points": "none"}
    found = _read(excalidraw(far, nowhere), "x.excalidraw")
    assert isinstance(found, Imported)
    assert not found.board.pages[0].elements
    assert {(part.what, part.reason, part.count) for part in found.lost} == {
        ("stroke", "damaged", 1),
        ("freedraw", "damaged", 1),
    }
