"""The glass's replica of the open board: one Yjs document, in step with the room over board.sock."""

from __future__ import annotations

import logging
import time
from collections import deque
from pathlib import Path
from typing import Any

from pycrdt import Awareness, Doc, TransactionEvent
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalSocket

from appliance.ink import message
from appliance.ink.message import BadMessage, Kind, Permission, Reader, SyncStep, Wet

RETRY_MS = 200
SLICE_S = 0.002
SLICE = 250
"""How long, and how many, changes are taken in before the next picture may be drawn; showing them takes longer."""
REST_S = (0.03, 0.3)
RESTS, RUSH, RESTS_IN_A_RUSH = 40, 20, 120
"""Between slices of changes that trickle in there is a rest: so many times as long as the last one took, within bounds;
longer after a slice of so many. Taking in one costs as much as taking in twenty, and others' wet ink is seen before."""
RENEW_MS = 10_000
KNOCK_MS = 5_000
FORGET_MS = 30_000
LARGEST_BYTES = 1 << 30
"""A message of the room may be a whole board: a hundred thousand strokes are 22 MB."""
_LENGTH = 4

_log = logging.getLogger(__name__)


class Replica(QObject):
    """Lives as long as one board is shown; only the GUI thread touches its document."""

    status_changed = Signal()
    applied = Signal()
    """Changes from the room are in the document."""
    wet_came = Signal(object)
    people_changed = Signal()
    permission_changed = Signal()

    def __init__(self, board_id: str, runtime: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board_id = board_id
        self.doc: Doc[Any] = Doc()
        self.awareness = Awareness(self.doc)
        self.is_synced = False
        """Whether the room's document has been here on this connection."""
        self.is_revoked = False
        self.is_look_only = False
        """Whether the room takes nothing new for this board; what was begun before it said so is taken still."""
        self._path = str(runtime / "board.sock")
        self._buffer = bytearray()
        self._updates: deque[bytes] = deque()
        self._sent = self._stored = 0
        self._has_unsent = self._is_applying = self._is_open = False
        self._applied_at = self._rest_s = 0.0
        self._watching = self.doc.observe(self._send_change)
        self._pump = QTimer(self, interval=0, singleShot=True)
        self._pump.timeout.connect(self._apply)
        self._retry = QTimer(self, interval=RETRY_MS, singleShot=True)
        self._retry.timeout.connect(self.open)
        self._renewal = QTimer(self, interval=RENEW_MS)
        self._renewal.timeout.connect(self._renew)
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._join)
        self._socket.readyRead.connect(self._read)
        self._socket.disconnected.connect(self._lose)
        self._socket.errorOccurred.connect(self._lose)

    @property
    def is_stored(self) -> bool:
        """Whether the room has all that was done here where nothing can take it away."""
        return not self._has_unsent and self._stored >= self._sent

    def open(self) -> None:
        """Connect, and try again until it works."""
        self._socket.abort()
        self._buffer.clear()
        self._socket.connectToServer(self._path)

    def close(self) -> None:
        """Hang up for good: at once, or else when the room has all that was done here."""
        if self.is_stored:
            self._hang_up()
            return
        _lingering.append(self)
        self.awareness.set_local_state(None)
        self.status_changed.connect(self._leave_when_stored)

    def _leave_when_stored(self) -> None:
        if self.is_stored and self in _lingering:
            _lingering.remove(self)
            self._hang_up()

    def _knock(self) -> None:
        if self in _lingering:
            self.open()

    def _hang_up(self) -> None:
        self._socket.blockSignals(True)
        self._retry.stop()
        self._renewal.stop()
        self._pump.stop()
        self._socket.flush()
        self._socket.disconnectFromServer()
        self.doc.unobserve(self._watching)

    def send_wet(self, wet: Wet) -> None:
        """Show others ink that is being drawn; lost where the room is away."""
        self._send(wet.encode())

    def show(self, **fields: Any) -> None:
        """Tell others of this glass, see `Awareness` states in FORMAT.md."""
        state = dict(self.awareness.get_local_state() or {}) | fields
        self.awareness.set_local_state(state)
        self._send_awareness()

    def _join(self) -> None:
        self._retry.stop()
        self._is_open = True
        self._sent = self._stored = 0
        self._send(message.join(self.board_id))
        self._send(message.sync(SyncStep.STATE_VECTOR, self.doc.get_state()))
        self._renewal.start()
        self._send_awareness()

    def _send(self, data: bytes) -> None:
        if self._is_open:
            self._socket.write(len(data).to_bytes(_LENGTH, "big") + data)
            self._socket.flush()

    def _send_change(self, event: TransactionEvent) -> None:
        if self._is_applying:
            return
        if self._is_open and self.is_synced:
            self._sent += 1
            self._send(message.sync(SyncStep.UPDATE, event.update))
        else:
            self._has_unsent = True
        self.status_changed.emit()

    def _send_awareness(self) -> None:
        if (state := self.awareness.get_local_state()) is not None:
            # told anew, as a newer state: others have no ear for one that they know, and forget who is silent
            self.awareness.set_local_state(state)
            update = self.awareness.encode_awareness_update([self.doc.client_id])
            self._send(message.awareness(update))

    def _read(self) -> None:
        self._buffer += self._socket.readAll().data()
        at = 0
        try:
            while len(self._buffer) - at >= _LENGTH:
                length = int.from_bytes(self._buffer[at : at + _LENGTH], "big")
                if length > LARGEST_BYTES:
                    raise BadMessage(f"a message of {length} bytes")
                if len(self._buffer) - at - _LENGTH < length:
                    break
                at += _LENGTH
                self._take(bytes(self._buffer[at : at + length]))
                at += length
        except BadMessage as error:
            _log.error("the room's board is not understood, connecting anew: %s", error)
            self._socket.abort()
            return
        del self._buffer[:at]

    def _take(self, data: bytes) -> None:
        reader = Reader(data)
        match reader.kind():
            case Kind.SYNC:
                self._take_sync(reader)
            case Kind.AWARENESS:
                self.awareness.apply_awareness_update(reader.chunk(), "room")
                self.people_changed.emit()
            case Kind.QUERY_AWARENESS:
                self._send_awareness()
            case Kind.WET:
                self.wet_came.emit(message.read_wet(reader))
            case Kind.STORED:
                self._stored = max(self._stored, reader.number())
                self.status_changed.emit()
            case Kind.PERMISSION:
                self._take_permission(reader.number())

    def _take_permission(self, permission: int) -> None:
        self.is_revoked = permission == Permission.REVOKED
        if self.is_revoked:
            # closed before it had all that was done here: it may be opened again
            QTimer.singleShot(KNOCK_MS, self, self._knock)
        elif self.is_look_only != (permission == Permission.VIEW):
            self.is_look_only = not self.is_look_only
            self.permission_changed.emit()
        self.status_changed.emit()

    def _take_sync(self, reader: Reader) -> None:
        step, data = reader.number(), reader.chunk()
        if step == SyncStep.STATE_VECTOR:
            self._has_unsent = False
            self._sent += 1
            self._send(message.sync(SyncStep.MISSING, self.doc.get_update(data)))
            self.status_changed.emit()
            return
        if step == SyncStep.MISSING:
            self.is_synced = True
        self._updates.append(data)
        if not self._pump.isActive():
            rest_s = self._applied_at + self._rest_s - time.perf_counter()
            self._pump.start(max(0, round(rest_s * 1000)))

    def _apply(self) -> None:
        """Take in changes for as long as a frame can spare."""
        begun, waiting = time.perf_counter(), len(self._updates)
        self._is_applying = True
        try:
            with self.doc.transaction(origin="room"):
                for _ in range(min(SLICE, waiting)):
                    self._apply_one(self._updates.popleft())
                    if time.perf_counter() > begun + SLICE_S:
                        break
        finally:
            self._is_applying = False
        if self._updates:
            self._pump.start(0)
        self.applied.emit()
        self.status_changed.emit()
        self._applied_at = time.perf_counter()
        rests = RESTS if waiting - len(self._updates) < RUSH else RESTS_IN_A_RUSH
        self._rest_s = min(max(rests * (self._applied_at - begun), REST_S[0]), REST_S[1])

    def _apply_one(self, update: bytes) -> None:
        try:
            self.doc.apply_update(update)
        except (ValueError, RuntimeError) as error:
            _log.error("a change from the room is no Yjs update: %s", error)

    def _renew(self) -> None:
        """Others forget who is silent for 30 s, and so do we."""
        self._send_awareness()
        now = time.time() * 1000
        meta = self.awareness.meta
        stale = [
            client
            for client in self.awareness.states
            if client != self.doc.client_id and now - meta[client]["lastUpdated"] > FORGET_MS
        ]
        if stale:
            self.awareness.remove_awareness_states(stale, "timeout")
            self.people_changed.emit()

    def _lose(self) -> None:
        self._is_open = self.is_synced = False
        if self._stored < self._sent:
            self._has_unsent = True
        self._renewal.stop()
        if not self.is_revoked or self in _lingering:
            self._retry.start()
        others = [client for client in self.awareness.states if client != self.doc.client_id]
        if others:
            self.awareness.remove_awareness_states(others, "lost")
            self.people_changed.emit()
        self.status_changed.emit()


_lingering: list[Replica] = []
"""Replicas of boards that were left while the room had not yet all that was done here."""
