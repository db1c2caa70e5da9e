"""The whiteboards, as QML sees them."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Property, QDateTime, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.board import BoardGuest, BoardInfo, BoardState
from ui.link import link
from ui.models import KeyedListModel, qml_value

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Boards(QObject):
    """The board that is open on the glass, its guests, and the list of all boards."""

    changed = Signal()
    openChanged = Signal()
    listed = Signal()
    """The list of boards is here, anew."""
    created = Signal()
    """The board that was asked for is open."""
    removed = Signal(str, str)
    """A board went into the bin: its id, its name."""
    refused = Signal(str)
    """Opening, making or restoring a board was refused: error code."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = BoardState()
        self._all = KeyedListModel(BoardInfo, parent=self)
        self._guests = KeyedListModel(BoardGuest, parent=self)
        self._listed_revision = -1
        link().subscribe("board", BoardState, self._replace)
        link().connected_changed.connect(self._reconnect)

    def _replace(self, state: BoardState) -> None:
        if state == self.state:
            return
        was_open, self.state = self.state.open, state
        self._guests.replace(state.guests)
        if state.revision != self._listed_revision:
            self._fetch()
        self.changed.emit()
        if state.open != was_open:
            self.openChanged.emit()

    def _reconnect(self) -> None:
        if link().connected:
            self._fetch()

    def _fetch(self) -> None:
        if link().connected:
            self._listed_revision = self.state.revision
            link().call("board.list_boards", self._list)

    def _list(self, boards: Any) -> None:
        self._all.replace(msgspec.convert(boards or [], list[BoardInfo]))
        self.listed.emit()

    @Property(str, notify=openChanged)
    def openId(self) -> str:
        """The open board, or empty."""
        return self.state.open or ""

    @Property(str, notify=changed)
    def name(self) -> str:
        """Its name; empty until somebody gave it one."""
        return self.state.name

    @Property(QDateTime, notify=listed)
    def createdAt(self) -> QDateTime:
        """When the open board was made; not valid while unknown."""
        found = next((info for info in self._all.items if info.id == self.state.open), None)
        return qml_value(found.created_at) if found else QDateTime()

    @Property(str, notify=changed)
    def joinUrl(self) -> str:
        """Leads guests to the board; empty without a network or once revoked."""
        return self.state.join_url

    @Property(bool, notify=changed)
    def shared(self) -> bool:
        """Whether the link works."""
        return self.state.shared

    @Property(bool, notify=changed)
    def viewOnly(self) -> bool:
        """Whether guests may only look, unless allowed one by one."""
        return self.state.view_only

    @Property(QObject, constant=True)
    def guests(self) -> QObject:
        """Model of those who are on the board through its link."""
        return self._guests

    @Property(int, notify=changed)
    def guestCount(self) -> int:
        """How many they are."""
        return len(self.state.guests)

    @Property(str, notify=changed)
    def trouble(self) -> str:
        """Code of why changes are not on the disk, or empty."""
        return self.state.trouble

    @Property(str, notify=changed)
    def working(self) -> str:
        """importing, exporting or empty."""
        return self.state.working

    @Property(int, notify=changed)
    def percent(self) -> int:
        """How much of that work is done."""
        return self.state.percent

    @Property(str, notify=changed)
    def lookOnly(self) -> str:
        """Code of why the board may only be looked at, or empty."""
        return self.state.look_only

    @Property(str, notify=changed)
    def peer(self) -> str:
        """connecting, joined or lost where the board is another room's as well."""
        return self.state.peer

    @Property(QObject, constant=True)
    def all(self) -> QObject:
        """Model of all boards, the last changed first."""
        return self._all

    @Property(int, notify=listed)
    def count(self) -> int:
        """How many boards there are."""
        return len(self._all.items)

    @Slot(str, result=QUrl)
    def preview(self, name: str) -> QUrl:
        """Where a preview's picture is."""
        return QUrl.fromLocalFile(str(link().boards / name)) if name else QUrl()

    @Slot(bool)
    def create(self, dark: bool) -> None:
        """Make an empty board and open it."""
        link().call(
            "board.create_board", lambda _: self.created.emit(), lambda code, _: self.refused.emit(code), dark=dark
        )

    @Slot(str)
    def open(self, board_id: str) -> None:
        """Show a board."""
        refuse = lambda code, _: self.refused.emit(code)  # noqa: E731
        link().call("board.open_board", lambda _: self.created.emit(), refuse, board_id=board_id)

    @Slot(str, str)
    def rename(self, board_id: str, name: str) -> None:
        """Give a board a name."""
        link().call("board.rename_board", board_id=board_id, name=name.strip())

    @Slot(str)
    def duplicate(self, board_id: str) -> None:
        """Copy a board."""
        link().call("board.duplicate_board", board_id=board_id)

    @Slot(str, str)
    def remove(self, board_id: str, name: str) -> None:
        """Put a board into the bin."""
        link().call("board.delete_board", lambda _: self.removed.emit(board_id, name), board_id=board_id)

    @Slot(str)
    def restore(self, board_id: str) -> None:
        """Take a board out of the bin."""
        link().call("board.restore_board", board_id=board_id)

    @Slot(bool)
    def setViewOnly(self, view_only: bool) -> None:
        """Let all guests only look, or draw."""
        link().call("board.set_view_only", view_only=view_only)

    @Slot(str, bool)
    def setGuestViewOnly(self, guest_id: str, view_only: bool) -> None:
        """Let one guest only look, or draw."""
        link().call("board.set_view_only", view_only=view_only, guest_id=guest_id)

    @Slot()
    def revokeLink(self) -> None:
        """Make the link worth nothing."""
        link().call("board.revoke_link")

    @Slot()
    def renewLink(self) -> None:
        """Make a new link, and the old one worth nothing."""
        link().call("board.renew_link")

    @Slot(str)
    def joinPeer(self, url: str) -> None:
        """Share the board with another room."""
        link().call("board.join_peer", url=url.strip())

    @Slot()
    def leavePeer(self) -> None:
        """Share it no more."""
        link().call("board.leave_peer")

    @Slot()
    def cancelWork(self) -> None:
        """Stop the import or export that runs."""
        link().call("board.cancel_work")

    @Slot()
    def finish(self) -> None:
        """Close the board and let everything die that guests hold of it."""
        link().call("board.wipe_session")
