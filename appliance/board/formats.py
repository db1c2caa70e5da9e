"""The files that boards come from and go to, and how a file is recognised: by what is in it, then by its name."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

import msgspec
import numpy as np

from appliance.board.parcel import BadFile, Exported, Imported
from appliance.ink.element import Board

_HEAD_BYTES = 1 << 16
_PDF_WITHIN = 1024
_MAGIC = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
_XML_ROOTS = {"xournal": "xopp", "MrWriter": "xopp", "svg": "svg", "ink": "inkml"}
_EXCALIDRAW_TYPES = {b'"excalidraw"', b'"excalidrawlib"', b'"excalidraw/clipboard"'}
_KNOWN_STRANGERS = {
    ".rnote": "Rnote's own files are not read; export them as .xopp or SVG",
    ".ubz": "OpenBoard's files are not read; export them as PDF",
    ".iwb": "IWB files are not read; export them as PDF",
    ".one": "OneNote's files are not read; export them as PDF",
    ".goodnotes": "GoodNotes' files are not read; export them as PDF",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file; `reader` and `writer` are modules of `importing` and `exporting`, empty where there is none."""

    name: str
    suffixes: tuple[str, ...]
    reader: str = ""
    writer: str = ""
    is_of_one_page: bool = False


FORMATS: tuple[Format, ...] = (
    Format(name="board", suffixes=(".board",), reader="native", writer="native"),
    Format(name="pdf", suffixes=(".pdf",), reader="pdf", writer="pdf"),
    Format(name="png", suffixes=(".png",), reader="picture", writer="png", is_of_one_page=True),
    Format(name="jpeg", suffixes=(".jpg", ".jpeg"), reader="picture"),
    Format(name="gif", suffixes=(".gif",), reader="picture"),
    Format(name="webp", suffixes=(".webp",), reader="picture"),
    Format(name="svg", suffixes=(".svg", ".svgz"), reader="svg", writer="svg", is_of_one_page=True),
    Format(name="excalidraw", suffixes=(".excalidraw", ".excalidrawlib"), reader="excalidraw", writer="excalidraw"),
    Format(name="xopp", suffixes=(".xopp", ".xoj"), reader="xopp", writer="xopp"),
    Format(name="inkml", suffixes=(".inkml",), reader="inkml", writer="inkml"),
    Format(name="tldr", suffixes=(".tldr",), reader="tldraw"),
)
_BY_NAME = {each.name: each for each in FORMATS}
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}


def recognise(data: bytes, name: str) -> Format:
    """What kind of file this is. Raises BadFile."""
    if not data:
        raise BadFile("damaged", "it is empty")
    found = _by_content(data)
    if found:
        return _BY_NAME[found]
    suffix = PurePath(name).suffix.lower()
    if suffix in _KNOWN_STRANGERS:
        raise BadFile("unsupported", _KNOWN_STRANGERS[suffix])
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    raise BadFile("not_a_board_file", f"it is none of {', '.join(each.suffixes[0] for each in FORMATS)}")


def writable(name: str) -> Format:
    """The format that a file's name asks for. Raises BadFile."""
    found = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if found is None or not found.writer:
        known = ", ".join(each.suffixes[0] for each in FORMATS if each.writer)
        raise BadFile("unsupported", f"files are written as {known}")
    return found


def of_name(name: str) -> Format:
    """The format of a name, such as `xopp`. Raises KeyError."""
    return _BY_NAME[name]


def read(data: bytes, name: str) -> Imported:
    """A board from a file of any format. Raises BadFile, which names the file, and nothing else."""
    try:
        found = recognise(data, name)
        reader: Callable[[bytes, str], Imported]
        reader = importlib.import_module(f"appliance.board.importing.{found.reader}").read
        with np.errstate(all="ignore"):  # a file's numbers may be anything; what they make is checked
            return reader(data, name)
    except BadFile as error:
        raise error.of(name) from error
    except MemoryError as error:
        raise BadFile("too_large", "it needs more memory than one file may have", name) from error
    except RecursionError as error:
        raise BadFile("too_large", "it is nested too deeply", name) from error


def write(board: Board, name: str, page_id: str = "") -> Exported:
    """A file of a board in the format of a name."""
    writer: Callable[[Board, str], Exported]
    writer = importlib.import_module(f"appliance.board.exporting.{of_name(name).writer}").write
    return writer(board, page_id)


def _by_content(data: bytes) -> str:
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            return name
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    is_gzip = data.startswith(b"\x1f\x8b")
    return _text_kind(_inflated_head(data), b"") if is_gzip else _text_kind(data, data)


def _zip_kind(data: bytes) -> str:
    # Xournal++'s zipped files begin with their MIME type
    if b"application/xournal" in data[:256]:
        return "xopp"
    return "board" if b"document.yjs" in data else ""


def _text_kind(head: bytes, whole: bytes) -> str:
    from appliance.board.importing.markup import root_name

    start = head[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return _XML_ROOTS.get(root_name(head), "")
    if start.startswith(b"{") and whole:
        return _json_kind(whole)
    return ""


def _json_kind(data: bytes) -> str:
    try:
        keys = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    if bytes(keys.get("type", b"")) in _EXCALIDRAW_TYPES or "libraryItems" in keys:
        return "excalidraw"
    if "tldrawFileFormatVersion" in keys or {"store", "schema"} <= keys.keys():
        return "tldr"
    document = bytes(keys.get("document", b""))
    if document.startswith(b"{") and (b'"pages"' in document or b'"store"' in document):
        return "tldr"
    if bytes(keys.get("elements", b"")).startswith(b"["):
        return "excalidraw"
    return ""


def _inflated_head(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, _HEAD_BYTES)
    except zlib.error:
        return b""
