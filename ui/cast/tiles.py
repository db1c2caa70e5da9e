"""How large casts are drawn, told to the room, so that nobody scales or converts pixels that are never seen."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.link import Link

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1

QUIET_MS = 100
"""Told once the glass has stopped moving for so long."""

Size = tuple[int, int]


class TileLedger(QObject):
    """Collects where casts are drawn and tells the room: after changes, for a new cast, to a room that came back."""

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._whole: Size | None = None
        self._link = link
        self._drawn: dict[int, tuple[str, Size]] = {}
        self._known: Hashable = ()
        self._told: dict[str, Size] | None = None
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._tell)
        link.connected_changed.connect(self.tell_again)

    def ask_whole(self, whole: Size | None) -> None:
        """Ask for so many pixels wherever a cast is drawn, as a GPU scales for nothing; None: for those of its tile."""
        if whole != self._whole:
            self._whole = whole
            self.tell_again()

    def draw(self, place: int, cast_id: str, size: Size) -> None:
        """A cast is drawn in some place, in this many pixels; with none of them it is not."""
        if self._drawn.get(place) != (cast_id, size):
            self._drawn[place] = (cast_id, size)
            self._quiet.start()

    def clear(self, place: int) -> None:
        """A place is gone."""
        if self._drawn.pop(place, None) is not None:
            self._quiet.start()

    def know(self, casts: Hashable) -> None:
        """Which casts there are, and how they come in: one that begins or comes back knows no size. Empty: none."""
        if casts != self._known:
            self._known = casts
            self.tell_again()

    def tell_again(self) -> None:
        """The room may have forgotten what it was told."""
        self._told = None
        self._quiet.start()

    def _tell(self) -> None:
        tiles = self._tiles()
        if self._link.connected and self._known and tiles != self._told:
            self._told = tiles
            self._send(tiles)

    def _send(self, tiles: dict[str, Size]) -> None:
        # a worker that is away begins anew with its casts, which then are told again
        self._link.call("cast.set_tiles", otherwise=lambda _code, _data: None, tiles=tiles)

    def _tiles(self) -> dict[str, Size]:
        tiles: dict[str, Size] = {}
        for cast_id, size in self._drawn.values():
            width, height = (self._whole or size) if all(size) else (0, 0)
            known = tiles.get(cast_id, (0, 0))
            tiles[cast_id] = (max(width, known[0]), max(height, known[1]))
        return tiles


_installed: list[TileLedger] = []


def install(ledger: TileLedger) -> None:
    """Make this the ledger of every DrawnCast built from now on."""
    _installed[:] = [ledger]


@QmlElement
class DrawnCast(QObject):
    """One place where a cast is drawn."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger = self._ledger_of_kind()
        self._cast_id = ""
        self._width = 0
        self._height = 0

    @Property(str, notify=changed)
    def castId(self) -> str:  # pyright: ignore[reportRedeclaration]
        """The cast's id; empty for none."""
        return self._cast_id

    @castId.setter
    def castId(self, cast_id: str) -> None:
        self._cast_id = cast_id
        self._note()

    @Property(int, notify=changed)
    def width(self) -> int:  # pyright: ignore[reportRedeclaration]
        """Pixels of the glass; 0 while it is not in view."""
        return self._width

    @width.setter
    def width(self, width: int) -> None:
        self._width = width
        self._note()

    @Property(int, notify=changed)
    def height(self) -> int:  # pyright: ignore[reportRedeclaration]
        """Pixels of the glass; 0 while it is not in view."""
        return self._height

    @height.setter
    def height(self, height: int) -> None:
        self._height = height
        self._note()

    @Slot()
    def release(self) -> None:
        """The place goes away."""
        self._ledger.clear(id(self))

    def _ledger_of_kind(self) -> TileLedger:
        return _installed[0]

    def _note(self) -> None:
        if self._cast_id:
            self._ledger.draw(id(self), self._cast_id, (self._width, self._height))
        else:
            self._ledger.clear(id(self))
        self.changed.emit()
