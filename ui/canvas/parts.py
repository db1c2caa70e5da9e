"""BoardParts: the parts of a canvas, and what is told of them."""

from __future__ import annotations

from PySide6.QtCore import Property, QRectF, Signal
from PySide6.QtQml import QmlAnonymous
from PySide6.QtQuick import QQuickItem
from shiboken6 import Shiboken

from appliance.ink.element import Note, Text
from ui.canvas.desk import Desk
from ui.canvas.face import BoardFace
from ui.canvas.others import Others, guests
from ui.canvas.placing import Writing
from ui.canvas.replay import Replay
from ui.canvas.replica import Replica
from ui.canvas.selections import Selections
from ui.canvas.thumbnail import Thumbnails
from ui.canvas.view import View

QML_IMPORT_NAME = "Parlor.Canvas"
QML_IMPORT_MAJOR_VERSION = 1


@QmlAnonymous
class BoardParts(BoardFace):
    """Has them; what makes them work is BoardItem's."""

    pictureChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setClip(True)
        self.view = View()
        self._stage = QQuickItem(self)
        self.desk = Desk(self._stage, self.view)
        self.selections = Selections(self.desk)
        self.writing = Writing(self.desk)
        self.thumbnails = Thumbnails(self.desk)
        self.others = Others(self._stage, self.view)
        self.replica: Replica | None = None
        self._replay: Replay | None = None
        self._picture_revision = 0
        self.desk.changed.connect(self._tell_changes)
        self.desk.tiles.completeness_changed.connect(self._tell_status)
        self.desk.tiles.landed.connect(self._tell_status)
        self.thumbnails.changed.connect(self._tell_picture)

    @Property(int, notify=pictureChanged)
    def pictureRevision(self) -> int:
        """Changes when `pagePicture` has something new."""
        return self._picture_revision

    @property
    def is_look_only(self) -> bool:
        """Whether the room takes nothing new for the board."""
        return self.replica is not None and self.replica.is_look_only

    def may_edit(self) -> bool:
        """Whether anything may be changed on what is shown."""
        return self.desk.doc is not None and self._replay is None and not self.is_look_only

    def person(self) -> int:
        """Whose deed a verb is, where it may be anybody's."""
        return self._palettes[0].held().person if self._palettes else 1

    def _tell_changes(self) -> None:
        extent = self.desk.sheet.extent()
        content = QRectF(extent[0], extent[1], extent[2] - extent[0], extent[3] - extent[1]) if extent else QRectF()
        self.tell(content_rect=content)
        self._tell_undo()
        self._tell_status()

    def _tell_undo(self) -> None:
        is_open = self.desk.doc is not None and not self.is_look_only
        # QML may have thrown palettes away before their canvas
        for palette in filter(Shiboken.isValid, self._palettes):
            manager = self.desk.history.of(palette.held().person) if is_open else None
            palette.allow(undo=bool(manager and manager.can_undo()), redo=bool(manager and manager.can_redo()))

    def _tell_status(self) -> None:
        replica = self.replica
        self.tell(
            is_connected=bool(replica and replica.is_synced and self.desk.doc is not None),
            is_stored=replica is None or replica.is_stored,
            is_busy=self.desk.doc is not None and not self.desk.tiles.is_complete,
            trouble="board.revoked" if replica and replica.is_revoked else "",
            look_only=self.is_look_only,
        )

    def _tell_people(self) -> None:
        if self.replica is None:
            return
        found = guests(self.replica.awareness.states, self.replica.doc.client_id)
        self.others.show(found, self.desk.page_id)
        self.tell(people=[{"name": one["name"], "color": one["color"]} for one in found.values()])

    def _tell_editing(self) -> None:
        placed = self.writing.placed
        element = placed.element if placed is not None else None
        if not isinstance(element, Text | Note):
            self.tell(editing=False)
            return
        self.tell(
            editing_rect=self.writing.rect(),
            editing_text=element.text,
            editing_kind="note" if isinstance(element, Note) else "text",
            editing_color=element.fill if isinstance(element, Note) else element.color,
            editing_pixel_size=element.size * self.view.item_scale,
            editing=True,
        )

    def _tell_picture(self) -> None:
        self._picture_revision += 1
        self.pictureChanged.emit()
