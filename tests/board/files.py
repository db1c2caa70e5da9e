"""Foreign files in miniature, with everything in them that the programs which write them write."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from typing import Any

import numpy as np

from appliance.board.parcel import Imported

POINTS = [(0.0, 0.0, 0.5), (10.0, 5.0, 0.6), (20.5, 8.0, 0.7)]
JSON = dict[str, Any]


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    """A grey PNG, with further chunks."""
    rows = b"".join(b"\0" + b"\x80" * 3 * width for _ in range(height))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        *chunks,
        (b"IEND", b""),
    ]
    packed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


PNG_URL = "data:image/png;base64," + base64.b64encode(png(4, 3)).decode()


def elements(found: Imported, page: int = 0) -> list[Any]:
    """What lies on a page, of whatever kind: tests know what they expect."""
    return [placed.element for placed in found.board.pages[page].elements]


# Xournal


XOJ = f"""<?xml version="1.0" standalone="no"?>
<xournal version="0.4.8" fileversion="2"><title>Xournal document</title>
<page width="612,00" height="792.00"><background type="solid" color="yellow" style="lined"/><layer>
<stroke tool="pen" color="blue" width="1.41 0.5 0.9">1 2 3 4 5 6</stroke>
<stroke tool="highlighter" color="yellow" width="8.5">1,5 2,5 3,5 4,5</stroke>
<stroke tool="eraser" color="white" width="8.5">1 2 3 4</stroke>
<stroke tool="pen" color="#ff0000ff" width="1" fill="128" style="dash" fn="a.mp3" ts="3">1 2 nan 4</stroke>
<text font="Arial" size="12" x="10" y="20" color="black">a &amp; b
c</text>
<image left="1" top="2" right="30" bottom="40">{PNG_URL.partition(",")[2]}</image>
<teximage text="x^2" left="1" top="2" right="30" bottom="40">{PNG_URL.partition(",")[2]}</teximage>
</layer><layer><stroke tool="pen" color="red" width="2">1 1 2 2</stroke></layer></page>
<page width="100" height="200"><background type="pdf" domain="absolute" filename="x.pdf" pageno="1ll"/><layer/></page>
<page width="100" height="200"><background type="pixmap" domain="clone" filename="0"/><layer/></page>
</xournal>""".encode()


# Excalidraw


def excalidraw_element(kind: str, **more: Any) -> JSON:
    """An element as Excalidraw saves it."""
    common = {
        "id": more.get("id", kind), "type": kind, "x": 10, "y": 20, "width": 100, "height": 50, "angle": 0,
        "strokeColor": "#e03131", "backgroundColor": "transparent", "fillStyle": "solid", "strokeWidth": 2,
        "strokeStyle": "solid", "roughness": 1, "opacity": 100, "groupIds": [], "roundness": None, "seed": 1,
        "isDeleted": False, "link": None, "locked": False,
    }  # fmt: skip
    return common | more


def excalidraw(*elements: JSON, **more: Any) -> bytes:
    """A scene."""
    scene = {
        "type": "excalidraw",
        "version": 2,
        "source": "test",
        "elements": list(elements),
        "appState": {},
        "files": {},
    }
    return json.dumps(scene | more).encode()


EXCALIDRAW = excalidraw(
    excalidraw_element("freedraw", points=[[0, 0], [1, 2], [3, 5]], pressures=[0.1, 0.5, 0.9], simulatePressure=False),
    excalidraw_element("freedraw", id="f2", points=[[0, 0], [1, 2]], pressures=[], simulatePressure=True),
    excalidraw_element("draw", points=[[0, 0], [4, 4]]),
    excalidraw_element("rectangle", backgroundColor="#ffc9c9", fillStyle="hachure", roundness={"type": 3}),
    excalidraw_element("diamond"),
    excalidraw_element("ellipse", strokeStyle="dashed"),
    excalidraw_element("line", points=[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]),
    excalidraw_element("arrow", points=[[0, 0], [100, 50]], startArrowhead=None, endArrowhead="arrow"),
    excalidraw_element("text", text="hello", fontSize=20, fontFamily=1, textAlign="center", containerId="rectangle"),
    excalidraw_element("image", fileId="F", scale=[1, 1]),
    excalidraw_element("image", id="i2", fileId="nowhere"),
    excalidraw_element("frame", name="f"),
    excalidraw_element("embeddable", link="https://example.org"),
    excalidraw_element("rectangle", id="gone", isDeleted=True),
    excalidraw_element("hologram"),
    appState={"viewBackgroundColor": "#ffffff", "gridSize": 20},
    files={"F": {"id": "F", "mimeType": "image/png", "dataURL": PNG_URL}},
)


def wrapped(scene: bytes) -> str:
    """A scene as Excalidraw hides it in pictures: compressed bytes as characters in JSON."""
    encoded = zlib.compress(scene).decode("latin-1")
    words = {"version": "1", "encoding": "bstring", "compressed": True, "encoded": encoded}
    return json.dumps(words, ensure_ascii=False)


def png_with(scene: bytes) -> bytes:
    """A PNG with a scene in it."""
    text = b"application/vnd.excalidraw+json\0" + wrapped(scene).encode("latin-1")
    return png(4, 3, (b"tEXt", text))


def svg_with(scene: bytes) -> bytes:
    """An SVG with a scene in it."""
    payload = base64.b64encode(wrapped(scene).encode("latin-1"))
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><metadata>'
        b"<!-- payload-type:application/vnd.excalidraw+json --><!-- payload-version:2 --><!-- payload-start -->"
        + payload
        + b"<!-- payload-end --></metadata><rect width='9' height='9'/></svg>"
    )


# tldraw


def shape(name: str, kind: str, props: JSON, **more: Any) -> JSON:
    """A shape's record; its index is its name."""
    record = {
        "id": f"shape:{name}", "typeName": "shape", "type": kind, "x": 100, "y": 50, "rotation": 0,
        "index": f"a{name}", "parentId": "page:p", "isLocked": False, "opacity": 1, "meta": {},
    }  # fmt: skip
    style = {"color": "blue", "size": "m", "dash": "draw", "fill": "none", "scale": 1}
    return record | {"props": style | props} | more


