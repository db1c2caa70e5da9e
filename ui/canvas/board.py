"""BoardItem: a canvas with all its parts, joined to the board that is open."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import Property, QRectF, QTimer, Signal
from PySide6.QtQml import QmlAnonymous
from PySide6.QtQuick import QQuickItem, QQuickWindow
from shiboken6 import Shiboken

from appliance.ink.element import Note, Text
from appliance.ink.message import BadMessage, Wet, WetState
from appliance.ink.packing import BadStroke, unpack
from ui import link
from ui.canvas.contact import Sample
from ui.canvas.desk import Desk, assets_folder
from ui.canvas.face import BoardFace
from ui.canvas.hands import Hands
from ui.canvas.inking import InkSession
from ui.canvas.others import Others, guests
from ui.canvas.palette import Held, Palette
from ui.canvas.placing import Writing
from ui.canvas.replay import Replay
from ui.canvas.replica import Replica
from ui.canvas.selection import Selection
from ui.canvas.stylus import StylusWatch
from ui.canvas.thumbnail import Thumbnails
from ui.canvas.tools import Tools
from ui.canvas.view import View
from ui.canvas.wet import WetStroke

QML_IMPORT_NAME = "Parlor.Canvas"
QML_IMPORT_MAJOR_VERSION = 1

GLASS_COLOR = "#1a1a1a"
_TOOLS = {WetState.LASER: "laser", WetState.VANISHING: "vanishing"}
_log = logging.getLogger(__name__)


@QmlAnonymous
class BoardItem(BoardFace):
    """Its parts, and what each tells the others."""

    pictureChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self.setClip(True)
        self.view = View()
        self._stage = QQuickItem(self)
        self.desk = Desk(self._stage, self.view)
        self.selection = Selection(self.desk)
        self.writing = Writing(self.desk)
        self.thumbnails = Thumbnails(self.desk)
        self.others = Others(self._stage, self.view)
        self.tools = Tools(self.desk, self.selection, self._send_wet, self._view_moved)
        self.tools.place_text = self._place_text
        self.hands = Hands(self.view, self._begin_session, self._view_moved)
        self.hands.is_ink_down = self._is_ink_down
        self.replica: Replica | None = None
        self._replay: Replay | None = None
        self._picture_revision = 0
        self._stylus = StylusWatch(self._see_stylus)
        # window() would tie Python's only handle of the window to this item's life
        self._window: QQuickWindow | None = None
        self._connect_parts()

    def _connect_parts(self) -> None:
        self.desk.pages_changed.connect(self._tell_pages)
        self.desk.changed.connect(self._tell_changes)
        self.desk.tiles.completeness_changed.connect(self._tell_status)
        self.desk.tiles.landed.connect(self._tell_status)
        self.selection.changed.connect(self._tell_selection)
        self.thumbnails.changed.connect(self._tell_picture)
        self.windowChanged.connect(self._enter)
        self.boardIdChanged.connect(self._follow_board)
        self.palettesChanged.connect(self._follow_palettes)
        self.askedChanged.connect(self._follow_asked)
        self.pageChanged.connect(self._show_place)

    @Property(int, notify=pictureChanged)
    def pictureRevision(self) -> int:
        """Changes when `pagePicture` has something new."""
        return self._picture_revision

    # --- the board that is open

    def _enter(self, window: QQuickWindow | None) -> None:
        # the window may be gone before its item
        if self._window is not None and Shiboken.isValid(self._window):
            self._window.removeEventFilter(self._stylus)
        self._window = window
        if window is None:
            # what QML throws away leaves its window, and is gone before the next event
            self._close()
            return
        window.installEventFilter(self._stylus)
        self.view.ratio = window.effectiveDevicePixelRatio()
        self._resize()

    def _close(self) -> None:
        self._leave_board()
        self.thumbnails.close()
        self.desk.close()

    def _follow_board(self) -> None:
        self._leave_board()
        board_id = self._board_id
        if not board_id:
            return
        runtime = link.link().frames.parent
        self.desk.assets = assets_folder(runtime)
        replica = self.replica = Replica(board_id, runtime)
        replica.status_changed.connect(self._tell_status)
        replica.applied.connect(self._follow_room)
        replica.wet_came.connect(self._take_wet)
        replica.people_changed.connect(self._tell_people)
        replica.awareness.set_local_state({"user": {"name": "", "color": GLASS_COLOR}, "page": "", "cursor": None})
        replica.open()
        self._tell_status()

    def _leave_board(self) -> None:
        self.hands.cancel()
        self.selection.clear()
        self.writing.leave()
        self._replay = None
        if self.replica is not None:
            self.replica.close()
            self.replica = None
        self.desk.close_document()
        self.others.show({}, "")
        self.tell(replaying=False, editing=False, page_id="", page_ids=[], people=[])
        self._tell_status()

    def _follow_room(self) -> None:
        replica = self.replica
        if replica is None or self._replay is not None:
            return
        if self.desk.doc is None and replica.is_synced:
            self.desk.open(replica.doc)
        else:
            self.desk.follow()

    def _take_wet(self, wet: Wet) -> None:
        """Ink that somebody else is drawing."""
        if wet.page_id != self.desk.page_id or self._replay is not None or self.desk.doc is None:
            return
        ink, stroke = self.desk.wet, self.desk.wet.strokes.get(wet.stroke_id)
        if wet.state in (WetState.CANCELLED, WetState.ENDED):
            if stroke is not None:
                (ink.cancel if wet.state == WetState.CANCELLED else ink.end)(stroke)
            return
        try:
            part = unpack(wet.packed) if wet.packed else None
        except (BadStroke, BadMessage) as error:
            _log.warning("wet ink that nobody can read: %s", error)
            return
        if part is None or wet.stroke_id in self.desk.sheet.values:
            return
        if stroke is None:
            if wet.start:
                return
            tool = _TOOLS.get(wet.state, part.tool)
            stroke = WetStroke(id=wet.stroke_id, tool=tool, color=part.color, width=part.width)
            ink.begin(stroke)
        if wet.start != stroke.received:
            return
        factors = part.factors.tolist() if part.factors is not None else [1.0] * len(part.points)
        stroke.points += [(x, y, factor) for (x, y), factor in zip(part.points.tolist(), factors, strict=True)]
        stroke.received += len(part.points)
        ink.advance(stroke)

    def _send_wet(self, wet: Wet) -> None:
        if self.replica is not None:
            self.replica.send_wet(wet)

    # --- hands

    def _begin_session(self, sample: Sample, is_finger: bool, fist_mm: float):
        is_eraser_end = not is_finger and self.facts.has_stylus and self._stylus.is_eraser
        if self.facts.editing:
            self.touched.emit()
        return self.tools.begin(sample, is_finger, fist_mm, is_eraser_end)

    def _is_ink_down(self) -> bool:
        return any(isinstance(contact.session, InkSession) for contact in self.hands.contacts.values())

    def _see_stylus(self) -> None:
        self.tools.has_stylus = True
        self.tell(has_stylus=True)

    def _place_text(self, sample: Sample, held: Held) -> None:
        x, y = self.view.to_board(sample.x, sample.y)
        self.writing.begin_new(x, y, held)
        self._tell_editing()
        self.editRequested.emit()

    # --- what QML asks for

    def _follow_palettes(self) -> None:
        for palette in self.tools.palettes:
            palette.undoAsked.disconnect(self._undo)
            palette.redoAsked.disconnect(self._redo)
        self.tools.palettes = list(self._palettes)
        for palette in self.tools.palettes:
            palette.undoAsked.connect(self._undo)
            palette.redoAsked.connect(self._redo)
        self._tell_undo()

    def _undo(self) -> None:
        palette = self.sender()
        if isinstance(palette, Palette):
            self.desk.undo(palette.held().person)

    def _redo(self) -> None:
        palette = self.sender()
        if isinstance(palette, Palette):
            self.desk.redo(palette.held().person)

    def _follow_asked(self) -> None:
        self.tools.is_view_only = self._view_only or self._replay is not None
        self.hands.pixels_per_mm = self.selection.pixels_per_mm = self._pixels_per_mm
        if self._transparent_ground != self.desk.is_transparent:
            self.desk.is_transparent = self._transparent_ground
            if self.desk.doc is not None:
                self.desk.tiles.forget()
                self.desk.look()
        self._show_ground()

    def person(self) -> int:
        """Whose deed a verb is, where it may be anybody's."""
        return self._palettes[0].held().person if self._palettes else 1

    # --- what is told

    def _tell_pages(self) -> None:
        desk = self.desk
        turned = desk.page_id != self.facts.page_id
        value = dict(desk.pages).get(desk.page_id, {})
        ids = [page[0] for page in desk.pages]
        template = str(value.get("t", "plain"))
        if turned:
            self.selection.clear()
            self.writing.cancel()
            self._tell_editing()
        self.tell(page_id=desk.page_id, page_ids=ids, dark=desk.dark, template=template)
        self._show_ground()
        if self.replica is not None and self._replay is None:
            self.replica.show(page=desk.page_id, cursor=None)
        if turned:
            self.pageChanged.emit()
        self._tell_people()

    def _tell_changes(self) -> None:
        extent = self.desk.sheet.extent()
        content = QRectF(extent[0], extent[1], extent[2] - extent[0], extent[3] - extent[1]) if extent else QRectF()
        self.tell(content_rect=content)
        self._tell_undo()
        self._tell_status()

    def _tell_undo(self) -> None:
        is_open = self.desk.doc is not None
        # QML may have thrown palettes away before their canvas
        for palette in filter(Shiboken.isValid, self.tools.palettes):
            manager = self.desk.history.of(palette.held().person) if is_open else None
            palette.allow(undo=bool(manager and manager.can_undo()), redo=bool(manager and manager.can_redo()))

    def _tell_status(self) -> None:
        replica = self.replica
        self.tell(
            is_connected=bool(replica and replica.is_synced and self.desk.doc is not None),
            is_stored=replica is None or replica.is_stored,
            is_busy=self.desk.doc is not None and not self.desk.tiles.is_complete,
            trouble="board.revoked" if replica and replica.is_revoked else "",
        )

    def _tell_people(self) -> None:
        if self.replica is None:
            return
        found = guests(self.replica.awareness.states, self.replica.doc.client_id)
        self.others.show(found, self.desk.page_id)
        self.tell(people=[{"name": one["name"], "color": one["color"]} for one in found.values()])

    def _tell_selection(self) -> None:
        selection = self.selection
        self.tell(
            selection_rect=selection.rect(),
            selection_count=len(selection.ids),
            selection_locked=selection.is_locked,
            selection_grouped=selection.is_grouped,
            selection_kinds=selection.kinds(),
        )

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

    # --- the view

    def _show_place(self) -> None:
        """Where a page is first shown: its own size whole, the endless one as a new one."""
        size = self.desk.sheet.size
        if size is not None:
            self.view.show((0.0, 0.0, *size))
        else:
            self.view.zoom = 1.0
            self.view.place(0.0, 0.0)
        self._view_moved(settle=True)

    def _resize(self) -> None:
        if self.width() <= 0 or self.height() <= 0:
            return
        x, y = self.view.x, self.view.y
        self.view.width, self.view.height = self.width(), self.height()
        self.view.place(x, y)
        self._view_moved(settle=True)

    def _view_moved(self, *, settle: bool = False) -> None:
        self.desk.tiles.moved(settle=settle)
        self.desk.wet.align()
        self.others.align()
        x0, y0, x1, y1 = self.view.rect
        self.tell(zoom=self.view.zoom, view_rect=QRectF(x0, y0, x1 - x0, y1 - y0))
        if self.selection.ids:
            self.selection.show()
        if self.facts.editing:
            self._tell_editing()
        self._tell_status()

    def _show_ground(self) -> None:
        self.update()

    # --- history

    def _show_history(self, file: Path) -> None:
        self._replay = Replay(file)
        self.hands.cancel()
        self.selection.clear()
        self.tell(replaying=True)
        self._follow_asked()
        self._seek(0.0)
        QTimer.singleShot(0, self, self._prepare_replay)

    def _prepare_replay(self) -> None:
        replay = self._replay
        if replay is not None and replay.prepare():
            QTimer.singleShot(0, self, self._prepare_replay)

    def _seek(self, position: float) -> None:
        if self._replay is not None:
            self.desk.show(self._replay.seek(position))

    def _end_history(self) -> None:
        if self._replay is None:
            return
        self._replay = None
        self.tell(replaying=False)
        self._follow_asked()
        if self.replica is not None:
            self.desk.open(self.replica.doc, self.desk.page_id)
