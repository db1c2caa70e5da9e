"""BoardItem: a canvas with all its parts, joined to the board that is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtQml import QmlAnonymous
from PySide6.QtQuick import QQuickItem, QQuickWindow
from shiboken6 import Shiboken

from appliance.ink.element import Placed
from appliance.ink.message import Wet
from ui import link
from ui.canvas.contact import Sample
from ui.canvas.desk import assets_folder
from ui.canvas.guest_ink import GuestInk
from ui.canvas.hands import Hands
from ui.canvas.inking import InkSession
from ui.canvas.palette import Held, Palette
from ui.canvas.parts import BoardParts
from ui.canvas.replay import Replay
from ui.canvas.replica import Replica
from ui.canvas.selection_face import SelectionFace
from ui.canvas.stylus import StylusWatch
from ui.canvas.tools import Tools

QML_IMPORT_NAME = "Parlor.Canvas"
QML_IMPORT_MAJOR_VERSION = 1

GLASS_COLOR = "#1a1a1a"


@QmlAnonymous
class BoardItem(BoardParts):
    """What each part tells the others."""

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._has_view_moved = False
        self.guest_ink = GuestInk(self.desk)
        self.tools = Tools(self.desk, self.selections, self._send_wet, self._move_view)
        self.tools.place_text = self._place_text
        self.hands = Hands(self.view, self._begin_session, self._move_view)
        self.hands.is_ink_down = self._is_ink_down
        self._faces: dict[int, SelectionFace] = {}
        self._stylus = StylusWatch(self._see_stylus)
        # window() would tie Python's only handle of the window to this item's life
        self._window: QQuickWindow | None = None
        self.desk.pages_changed.connect(self._tell_pages)
        self.windowChanged.connect(self._enter)
        self.boardIdChanged.connect(self._follow_board)
        self.palettesChanged.connect(self._follow_palettes)
        self.askedChanged.connect(self._follow_asked)
        self.pageChanged.connect(self._show_place)

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
        replica.permission_changed.connect(self._follow_permission)
        replica.awareness.set_local_state({"user": {"name": "", "color": GLASS_COLOR}, "page": "", "cursor": None})
        replica.open()
        self._tell_status()

    def _leave_board(self) -> None:
        self.hands.cancel()
        self.selections.clear()
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
        if self._replay is None:
            self.guest_ink.take(wet)

    def _follow_permission(self) -> None:
        """What a hand has begun is finished; nothing new begins while the board may only be looked at."""
        if self.is_look_only:
            self.selections.clear()
        self.tools.is_view_only = self._is_view_only()
        self._tell_undo()
        self._tell_status()

    def _is_view_only(self) -> bool:
        return self._view_only or self._replay is not None or self.is_look_only

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
        self.selections.keep({palette.held().person for palette in self.tools.palettes})
        self._tell_undo()

    def _undo(self) -> None:
        palette = self.sender()
        if isinstance(palette, Palette) and self.may_edit():
            self.desk.undo(palette.held().person)

    def _redo(self) -> None:
        palette = self.sender()
        if isinstance(palette, Palette) and self.may_edit():
            self.desk.redo(palette.held().person)

    def _follow_asked(self) -> None:
        self.tools.is_view_only = self._is_view_only()
        self.hands.pixels_per_mm = self.selections.pixels_per_mm = self._pixels_per_mm
        if self._transparent_ground != self.desk.is_transparent:
            self.desk.is_transparent = self._transparent_ground
            if self.desk.doc is not None:
                self.desk.tiles.forget()
                self.desk.look()
        self._show_ground()

    def selection_face(self, person: int) -> SelectionFace:
        """What a person has selected, for QML."""
        found = self._faces.get(person)
        if found is None:
            selection = self.selections.of(person)
            found = self._faces[person] = SelectionFace(selection, self.may_edit, self._write, self)
        return found

    def _write(self, placed: Placed, person: int) -> None:
        self.writing.begin(placed, person)
        self._tell_editing()
        self.editRequested.emit()

    def _tell_pages(self) -> None:
        desk = self.desk
        turned = desk.page_id != self.facts.page_id
        value = dict(desk.pages).get(desk.page_id, {})
        ids = [page[0] for page in desk.pages]
        template = str(value.get("t", "plain"))
        if turned:
            self.selections.clear()
            self.writing.cancel()
            self._tell_editing()
        self.tell(page_id=desk.page_id, page_ids=ids, dark=desk.dark, template=template)
        self._show_ground()
        if self.replica is not None and self._replay is None:
            self.replica.show(page=desk.page_id, cursor=None)
        if turned:
            self.pageChanged.emit()
        self._tell_people()

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

    def _move_view(self) -> None:
        """Show the view where hands have moved it, with the next frame: they report more often."""
        self._has_view_moved = True
        self.polish()

    def updatePolish(self) -> None:
        """Before a frame: the view as hands moved it, and the ink that came since the last."""
        self.hands.follow()
        if self._has_view_moved:
            self._view_moved()
        for contact in self.hands.contacts.values():
            if isinstance(contact.session, InkSession):
                contact.session.paint()

    def _view_moved(self, *, settle: bool = False) -> None:
        self._has_view_moved = False
        self.desk.tiles.moved(settle=settle)
        self.desk.wet.align()
        self.others.align()
        x0, y0, x1, y1 = self.view.rect
        self.tell(zoom=self.view.zoom, view_rect=QRectF(x0, y0, x1 - x0, y1 - y0))
        self.selections.show()
        if self.facts.editing:
            self._tell_editing()
        self._tell_status()

    def _show_ground(self) -> None:
        self.update()

    # --- history

    def _show_history(self, file: Path) -> None:
        self._replay = Replay(file)
        self.hands.cancel()
        self.selections.clear()
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