def drawn(name: str, *segments: JSON, **more: Any) -> JSON:
    """A freehand line."""
    return shape(
        name, "draw", {"segments": list(segments), "isPen": True, "isComplete": True, "isClosed": False}, **more
    )


def arrays(points: list[tuple[float, float, float]]) -> JSON:
    """A segment as the first versions wrote it."""
    return {"type": "free", "points": [{"x": x, "y": y, "z": z} for x, y, z in points]}


def halves(points: list[tuple[float, float, float]]) -> JSON:
    """A segment as float16 in Base64."""
    return {"type": "free", "points": base64.b64encode(np.array(points, "<f2").tobytes()).decode()}


def deltas(points: list[tuple[float, float, float]]) -> JSON:
    """A segment as a first point and differences, in Base64."""
    table = np.array(points, np.float64)
    data = table[0].astype("<f4").tobytes() + np.diff(table, axis=0).astype("<f2").tobytes()
    return {"type": "free", "path": base64.b64encode(data).decode()}


def tldr(*records: JSON) -> bytes:
    """A file with one page."""
    page = {"id": "page:p", "typeName": "page", "name": "Page", "index": "a1"}
    return json.dumps({"tldrawFileFormatVersion": 1, "schema": {}, "records": [page, *records]}).encode()


RICH = {
    "type": "doc",
    "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "Hi", "marks": [{"type": "bold"}]}]},
        {"type": "bulletList", "content": [
            {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "one"}]}]},
        ]},
    ],
}  # fmt: skip
TLDR = tldr(
    drawn("1", arrays(POINTS)),
    drawn("2", halves(POINTS), deltas(POINTS[:2])),
    shape("3", "highlight", {"segments": [arrays(POINTS)]}),
    shape("4", "geo", {"geo": "hexagon", "w": 100, "h": 80, "growY": 0, "text": "label", "fill": "solid"}),
    shape("5", "geo", {"geo": "cloud", "w": 100, "h": 80, "fill": "pattern"}),
    shape("6", "arrow", {"start": {"x": 0, "y": 0}, "end": {"x": 50, "y": 60}, "bend": 20, "arrowheadEnd": "arrow"}),
    shape("7", "line", {"points": {"b": {"index": "a2", "x": 9, "y": 9}, "a": {"index": "a1", "x": 0, "y": 0}}}),
    shape("8", "text", {"richText": RICH, "textAlign": "end", "autoSize": False, "w": 80}),
    shape("9", "note", {"text": "remember", "growY": 20}),
    shape("A", "image", {"w": 40, "h": 30, "assetId": "asset:1"}),
    shape("B", "image", {"w": 40, "h": 30, "assetId": "asset:2"}),
    shape("C", "group", {}),
    shape("D", "geo", {"geo": "rectangle", "w": 10, "h": 10}, parentId="shape:C"),
    shape("E", "bookmark", {"url": "https://example.org"}),
    shape("F", "frame", {"w": 300, "h": 300, "name": "f"}),
    drawn("G", arrays(POINTS), parentId="shape:F"),
    {"id": "asset:1", "typeName": "asset", "type": "image", "props": {"src": PNG_URL}},
    {"id": "asset:2", "typeName": "asset", "type": "image", "props": {"src": "https://example.org/y.png"}},
)


def tldr_1(*shapes: JSON, **assets: JSON) -> bytes:
    """A document of tldraw's first version."""
    style = {"color": "blue", "size": "medium", "dash": "draw", "isFilled": True}
    held = {
        str(index): {"id": str(index), "childIndex": index, "parentId": "page", "point": [10, 5], "style": style} | each
        for index, each in enumerate(shapes, 1)
    }
    page = {"id": "page", "childIndex": 1, "bindings": {}, "shapes": held}
    return json.dumps({"document": {"id": "d", "version": 15.5, "pages": {"page": page}, "assets": assets}}).encode()


TLDR_1 = tldr_1(
    {"type": "draw", "points": [[0, 0, 0.5], [3, 4, 0.5], [8, 9, 0.5]], "isComplete": True},
    {"type": "rectangle", "size": [50, 60], "label": "label"},
    {"type": "ellipse", "radius": [20, 30]},
    {"type": "triangle", "size": [20, 30], "parentId": "8"},
    {"type": "arrow", "bend": 0.4, "decorations": {"end": "arrow"}, "handles": {
        "start": {"point": [0, 0]}, "end": {"point": [50, 0]}, "bend": {"point": [25, 10]}}},
    {"type": "text", "text": "words"},
    {"type": "sticky", "text": "note", "size": [200, 200]},
    {"type": "group", "size": [1, 1], "children": ["4"]},
    {"type": "image", "assetId": "i", "size": [40, 30]},
    i={"id": "i", "type": "image", "src": PNG_URL, "size": [4, 3]},
)  # fmt: skip

# InkML

INKML = b"""<?xml version="1.0"?>
<ink xmlns="http://www.w3.org/2003/InkML"><definitions>
<context xml:id="tablet"><inkSource xml:id="s"><traceFormat>
<channel name="Y" type="decimal" units="cm"/><channel name="X" type="decimal" units="cm"/>
<channel name="F" type="integer" min="0" max="1023"/></traceFormat>
<channelProperties><channelProperty channel="X" name="resolution" value="100" units="1/cm"/>
<channelProperty channel="Y" name="resolution" value="100" units="1/cm"/></channelProperties></inkSource></context>
<brush xml:id="red"><brushProperty name="color" value="#ff0000"/><brushProperty name="width" value="0.1" units="cm"/>
<brushProperty name="transparency" value="127"/></brush>
<brush xml:id="marker"><brushProperty name="color" value="#ffff00"/><brushProperty name="rasterOp" value="maskPen"/>
<brushProperty name="width" value="0.5" units="cm"/></brush></definitions>
<annotation type="title">three traces</annotation>
<trace contextRef="#tablet" brushRef="#red">100 200 1023, 300 400 512</trace>
<traceGroup contextRef="#tablet" brushRef="#marker"><trace>10 20 100, 30 40 100, 50 60 100</trace></traceGroup>
<trace contextRef="#tablet" type="penUp">1 2 3</trace>
<trace contextRef="#tablet">10 20 0</trace></ink>"""

# SVG

SVG = b"""<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>
<svg xmlns="&ns_svg;" xmlns:xlink="http://www.w3.org/1999/xlink" width="800" height="600" viewBox="0 0 400 300">
<style>.ink { fill: none; stroke: #f00; stroke-width: 2 } g &gt; path { fill: red }</style><script>alert(1)</script>
<path class="ink" d="M1 2L3 4 5 6"/><path class="ink" d="m1,2 3-4.5.5.5"/>
<polyline style="fill:none;stroke:blue" points="1,2 3,4 5,6,7,8"/>
<rect x="1" y="2" width="3" height="4" transform="rotate(30)"/><line x1="1" y1="2" x2="3" y2="4" stroke="black"/>
<path d="M0 0h10v10h-10zM2 2h3v3z"/>
<text x="10" y="20" font-size="10">Hi <tspan x="10" dy="12">there</tspan></text>
<defs><g id="dot"><circle r="5" fill="url(#fade)"/></g>
<linearGradient id="fade"><stop stop-color="#0f0"/></linearGradient></defs>
<use xlink:href="#dot" x="5"/><use href="#nowhere"/>
<image href="https://example.org/y.png" width="4" height="3"/><image href="DATA" width="4" height="3"/></svg>"""
SVG = SVG.replace(b"DATA", PNG_URL.encode())

CORPUS: dict[str, tuple[bytes, dict[str, int]]] = {
    "paper.xoj": (XOJ, {"pages": 3, "strokes": 4, "points": 9, "texts": 1, "images": 2, "shapes": 0}),
    "scene.excalidraw": (EXCALIDRAW, {"pages": 1, "strokes": 3, "points": 7, "shapes": 5, "texts": 1, "images": 1}),
    "scene.png": (png_with(EXCALIDRAW), {"strokes": 3, "points": 7, "shapes": 5, "texts": 1, "images": 1}),
    "scene.svg": (svg_with(EXCALIDRAW), {"strokes": 3, "points": 7, "shapes": 5, "texts": 1, "images": 1}),
    "page.tldr": (TLDR, {"pages": 1, "strokes": 4, "points": 14, "shapes": 5, "texts": 2, "notes": 1, "images": 1}),
    "first.tldr": (TLDR_1, {"pages": 1, "strokes": 1, "points": 3, "shapes": 5, "texts": 2, "notes": 1, "images": 1}),
    "tablet.inkml": (INKML, {"pages": 1, "strokes": 3, "points": 6}),
    "drawing.svg": (SVG, {"pages": 1, "strokes": 3, "points": 10, "shapes": 5, "texts": 2, "images": 1}),
    "picture.png": (png(40, 30), {"pages": 1, "strokes": 0, "shapes": 0}),
}
"""Files by their names, and how many of what is in each, counted by hand."""
